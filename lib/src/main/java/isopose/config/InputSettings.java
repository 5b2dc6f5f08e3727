package isopose.config;

import isopose.io.BadInput;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Which samples a model sees, in which order, with which noise.
 *
 * @param scenario whose; empty: that of the model's own configuration. So one training serves every
 *     target that shares its source.
 * @param part the target, or the clips held out from the source
 * @param samples how many, spread evenly over the stream; 0: all of them
 * @param order in which they arrive
 * @param noise standard deviation of Gaussian noise on the 2D joints, in pixels of a picture in
 *     which the person is 200 pixels tall (Sec. 4.4); 0: none
 * @param seed of the shuffled order, of the noise and of the detector's errors
 * @param detector made-up errors of a 2D detector
 * @param subjects whether a sample's subject is known to the method
 */
public record InputSettings(
    String scenario,
    Part part,
    int samples,
    Order order,
    double noise,
    long seed,
    Detector detector,
    Subjects subjects) {

  /** Where the samples are from. */
  public enum Part {
    /** The scenario's unlabelled target. */
    TARGET,
    /** The clips held out from its source: to see what adaptation forgets. */
    VALIDATION
  }

  /** In which order samples arrive. */
  public enum Order {
    /** Clip after clip, frames in the order of time. */
    CLIPS,
    /** Every sample at a random position. */
    SHUFFLED,
    /** All clips of one action, then those of the next. */
    BY_ACTION
  }

  /** The errors of a 2D detector. */
  public enum Detector {
    /** 2D poses as they are projected. */
    NONE,
    /** Noise that grows along the limbs, swapped sides and missing joints. */
    REALISTIC
  }

  /** Whether a sample's subject is known. */
  public enum Subjects {
    /** As the data has it. */
    KNOWN,
    /** Left out: a method has to notice by itself that the person changes. */
    HIDDEN
  }

  public InputSettings {
    if (scenario == null || part == null || order == null || samples < 0 || !(noise >= 0)) {
      throw new IllegalArgumentException(
          "scenario, part, order, samples >= 0 and noise >= 0 expected, got %s, %s, %s, %d, %s"
              .formatted(scenario, part, order, samples, noise));
    }
    if (detector == null || subjects == null) {
      throw new IllegalArgumentException("detector and subjects expected");
    }
  }

  private InputSettings(
      String scenario, Part part, int samples, Order order, double noise, long seed) {
    this(scenario, part, samples, order, noise, seed, Detector.NONE, Subjects.KNOWN);
  }

  /** The whole target stream as it is. */
  public static InputSettings whole() {
    return target(0);
  }

  /** So many samples of the target stream; 0: all of them. */
  public static InputSettings target(int samples) {
    return new InputSettings("", Part.TARGET, samples, Order.CLIPS, 0, 0);
  }

  /** The clips held out from the source. */
  public static InputSettings validation() {
    return new InputSettings("", Part.VALIDATION, 0, Order.CLIPS, 0, 0);
  }

  /** The same of another scenario, such as {@code bandai-bandai1}. */
  public InputSettings of(String otherScenario) {
    return new InputSettings(otherScenario, part, samples, order, noise, seed, detector, subjects);
  }

  /** The same samples in another order. */
  public InputSettings in(Order newOrder, long newSeed) {
    return new InputSettings(scenario, part, samples, newOrder, noise, newSeed, detector, subjects);
  }

  /** The same samples with noise on their 2D joints. */
  public InputSettings withNoise(double sigma, long newSeed) {
    return new InputSettings(scenario, part, samples, order, sigma, newSeed, detector, subjects);
  }

  /** The same samples as this detector sees them. */
  public InputSettings with(Detector newDetector, long newSeed) {
    return new InputSettings(scenario, part, samples, order, noise, newSeed, newDetector, subjects);
  }

  /** The same samples with their subjects known or hidden. */
  public InputSettings with(Subjects newSubjects) {
    return new InputSettings(scenario, part, samples, order, noise, seed, detector, newSubjects);
  }

  /**
   * The same with one setting changed.
   *
   * @param name noise, order, scenario, samples, detector or subjects
   * @param ownSeed of the noise and of the detector's errors
   * @throws BadInput if the setting is unknown or the value is not valid
   */
  public InputSettings with(String name, String value, long ownSeed) {
    String upper = value.toUpperCase(Locale.ROOT);
    try {
      return switch (name) {
        case "noise" -> {
          double sigma = Double.parseDouble(value);
          yield withNoise(sigma, sigma == 0 && detector == Detector.NONE ? 0 : ownSeed);
        }
        case "order" -> in(Order.valueOf(upper), 0);
        case "scenario" -> of(value);
        case "samples" -> {
          int count = Integer.parseInt(value);
          yield new InputSettings(scenario, part, count, order, noise, seed, detector, subjects);
        }
        case "detector" -> {
          Detector other = Detector.valueOf(upper);
          yield with(other, noise == 0 && other == Detector.NONE ? 0 : ownSeed);
        }
        case "subjects" -> with(Subjects.valueOf(upper));
        default ->
            throw new BadInput(
                "input.%s: expected input.noise, order, scenario, samples, detector or subjects"
                    .formatted(name));
      };
    } catch (BadInput e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new BadInput("input.%s=%s: does not fit".formatted(name, value), e);
    }
  }

  /**
   * Indices spread evenly over a stream: always the same ones.
   *
   * @param count samples of the stream
   * @param size how many; all if there are fewer
   */
  public static int[] spread(int count, int size) {
    int n = Math.min(size, count);
    return IntStream.range(0, n).map(i -> (int) ((long) i * count / n)).toArray();
  }
}
