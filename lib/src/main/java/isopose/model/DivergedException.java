package isopose.model;

import java.util.Optional;

/**
 * A training or an adaptation whose numbers are no longer finite. The message is one line that says
 * where and what to change in terms of the library; the command line names its options instead.
 * There is no stack trace, because the settings are the cause and a notebook cell shows one line.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What diverged, with the remedy in the library's terms. */
  public enum Kind {
    /** Joint training, or a comparator's. */
    TRAINING("train at a lower rate: configuration.with(\"learningRate\", ...)"),
    /** Inference stage optimization. */
    ADAPTATION(
        "adapt at a lower rate, settings.withRate(...), or return to the trained weights there,"
            + " settings.withOnDivergence(OnDivergence.RESET)"),
    /** A prediction by the trained weights themselves. */
    PREDICTION("the trained weights or this 2D pose are at fault, not the adaptation");

    private final String remedy;

    Kind(String remedy) {
      this.remedy = remedy;
    }
  }

  private final Kind kind;
  private final int sample;
  private final String clip;
  private final String what;

  private DivergedException(Kind kind, int sample, String clip, String what) {
    super(fact(kind, sample, clip, what) + "; " + kind.remedy, null, true, false);
    this.kind = kind;
    this.sample = sample;
    this.clip = clip;
    this.what = what;
  }

  /** Of a training; {@code what} says which number, and in which step. */
  public static DivergedException inTraining(String what) {
    return new DivergedException(Kind.TRAINING, -1, null, what);
  }

  /**
   * Of a stream.
   *
   * @param sample its index in the stream, from 0
   * @param what which number is not finite, such as "L_s is NaN at a learning rate of 1.0"
   */
  public static DivergedException inStream(Kind kind, int sample, String what) {
    return new DivergedException(kind, sample, null, what);
  }

  /** The same with the name of the sample's clip. */
  public DivergedException inClip(String name) {
    return new DivergedException(kind, sample, name, what);
  }

  /** What diverged. */
  public Kind kind() {
    return kind;
  }

  /** The sample's index in the stream, from 0; empty for a training. */
  public Optional<Integer> sample() {
    return sample < 0 ? Optional.empty() : Optional.of(sample);
  }

  /** Where and what, without the remedy. */
  public String fact() {
    return fact(kind, sample, clip, what);
  }

  private static String fact(Kind kind, int sample, String clip, String what) {
    String where = sample < 0 ? "" : " at sample %d of the stream".formatted(sample + 1);
    String inClip = clip == null ? "" : " (clip %s)".formatted(clip.replaceAll("\\p{C}", "?"));
    return switch (kind) {
      case TRAINING -> "training diverged: " + what;
      case ADAPTATION -> "adaptation diverged" + where + inClip + ": " + what;
      case PREDICTION -> "no finite prediction" + where + inClip + ": " + what;
    };
  }
}
