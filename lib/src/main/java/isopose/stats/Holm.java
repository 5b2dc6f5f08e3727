package isopose.stats;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction (1979) of the p-values of one table: the probability of one or more
 * false rejections in the whole table stays within the level, whatever the dependence of the tests.
 */
public final class Holm {
  private Holm() {}

  /**
   * Adjusted p-values: those at or below a level may be rejected at that level together.
   *
   * @param p p-values; NaN where there is no test, which does not count
   * @return the adjusted values in the same order, NaN where there is no test
   */
  public static double[] adjust(double... p) {
    List<Integer> order =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .toList();
    double[] adjusted = p.clone();
    double largest = 0;
    for (int rank = 0; rank < order.size(); rank++) {
      int i = order.get(rank);
      largest = Math.max(largest, Math.min(1, (order.size() - rank) * p[i]));
      adjusted[i] = largest;
    }
    return adjusted;
  }
}
