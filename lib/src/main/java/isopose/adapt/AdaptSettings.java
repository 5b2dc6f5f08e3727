package isopose.adapt;

import isopose.model.Ranges;

/**
 * How inference stage optimization runs (Algorithm 1, Sec. 4.1).
 *
 * @param mode none, vanilla or online
 * @param steps T, iterations a sample; the paper: 10 vanilla, 1 online
 * @param rate alpha, Adam's learning rate; the paper: 2e-5
 * @param copies of the sample in a mini-batch, each with a random view (the paper: "several")
 * @param skip SSL is performed on every skip-th sample only; 1: on each; the paper's Online-skip:
 *     10
 * @param flip whether predictions are averaged with those of the mirrored input
 * @param seed of the random views
 * @param pull after each step, every adapted weight goes back this share of the way to its trained
 *     value; an addition to the paper, which has 0
 * @param adversarialShare the adversarial term of a built-in technique weighs so many times what it
 *     weighed in training; an addition to the paper, which has 1
 * @param onDivergence what happens at a sample where L_s, a weight or the prediction is not finite;
 *     null: STOP
 */
public record AdaptSettings(
    Mode mode,
    int steps,
    double rate,
    int copies,
    int skip,
    boolean flip,
    long seed,
    double pull,
    double adversarialShare,
    OnDivergence onDivergence) {

  /** What the parameters of a sample start from. */
  public enum Mode {
    /** No adaptation: the trained model predicts. */
    NONE,
    /** Each sample starts from the trained parameters. */
    VANILLA,
    /** Each sample starts from the parameters that the previous one left. */
    ONLINE
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

  /** As the paper has it: no pull, the adversarial term as in training. */
  public AdaptSettings(
      Mode mode, int steps, double rate, int copies, int skip, boolean flip, long seed) {
    this(mode, steps, rate, copies, skip, flip, seed, 0, 1, OnDivergence.STOP);
  }

  public AdaptSettings {
    Ranges.require("steps", steps, 0, 10_000);
    Ranges.requirePositive("rate", rate, 10);
    Ranges.require("copies", copies, 1, 4096);
    Ranges.require("skip", skip, 1, Integer.MAX_VALUE);
    Ranges.require("pull", pull, 0, 1);
    Ranges.require("adversarialShare", adversarialShare, 0, 1e6);
    onDivergence = onDivergence == null ? OnDivergence.STOP : onDivergence;
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

  /** The same with another number of steps T. */
  public AdaptSettings withSteps(int newSteps) {
    return new AdaptSettings(
        mode, newSteps, rate, copies, skip, flip, seed, pull, adversarialShare, onDivergence);
  }

  /** The same with another learning rate alpha. */
  public AdaptSettings withRate(double newRate) {
    return new AdaptSettings(
        mode, steps, newRate, copies, skip, flip, seed, pull, adversarialShare, onDivergence);
  }

  /** The same with another number of copies. */
  public AdaptSettings withCopies(int newCopies) {
    return new AdaptSettings(
        mode, steps, rate, newCopies, skip, flip, seed, pull, adversarialShare, onDivergence);
  }

  /** The same with SSL on every {@code newSkip}-th sample only. */
  public AdaptSettings withSkip(int newSkip) {
    return new AdaptSettings(
        mode, steps, rate, copies, newSkip, flip, seed, pull, adversarialShare, onDivergence);
  }

  /** The same with or without the mean over the mirrored input. */
  public AdaptSettings withFlip(boolean newFlip) {
    return new AdaptSettings(
        mode, steps, rate, copies, skip, newFlip, seed, pull, adversarialShare, onDivergence);
  }

  /** The same with another pull towards the trained weights. */
  public AdaptSettings withPull(double newPull) {
    return new AdaptSettings(
        mode, steps, rate, copies, skip, flip, seed, newPull, adversarialShare, onDivergence);
  }

  /** The same with another weight of the adversarial term. */
  public AdaptSettings withAdversarialShare(double newShare) {
    return new AdaptSettings(
        mode, steps, rate, copies, skip, flip, seed, pull, newShare, onDivergence);
  }

  /** The same with another answer to a number that is not finite. */
  public AdaptSettings withOnDivergence(OnDivergence newOnDivergence) {
    return new AdaptSettings(
        mode, steps, rate, copies, skip, flip, seed, pull, adversarialShare, newOnDivergence);
  }
}
