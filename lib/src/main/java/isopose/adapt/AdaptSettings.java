package isopose.adapt;

import com.google.gson.annotations.SerializedName;
import isopose.body.BodyEstimation;
import isopose.body.BodyEstimation.Refine;
import isopose.io.BadInput;
import isopose.model.Ranges;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;

/**
 * How a model is adapted to a stream: by inference stage optimization (Algorithm 1, Sec. 4.1), or
 * by the body proportions that are estimated along the stream.
 *
 * @param mode none, vanilla, online or body
 * @param steps T, iterations a sample; the paper: 10 vanilla, 1 online
 * @param rate alpha, Adam's learning rate; the paper: 2e-5
 * @param viewsPerSample random views of the sample in a mini-batch (the paper: "several" copies);
 *     {@code copies} in JSON
 * @param skip SSL is performed on every skip-th sample only; 1: on each; the paper's Online-skip:
 *     10
 * @param flip whether predictions are averaged with those of the mirrored input
 * @param seed of the random views
 * @param anchorStrength after each step, every adapted weight moves this fraction of the way back
 *     to its trained value; an addition to the paper, which has 0; {@code pull} in JSON
 * @param adversarialShare the adversarial term of a built-in technique weighs so many times what it
 *     weighed in training; an addition to the paper, which has 1
 * @param onDivergence what happens at a sample where L_s, a weight or the prediction is not finite;
 *     null: STOP
 * @param gradientNorm the lifter's gradients are scaled down to this norm, as in training; 0: not
 * @param discriminatorLimit D learns only while its accuracy on x and the random projections is
 *     below this, as in training; 1: always
 * @param carryMoments whether Adam's moments of both sides are kept from sample to sample in online
 *     mode, as the weights are; false: each sample starts with moments of zero. The paper carries
 *     the weights and does not mention the moments.
 * @param averageDecay predictions are made with the exponential moving average of the adapted
 *     weights over the steps, which keeps this fraction of itself at each step; 0: with the adapted
 *     weights themselves. An addition to the paper, as is the next.
 * @param resetDistance a sample after whose steps the adapted weights lie farther than this from
 *     the trained ones, relative to these, is predicted with the trained weights, from which the
 *     stream goes on; 0: never
 * @param body whose proportions the lifter is given, in mode body; in modes vanilla and online
 *     those that it is given while its {@link BodyEstimation#refine} is adapted; else null
 */
public record AdaptSettings(
    Mode mode,
    int steps,
    double rate,
    @SerializedName(value = "copies", alternate = "viewsPerSample") int viewsPerSample,
    int skip,
    boolean flip,
    long seed,
    @SerializedName(value = "pull", alternate = "anchorStrength") double anchorStrength,
    double adversarialShare,
    OnDivergence onDivergence,
    double gradientNorm,
    double discriminatorLimit,
    boolean carryMoments,
    double averageDecay,
    double resetDistance,
    BodyEstimation body) {

  /** What the parameters of a sample start from. */
  public enum Mode {
    /** No adaptation: the trained model predicts. */
    NONE,
    /** Each sample starts from the trained parameters. */
    VANILLA,
    /** Each sample starts from the parameters that the previous one left. */
    ONLINE,
    /** The parameters stay; the lifter is given the person's body ratios. Not in the paper. */
    BODY;

    /** Whether it makes steps of Algorithm 1. */
    public boolean moves() {
      return this == VANILLA || this == ONLINE;
    }

    /** In the names of runs, and in progress lines. */
    public String label() {
      return this == NONE ? "plain" : name().toLowerCase(Locale.ROOT);
    }
  }

  /** What happens at a sample where a number is not finite. */
  public enum OnDivergence {
    /** The adaptation ends with a {@link isopose.model.DivergedException}. */
    STOP,
    /**
     * The weights return to the trained ones, with fresh moments; these predict the sample, and the
     * stream goes on from them.
     */
    RESET
  }

  /**
   * No weight anchoring, the adversarial term as in training, no clipping, D always learns, moments
   * kept, no average, no reset.
   */
  public AdaptSettings(
      Mode mode, int steps, double rate, int viewsPerSample, int skip, boolean flip, long seed) {
    this(
        mode,
        steps,
        rate,
        viewsPerSample,
        skip,
        flip,
        seed,
        0,
        1,
        OnDivergence.STOP,
        0,
        1,
        true,
        0,
        0,
        null);
  }

  public AdaptSettings {
    Ranges.require("steps", steps, 0, 10_000);
    Ranges.requirePositive("rate", rate, 10);
    Ranges.require("viewsPerSample", viewsPerSample, 1, 4096);
    Ranges.require("skip", skip, 1, Integer.MAX_VALUE);
    Ranges.require("anchorStrength", anchorStrength, 0, 1);
    Ranges.require("adversarialShare", adversarialShare, 0, 1e6);
    Ranges.require("gradientNorm", gradientNorm, 0, 1e6);
    Ranges.require("discriminatorLimit", discriminatorLimit, 0, 1);
    Ranges.require("averageDecay", averageDecay, 0, 1);
    Ranges.require("resetDistance", resetDistance, 0, 1e6);
    onDivergence = onDivergence == null ? OnDivergence.STOP : onDivergence;
    boolean refines = body != null && body.refine() != null;
    if ((mode == Mode.BODY) != (body != null && !refines) || (refines && !mode.moves())) {
      throw new IllegalArgumentException(
          "body: expected in mode body, or with refine in modes vanilla and online, got mode %s and body %s"
              .formatted(mode, body));
    }
    if (resetDistance > 0 && refines && body.refine() == Refine.RATIOS) {
      throw new BadInput(
          "resetDistance: expected 0 with refine ratios, whose trained values are zero, got "
              + resetDistance);
    }
  }

  /** Whether adaptation moves anything. */
  public boolean moves() {
    return mode.moves();
  }

  /** The trained model as it is. */
  public static AdaptSettings none() {
    return new AdaptSettings(Mode.NONE, 0, 2e-5, 1, 1, true, 0);
  }

  /** Sec. 4.1: T = 10, alpha = 2e-5. */
  public static AdaptSettings vanilla(long seed) {
    return new AdaptSettings(Mode.VANILLA, 10, 2e-5, 32, 1, true, seed);
  }

  /** Sec. 4.1: T = 1, alpha = 2e-5. */
  public static AdaptSettings online(long seed) {
    return new AdaptSettings(Mode.ONLINE, 1, 2e-5, 32, 1, true, seed);
  }

  /** The trained model with the bodies of this estimation. */
  public static AdaptSettings body(BodyEstimation body) {
    AdaptSettings none = none();
    return new AdaptSettings(
        Mode.BODY,
        none.steps,
        none.rate,
        none.viewsPerSample,
        none.skip,
        none.flip,
        none.seed,
        none.anchorStrength,
        none.adversarialShare,
        none.onDivergence,
        none.gradientNorm,
        none.discriminatorLimit,
        none.carryMoments,
        none.averageDecay,
        none.resetDistance,
        body);
  }

  /**
   * In the names of runs, and in progress lines: "online", "body-stream", "online-stream-ratios".
   */
  public String label() {
    if (body == null) {
      return mode.label();
    }
    String scope = mode.label() + "-" + body.scope();
    return (body.refine() == null ? scope : scope + "-" + body.refinement())
        .toLowerCase(Locale.ROOT);
  }

  /** The same with the bodies of this estimation; in mode none or body, mode body. */
  public AdaptSettings withBody(BodyEstimation newBody) {
    return moves() ? with("body", newBody) : body(newBody).withFlip(flip);
  }

  /** The same with another number of steps T. */
  public AdaptSettings withSteps(int newSteps) {
    return with("steps", newSteps);
  }

  /** The same with another learning rate alpha. */
  public AdaptSettings withRate(double newRate) {
    return with("rate", newRate);
  }

  /** The same with another number of random views. */
  public AdaptSettings withViewsPerSample(int newViews) {
    return with("viewsPerSample", newViews);
  }

  /** The same with SSL on every {@code newSkip}-th sample only. */
  public AdaptSettings withSkip(int newSkip) {
    return with("skip", newSkip);
  }

  /** The same with or without the mean over the mirrored input. */
  public AdaptSettings withFlip(boolean newFlip) {
    return with("flip", newFlip);
  }

  /** The same with another strength of weight anchoring. */
  public AdaptSettings withAnchorStrength(double newStrength) {
    return with("anchorStrength", newStrength);
  }

  /** The same with another weight of the adversarial term. */
  public AdaptSettings withAdversarialShare(double newShare) {
    return with("adversarialShare", newShare);
  }

  /** The same with another answer to a number that is not finite. */
  public AdaptSettings withOnDivergence(OnDivergence newOnDivergence) {
    return with("onDivergence", newOnDivergence);
  }

  /** The same with the lifter's gradients scaled down to this norm; 0: not. */
  public AdaptSettings withGradientNorm(double newNorm) {
    return with("gradientNorm", newNorm);
  }

  /** The same with another accuracy below which D learns. */
  public AdaptSettings withDiscriminatorLimit(double newLimit) {
    return with("discriminatorLimit", newLimit);
  }

  /** The same with or without Adam's moments kept from sample to sample. */
  public AdaptSettings withCarriedMoments(boolean carried) {
    return with("carryMoments", carried);
  }

  /** The same with predictions by a moving average of the adapted weights; 0: by these. */
  public AdaptSettings withAverageDecay(double newDecay) {
    return with("averageDecay", newDecay);
  }

  /** The same with another distance at which the trained weights return; 0: never. */
  public AdaptSettings withResetDistance(double newDistance) {
    return with("resetDistance", newDistance);
  }

  private AdaptSettings with(String component, Object value) {
    RecordComponent[] components = AdaptSettings.class.getRecordComponents();
    try {
      Object[] values = new Object[components.length];
      for (int k = 0; k < values.length; k++) {
        boolean changed = components[k].getName().equals(component);
        values[k] = changed ? value : components[k].getAccessor().invoke(this);
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return AdaptSettings.class.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException outOfRange) {
        throw outOfRange;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
