package isopose.live;

import isopose.adapt.AdaptSettings;
import isopose.adapt.AdaptedSample;
import isopose.adapt.InferenceStageOptimization;
import isopose.body.BodyEncoder;
import isopose.body.BodyStream;
import isopose.io.BadInput;
import isopose.live.LiveSettings.Method;
import isopose.model.Session;
import isopose.run.Adaptation;
import isopose.run.TrainedModel;
import isopose.skeleton.Poses;
import java.util.List;

/**
 * Lifts a stream pose by pose. Every pose gets what {@link isopose.run.Adaptation} gives it in the
 * whole stream. Memory does not depend on the length of the stream. Not for several threads.
 */
public final class LiveLifter implements AutoCloseable {
  private static final float[] NO_RATIOS = {};
  private static final AdaptedSample NOT_ADAPTED =
      new AdaptedSample(null, Double.NaN, Double.NaN, false, 0);

  private final LiveSettings settings;
  private final TrainedModel lifter;
  private final TrainedModel bodyLifter;
  private final InferenceStageOptimization plain;
  private final InferenceStageOptimization adapting; // null unless weights adapt
  private final BodyStream bodies; // null unless a body is estimated
  private final float[] sourceRatios;
  private int resets; // of the weights

  /**
   * At the beginning of a stream.
   *
   * @param lifter lifts without adaptation, and adapts; must outlive this
   * @param bodyLifter estimates bodies; null where no settings ask for them
   * @throws BadInput if a model does not fit the settings
   */
  public LiveLifter(
      Session session, TrainedModel lifter, TrainedModel bodyLifter, LiveSettings settings) {
    this.settings = settings;
    this.lifter = lifter;
    this.bodyLifter = bodyLifter;
    AdaptSettings chosen = settings.settings();
    if (settings.method() == Method.BODY) {
      if (bodyLifter == null) {
        throw new BadInput(
            "adaptation body: expected a model with a body encoder, such as pretrained(\"body\")");
      }
      Adaptation.requireFitting(bodyLifter, chosen);
      bodies =
          new BodyStream(
              session,
              bodyLifter.networks().lifter(),
              bodyLifter.weights(),
              chosen.flip(),
              chosen.body());
      sourceRatios = bodyLifter.weights().get(BodyEncoder.MEAN).toFloatArray();
      adapting = null;
    } else {
      bodies = null;
      sourceRatios = NO_RATIOS;
      boolean adapts = settings.method() == Method.ONLINE;
      adapting = adapts ? optimization(session, chosen) : null;
    }
    plain = optimization(session, AdaptSettings.none());
  }

  private InferenceStageOptimization optimization(Session session, AdaptSettings chosen) {
    return new InferenceStageOptimization(
        session,
        lifter.networks(),
        lifter.weights(),
        chosen.moves() ? lifter.technique() : null,
        chosen);
  }

  /** The next frame of the stream. One without a pose leaves everything as it is. */
  public LiveLift next(LivePose input) {
    if (input.pose2d() == null) {
      return lift(input, null, null, NO_RATIOS, NOT_ADAPTED, 0, 0);
    }
    long start = System.nanoTime();
    Poses x = lifter.normalisation().input(input.pose2d());
    Poses unadapted = lifter.normalisation().toMillimetres(plain.next(x, false).pose());
    double plainMillis = millis(start);
    start = System.nanoTime();
    if (bodies != null) {
      String person = settings.notices() ? "" : input.person();
      Poses own = bodyLifter.normalisation().input(input.pose2d());
      BodyStream.Lifted lifted = bodies.next(own, List.of(person), i -> input.seen());
      Poses pose = bodyLifter.normalisation().toMillimetres(lifted.poses());
      return lift(
          input, pose, unadapted, lifted.ratios()[0], NOT_ADAPTED, plainMillis, millis(start));
    }
    if (adapting == null) {
      return lift(input, unadapted, unadapted, NO_RATIOS, NOT_ADAPTED, 0, plainMillis);
    }
    AdaptedSample sample = adapting.next(x, input.seen());
    resets += sample.reset() ? 1 : 0;
    Poses pose = lifter.normalisation().toMillimetres(sample.pose());
    double liftMillis = millis(start) - sample.adaptNanos() / 1e6;
    return lift(input, pose, unadapted, NO_RATIOS, sample, plainMillis, liftMillis);
  }

  private LiveLift lift(
      LivePose input,
      Poses pose,
      Poses unadapted,
      float[] ratios,
      AdaptedSample sample,
      double plainMillis,
      double liftMillis) {
    return new LiveLift(
        input,
        pose,
        unadapted,
        ratios,
        ratios.length == 0 ? NO_RATIOS : sourceRatios,
        sample.selfSupervisedLoss(),
        sample.weightDistance(),
        bodies == null ? resets : bodies.resets(),
        plainMillis,
        liftMillis,
        sample.adaptNanos() / 1e6);
  }

  private static double millis(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  @Override
  public void close() {
    plain.close();
    if (adapting != null) {
      adapting.close();
    }
  }
}
