package isopose.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {
  private static final List<String> CLIPS =
      IntStream.range(0, 60).mapToObj(i -> "clip" + i / 3).toList();

  private static double[] uniform(long seed) {
    return new SplittableRandom(seed).doubles(60).toArray();
  }

  private static Interval of(double[] a, double[] b) {
    return RankCorrelation.of(List.of(a), List.of(b), CLIPS, 0);
  }

  @Test
  void anyMonotoneRelationIsSeen() {
    double[] a = uniform(4);
    double[] rising = IntStream.range(0, 60).mapToDouble(i -> Math.exp(20 * a[i])).toArray();
    double[] falling = IntStream.range(0, 60).mapToDouble(i -> -rising[i]).toArray();
    assertEquals(1, of(a, rising).value(), 1e-12);
    assertEquals(-1, of(a, falling).high(), 1e-12);
    Interval none = of(a, uniform(5));
    assertTrue(none.low() < 0 && none.high() > 0 && none.p() > 0.05, none.toString());
  }

  /**
   * Four of eight seeds have correlation 1, four -1, in every clip: the mean is (2 k - 8) / 8 with
   * k binomial(8, 1/2), whose 2.5 % quantile is 1. The extremes of the seeds would be -1 and 1.
   */
  @Test
  void seedsAreResampledTogetherWithClips() {
    List<double[]> a = new ArrayList<>();
    List<double[]> b = new ArrayList<>();
    for (int seed = 0; seed < 8; seed++) {
      double sign = seed % 2 == 0 ? 1 : -1;
      double[] values = uniform(seed);
      a.add(values);
      b.add(IntStream.range(0, 60).mapToDouble(i -> sign * values[i]).toArray());
    }
    Interval mean = RankCorrelation.of(a, b, CLIPS, 0);
    assertEquals(0, mean.value(), 1e-12);
    assertEquals(-0.75, mean.low(), 1e-9);
    assertEquals(0.75, mean.high(), 1e-9);
  }
}
