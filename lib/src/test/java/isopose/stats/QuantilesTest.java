package isopose.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QuantilesTest {

  /** Values from numpy.quantile. */
  @Test
  void quantilesAgreeWithNumPy() {
    double[] values = {3, 1, 10, 7};
    assertEquals(1, Quantiles.of(values, 0));
    assertEquals(2.5, Quantiles.of(values, 0.25));
    assertEquals(5, Quantiles.of(values, 0.5));
    assertEquals(7.75, Quantiles.of(values, 0.75));
    assertEquals(10, Quantiles.of(values, 1));
  }

  @Test
  void numbersThatAreNotFiniteDoNotCount() {
    assertEquals(1.5, Quantiles.median(Double.NaN, 1, Double.POSITIVE_INFINITY, 2));
    assertTrue(Double.isNaN(Quantiles.median()));
  }
}
