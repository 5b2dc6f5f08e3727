package isopose.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class HolmTest {

  /** Sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1, then never below the one before. */
  @Test
  void eachPValueIsMultipliedByTheHypothesesThatAreLeft() {
    assertArrayEquals(
        new double[] {0.03, 0.06, 0.06, 0.02}, Holm.adjust(0.01, 0.04, 0.03, 0.005), 1e-15);
  }

  @Test
  void aSingleTestStaysAndNothingExceedsOne() {
    assertArrayEquals(new double[] {0.2}, Holm.adjust(0.2), 0);
    assertArrayEquals(new double[] {1, 1, 1}, Holm.adjust(0.5, 0.9, 0.4), 0);
    assertArrayEquals(new double[0], Holm.adjust(), 0);
  }

  @Test
  void cellsWithoutATestDoNotCount() {
    assertArrayEquals(
        new double[] {Double.NaN, 0.02, Double.NaN, 0.03},
        Holm.adjust(Double.NaN, 0.01, Double.NaN, 0.03),
        1e-15);
  }
}
