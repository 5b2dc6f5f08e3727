package isopose.live;

import isopose.adapt.AdaptSettings;
import isopose.adapt.AdaptSettings.OnDivergence;
import isopose.body.BodyEstimation;
import isopose.body.BodyEstimation.Scope;

/**
 * How arriving poses are lifted.
 *
 * @param method what adapts
 * @param rate alpha of {@link Method#ONLINE}
 * @param notices in {@link Method#BODY}, whether the reset rule of {@link BodyEstimation} watches
 *     for another person; else persons are those that the input names
 */
public record LiveSettings(Method method, double rate, boolean notices) {
  /** The threshold of the reset rule, which {@link BodyEstimation} explains. */
  private static final double THRESHOLD = 4;

  /** What adapts along the stream. */
  public enum Method {
    /** Nothing: the trained weights lift every pose. */
    NONE,
    /** The weights, by one step of Algorithm 1 a pose. */
    ONLINE,
    /** Ten body ratios, estimated from all poses of the person so far. */
    BODY
  }

  /** The paper's learning rate; persons are named by the input. */
  public static LiveSettings of(Method method) {
    return new LiveSettings(method, AdaptSettings.online(0).rate(), false);
  }

  /** The same with another learning rate. */
  public LiveSettings withRate(double newRate) {
    return new LiveSettings(method, newRate, notices);
  }

  /**
   * The settings of the same method for a whole stream. A live stream goes on after a number that
   * is not finite, from the trained weights.
   */
  public AdaptSettings settings() {
    return switch (method) {
      case NONE -> AdaptSettings.none();
      case ONLINE -> AdaptSettings.online(0).withRate(rate).withOnDivergence(OnDivergence.RESET);
      case BODY ->
          AdaptSettings.body(
              new BodyEstimation(
                  Scope.STREAM, null, notices ? THRESHOLD : 0, BodyEstimation.DEFAULT_WINDOW));
    };
  }
}
