package isopose.chart.vega;

import java.util.ArrayList;
import java.util.List;

/** Round numbers for a logarithmic axis. */
public final class LogTicks {
  private static final double MOST_DECADES = 1.6; // with 2 and 5 beside the powers of ten
  private static final int DENSEST = 8;

  private LogTicks() {}

  /** Powers of ten within the range of the values; over few decades, twice and five times too. */
  public static List<Double> of(List<Double> values) {
    double[] positive = values.stream().mapToDouble(v -> v).filter(v -> v > 0).sorted().toArray();
    List<Double> ticks = new ArrayList<>();
    if (positive.length == 0) {
      return ticks;
    }
    double first = Math.log10(positive[0]);
    double decades = Math.log10(positive[positive.length - 1]) - first;
    int[] factors =
        decades > MOST_DECADES
            ? new int[] {1}
            : decades > 1 ? new int[] {1, 2, 5} : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9};
    int every = (int) Math.max(1, Math.ceil(decades / DENSEST));
    for (int power = (int) Math.floor(first); power <= first + decades + 1e-9; power++) {
      for (int factor : factors) {
        double tick = Double.parseDouble(factor + "e" + power); // the nearest to the decimal number
        boolean inside =
            tick >= positive[0] * (1 - 1e-9) && tick <= positive[positive.length - 1] * (1 + 1e-9);
        if (inside && Math.floorMod(power, every) == 0) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
