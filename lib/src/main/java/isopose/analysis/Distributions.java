package isopose.analysis;

import java.util.Arrays;

/** Samples of one quantity, compared as distributions. Numbers that are not finite do not count. */
public final class Distributions {
  private Distributions() {}

  /**
   * The Wasserstein-1 distance ("earth mover's"): the area between the two cumulative distribution
   * functions, in the quantity's own unit. Shifting all of one sample by c changes it by at most c.
   *
   * @return NaN if a sample is empty
   */
  public static double wasserstein1(double[] a, double[] b) {
    double[] left = sorted(a);
    double[] right = sorted(b);
    if (left.length == 0 || right.length == 0) {
      return Double.NaN;
    }
    double area = 0;
    double position = Math.min(left[0], right[0]);
    int i = 0;
    int j = 0;
    while (i < left.length || j < right.length) {
      double next =
          Math.min(
              i < left.length ? left[i] : Double.POSITIVE_INFINITY,
              j < right.length ? right[j] : Double.POSITIVE_INFINITY);
      double gap = Math.abs((double) i / left.length - (double) j / right.length);
      area += gap * (next - position);
      position = next;
      while (i < left.length && left[i] <= next) {
        i++;
      }
      while (j < right.length && right[j] <= next) {
        j++;
      }
    }
    return area;
  }

  /**
   * The percentage of a sample in bins of equal width. Values outside count in the first or the
   * last bin, so that the percentages add up to 100.
   */
  public static double[] histogram(double[] values, double from, double to, int bins) {
    if (!(to > from) || bins < 1) {
      throw new IllegalArgumentException(
          "no bins between " + from + " and " + to + ": " + bins + " asked for");
    }
    double[] shares = new double[bins];
    double[] finite = sorted(values);
    for (double value : finite) {
      int bin = (int) Math.floor((value - from) / (to - from) * bins);
      shares[Math.min(bins - 1, Math.max(0, bin))] += 100.0 / finite.length;
    }
    return shares;
  }

  private static double[] sorted(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
  }
}
