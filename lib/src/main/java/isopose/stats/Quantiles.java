package isopose.stats;

import java.util.Arrays;

/** Quantiles of a sample. Values that are not finite do not count. */
public final class Quantiles {
  private Quantiles() {}

  /** The median; NaN of an empty sample. */
  public static double median(double... values) {
    return of(values, 0.5);
  }

  /**
   * A quantile, interpolated linearly between the two nearest values: the default of NumPy and R
   * (type 7 of Hyndman and Fan, 1996).
   *
   * @param fraction from 0, the minimum, to 1, the maximum
   * @return NaN of an empty sample
   */
  public static double of(double[] values, double fraction) {
    return ofSorted(sorted(values), fraction);
  }

  /** The finite values in ascending order. */
  static double[] sorted(double... values) {
    return Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
  }

  /** As {@link #of}, of finite values in ascending order. */
  static double ofSorted(double[] sorted, double fraction) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double position = fraction * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
