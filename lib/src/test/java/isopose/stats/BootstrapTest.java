package isopose.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.descriptive.moment.Mean;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final double Z = new NormalDistribution().inverseCumulativeProbability(0.975);

  private static double[] normal(int count, double mean, double deviation, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToDouble(i -> mean + deviation * random.nextGaussian())
        .toArray();
  }

  private static List<String> clips(int clips, int frames) {
    return IntStream.range(0, clips * frames).mapToObj(i -> "clip" + i / frames).toList();
  }

  /** The mean of n normal numbers: mean +- 1.96 s / sqrt(n), s with the divisor n. */
  private static void assertNormalInterval(double[] values, Interval interval) {
    int n = values.length;
    double mean = new Mean().evaluate(values);
    double half = Z * new StandardDeviation(false).evaluate(values) / Math.sqrt(n);
    assertEquals(mean, interval.value(), 1e-12);
    assertEquals(mean - half, interval.low(), 0.06 * half);
    assertEquals(mean + half, interval.high(), 0.06 * half);
  }

  @Test
  void independentClipsGiveTheNormalInterval() {
    double[] values = normal(400, 2, 5, 1);
    assertNormalInterval(values, Bootstrap.ofMean(List.of(values), clips(400, 1), 0));
  }

  @Test
  void independentSeedsGiveTheNormalInterval() {
    double[] values = normal(200, -1, 3, 2);
    List<double[]> seeds = new ArrayList<>();
    for (double value : values) {
      seeds.add(new double[] {value, value});
    }
    assertNormalInterval(values, Bootstrap.ofMean(seeds, clips(1, 2), 0));
  }

  /** Ten equal frames a clip say no more than one. */
  @Test
  void framesOfOneClipAreNotDrawnApart() {
    double[] values = normal(50, 0, 1, 3);
    double[] repeated = IntStream.range(0, 500).mapToDouble(i -> values[i / 10]).toArray();
    Interval once = Bootstrap.ofMean(List.of(values), clips(50, 1), 7);
    Interval tenfold = Bootstrap.ofMean(List.of(repeated), clips(50, 10), 7);
    assertEquals(once.low(), tenfold.low(), 1e-12);
    assertEquals(once.high(), tenfold.high(), 1e-12);
    Interval asIfFrames = Bootstrap.ofMean(List.of(repeated), clips(500, 1), 7);
    double ratio = (once.high() - once.low()) / (asIfFrames.high() - asIfFrames.low());
    assertEquals(Math.sqrt(10), ratio, 0.3, "drawn one by one, frames feign certainty");
  }

  /** Var = sigma_seed^2 / S + sigma_clip^2 / C, by the divisor n. */
  @Test
  void seedsAndClipsBothAddToTheSpread() {
    double[] ofSeed = normal(30, 0, 1, 4);
    double[] ofClip = normal(60, 0, 2, 5);
    List<double[]> differences = new ArrayList<>();
    for (double seed : ofSeed) {
      differences.add(IntStream.range(0, 60).mapToDouble(c -> seed + ofClip[c]).toArray());
    }
    Interval interval = Bootstrap.ofMean(differences, clips(60, 1), 0);
    StandardDeviation deviation = new StandardDeviation(false);
    double half =
        Z
            * Math.sqrt(
                Math.pow(deviation.evaluate(ofSeed), 2) / 30
                    + Math.pow(deviation.evaluate(ofClip), 2) / 60);
    assertEquals(2 * half, interval.high() - interval.low(), 0.1 * half);
  }

  @Test
  void aShiftMovesAndASignTurnsTheInterval() {
    double[] values = normal(80, 1, 4, 6);
    Interval interval = Bootstrap.ofMean(List.of(values), clips(20, 4), 9);
    double[] shifted = IntStream.range(0, 80).mapToDouble(i -> values[i] + 10).toArray();
    Interval up = Bootstrap.ofMean(List.of(shifted), clips(20, 4), 9);
    assertEquals(interval.low() + 10, up.low(), 1e-9);
    assertEquals(interval.high() + 10, up.high(), 1e-9);
    assertEquals(2.0 / (Bootstrap.DRAWS + 1), up.p(), "no draw lies on the other side of zero");
    double[] turned = IntStream.range(0, 80).mapToDouble(i -> -values[i]).toArray();
    Interval down = Bootstrap.ofMean(List.of(turned), clips(20, 4), 9);
    assertEquals(-interval.high(), down.low(), 1e-9);
    assertEquals(-interval.low(), down.high(), 1e-9);
  }

  @Test
  void noDifferenceIsNoInterval() {
    Interval none = Bootstrap.ofMean(List.of(new double[12], new double[12]), clips(3, 4), 0);
    assertEquals(new Interval(0, 0, 0, 1), none);
  }

  /** Clips of unequal length weigh by their frames, as in every score here. */
  @Test
  void longClipsWeighMore() {
    Interval interval =
        Bootstrap.ofMean(
            List.of(new double[] {1, 1, 1, 5}), List.of("long", "long", "long", "short"), 0);
    assertEquals(2, interval.value(), 1e-12);
    assertEquals(1, interval.low(), 1e-12);
    assertEquals(5, interval.high(), 1e-12);
  }

  /** The mean of two clusters -1 and 3 is -1, 1 or 3 with probabilities 1/4, 1/2, 1/4. */
  @Test
  void thePValueIsTwiceTheShareOnTheOtherSideOfZero() {
    Interval interval = Bootstrap.ofMean(List.of(new double[] {-1, 3}), clips(2, 1), 0);
    assertEquals(0.5, interval.p(), 0.02);
    Interval mirrored = Bootstrap.ofMean(List.of(new double[] {1, -3}), clips(2, 1), 0);
    assertEquals(interval.p(), mirrored.p(), 1e-12);
  }

  private static Bootstrap.Statistic meanOf(double... values) {
    return (seeds, samples) ->
        IntStream.of(samples).mapToDouble(i -> values[i]).average().orElse(0);
  }

  /** Ten clips of 50 equal samples are ten observations, not 500. */
  @Test
  void clipsAreResampledForAnyStatistic() {
    double[] values = IntStream.range(0, 500).mapToDouble(i -> i / 50 % 2).toArray();
    Interval mean = Bootstrap.of(1, clips(10, 50), meanOf(values), 2000, 1);
    assertEquals(0.5, mean.value(), 1e-12);
    // binomial(10, 1/2) / 10: its 2.5 % and 97.5 % quantiles
    assertEquals(0.2, mean.low(), 1e-9);
    assertEquals(0.8, mean.high(), 1e-9);
  }

  @Test
  void theMeanIsTheSameStatisticEitherWay() {
    double[] values = normal(60, 1, 2, 8);
    Interval sums = Bootstrap.ofMean(List.of(values), clips(12, 5), 3);
    Interval samples = Bootstrap.of(1, clips(12, 5), meanOf(values), Bootstrap.DRAWS, 3);
    assertEquals(sums.low(), samples.low(), 1e-9);
    assertEquals(sums.high(), samples.high(), 1e-9);
    assertEquals(sums.p(), samples.p(), 1e-12);
  }

  @Test
  void aSingleClipOfOneSeedHasNoSpread() {
    Interval mean = Bootstrap.of(1, List.of("a", "a"), meanOf(1, 3), 99, 0);
    assertEquals(new Interval(2, 2, 2, 2.0 / 100), mean);
  }

  @Test
  void drawsWithoutAFiniteStatisticDoNotCount() {
    Interval some =
        Bootstrap.of(
            1, clips(2, 1), (seeds, i) -> i[0] == i[1] ? Double.NaN : 7, Bootstrap.DRAWS, 0);
    assertEquals(7, some.low());
    assertEquals(7, some.high());
  }
}
