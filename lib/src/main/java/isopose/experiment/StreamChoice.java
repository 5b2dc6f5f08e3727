package isopose.experiment;

import isopose.stats.Seeds;
import java.util.Comparator;
import java.util.Locale;
import java.util.SplittableRandom;
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
 * @param seed of the shuffled order and of the noise
 */
public record StreamChoice(
    String scenario, Part part, int samples, Order order, double noise, long seed) {

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
    /** Every sample at a random place. */
    SHUFFLED,
    /** All clips of one action, then those of the next. */
    BY_ACTION
  }

  public StreamChoice {
    if (scenario == null || part == null || order == null || samples < 0 || !(noise >= 0)) {
      throw new IllegalArgumentException(
          "scenario, part, order, samples >= 0 and noise >= 0 expected, got %s, %s, %s, %d, %s"
              .formatted(scenario, part, order, samples, noise));
    }
  }

  /** The whole target stream as it is. */
  public static StreamChoice whole() {
    return target(0);
  }

  /** So many samples of the target stream; 0: all of them. */
  public static StreamChoice target(int samples) {
    return new StreamChoice("", Part.TARGET, samples, Order.CLIPS, 0, 0);
  }

  /** The clips held out from the source. */
  public static StreamChoice validation() {
    return new StreamChoice("", Part.VALIDATION, 0, Order.CLIPS, 0, 0);
  }

  /** The same of another scenario, such as {@code bandai-bandai1}. */
  public StreamChoice of(String otherScenario) {
    return new StreamChoice(otherScenario, part, samples, order, noise, seed);
  }

  /** The same samples in another order. */
  public StreamChoice in(Order newOrder, long newSeed) {
    return new StreamChoice(scenario, part, samples, newOrder, noise, newSeed);
  }

  /** The same samples with noise on their 2D joints. */
  public StreamChoice withNoise(double sigma, long newSeed) {
    return new StreamChoice(scenario, part, samples, order, sigma, newSeed);
  }

  /**
   * The samples themselves.
   *
   * @param whole all samples of {@link #part}, clip after clip
   */
  TargetStream of(TargetStream whole) {
    TargetStream stream = whole;
    if (noise > 0) {
      // before anything is left out: a person's size is measured over the whole clip
      stream = InputNoise.add(stream, noise, seed);
    }
    if (samples > 0 && samples < whole.count()) {
      stream = stream.subset(samples);
    }
    return order == Order.CLIPS
        ? stream
        : stream.select("%s-%s".formatted(stream.name(), orderName()), places(stream));
  }

  private String orderName() {
    String name = order.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return order == Order.SHUFFLED ? name + seed : name;
  }

  private int[] places(TargetStream stream) {
    int[] places = IntStream.range(0, stream.count()).toArray();
    if (order == Order.BY_ACTION) {
      return IntStream.of(places)
          .boxed()
          .sorted(Comparator.comparing(stream.actions()::get)) // a stable sort keeps clips together
          .mapToInt(i -> i)
          .toArray();
    }
    SplittableRandom random = Seeds.random(seed, "order", 0);
    for (int i = places.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int place = places[i];
      places[i] = places[j];
      places[j] = place;
    }
    return places;
  }
}
