package isopose.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistributionsTest {

  /** Values from scipy.stats.wasserstein_distance. */
  @Test
  void wassersteinAgreesWithScipy() {
    assertEquals(5, Distributions.wasserstein1(new double[] {0, 1, 3}, new double[] {5, 6, 8}));
    assertEquals(
        0.25, Distributions.wasserstein1(new double[] {0, 1, 0, 0}, new double[] {1, 0, 1, 0}));
    assertEquals(
        1.0 / 3,
        Distributions.wasserstein1(new double[] {1, 2}, new double[] {1, 2, 2}) * 2,
        1e-12);
  }

  @Test
  void wassersteinIsADistance() {
    SplittableRandom random = new SplittableRandom(1);
    double[] a = random.doubles(50).toArray();
    double[] b = random.doubles(70, 0, 2).toArray();
    double[] c = random.doubles(30, -1, 1).toArray();
    assertEquals(0, Distributions.wasserstein1(a, a.clone()), 1e-12);
    assertEquals(Distributions.wasserstein1(a, b), Distributions.wasserstein1(b, a), 1e-12);
    assertTrue(
        Distributions.wasserstein1(a, c)
            <= Distributions.wasserstein1(a, b) + Distributions.wasserstein1(b, c));
    double[] shifted = Arrays.stream(a).map(v -> v + 0.7).toArray();
    assertEquals(0.7, Distributions.wasserstein1(a, shifted), 1e-12);
  }

  @Test
  void numbersThatAreNotFiniteDoNotCount() {
    double[] holed = {Double.NaN, 1, Double.POSITIVE_INFINITY, 2};
    assertEquals(0, Distributions.wasserstein1(holed, new double[] {1, 2}));
    assertTrue(Double.isNaN(Distributions.wasserstein1(new double[0], holed)));
  }

  @Test
  void histogramKeepsEverybody() {
    double[] shares = Distributions.histogram(new double[] {-9, 0.1, 0.6, 0.7, 99}, 0, 1, 2);
    assertArrayEquals(new double[] {40, 60}, shares, 1e-12);
    assertThrows(
        IllegalArgumentException.class, () -> Distributions.histogram(new double[1], 1, 1, 5));
  }
}
