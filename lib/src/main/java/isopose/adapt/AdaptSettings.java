package isopose.adapt;

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
    double adversarialShare) {

  /** What the parameters of a sample start from. */
  public enum Mode {
    /** No adaptation: the trained model predicts. */
    NONE,
    /** Each sample starts from the trained parameters. */
    VANILLA,
    /** Each sample starts from the parameters that the previous one left. */
    ONLINE
  }

  /** As the paper has it: no pull, the adversarial term as in training. */
  public AdaptSettings(
      Mode mode, int steps, double rate, int copies, int skip, boolean flip, long seed) {
    this(mode, steps, rate, copies, skip, flip, seed, 0, 1);
  }

  public AdaptSettings {
    if (steps < 0 || copies < 1 || skip < 1 || !(rate > 0)) {
      throw new IllegalArgumentException(
          "steps >= 0, copies >= 1, skip >= 1 and rate > 0 expected, got steps %d, copies %d, skip %d, rate %s"
              .formatted(steps, copies, skip, rate));
    }
    if (!(pull >= 0 && pull <= 1) || !(adversarialShare >= 0)) {
      throw new IllegalArgumentException(
          "0 <= pull <= 1 and adversarialShare >= 0 expected, got pull %s, adversarialShare %s"
              .formatted(pull, adversarialShare));
    }
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
        mode, newSteps, rate, copies, skip, flip, seed, pull, adversarialShare);
  }

  /** The same with another learning rate alpha. */
  public AdaptSettings withRate(double newRate) {
    return new AdaptSettings(
        mode, steps, newRate, copies, skip, flip, seed, pull, adversarialShare);
  }

  /** The same with another number of copies. */
  public AdaptSettings withCopies(int newCopies) {
    return new AdaptSettings(
        mode, steps, rate, newCopies, skip, flip, seed, pull, adversarialShare);
  }

  /** The same with SSL on every {@code newSkip}-th sample only. */
  public AdaptSettings withSkip(int newSkip) {
    return new AdaptSettings(
        mode, steps, rate, copies, newSkip, flip, seed, pull, adversarialShare);
  }

  /** The same with or without the mean over the mirrored input. */
  public AdaptSettings withFlip(boolean newFlip) {
    return new AdaptSettings(
        mode, steps, rate, copies, skip, newFlip, seed, pull, adversarialShare);
  }

  /** The same with another pull towards the trained weights. */
  public AdaptSettings withPull(double newPull) {
    return new AdaptSettings(
        mode, steps, rate, copies, skip, flip, seed, newPull, adversarialShare);
  }

  /** The same with another weight of the adversarial term. */
  public AdaptSettings withAdversarialShare(double newShare) {
    return new AdaptSettings(mode, steps, rate, copies, skip, flip, seed, pull, newShare);
  }
}
