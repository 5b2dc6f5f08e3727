package isopose.chart.vega;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A chart's numbers as CSV of a limited size: {@code series,x,y,error}, a row a value.
 *
 * @param csv with a header
 * @param step 1: all values; k: every k-th value of the long series
 */
record ChartData(String csv, int step) {
  /** Characters of a chart's numbers, so that a notebook stays small. */
  static final int MOST = 8000;

  private static final int SHORT = 40;
  private static final int DIGITS = 4;

  /** Long series are thinned until all fit; a chart of very many series stays larger. */
  static ChartData of(List<ChartSeries> series) {
    int longest = series.stream().mapToInt(one -> one.y().size()).max().orElse(0);
    int step = 1;
    String csv = csv(series, step);
    while (csv.length() > MOST && longest / step > SHORT) {
      step++;
      csv = csv(series, step);
    }
    return new ChartData(csv, step);
  }

  private static String csv(List<ChartSeries> series, int step) {
    int decimals = decimals(series.stream().flatMapToDouble(ChartSeries::values));
    StringBuilder csv = new StringBuilder("series,x,y,error\n");
    for (ChartSeries one : series) {
      int last = one.y().size() - 1;
      for (int i = 0; i <= last; i++) {
        if (last < SHORT || i % step == 0 || i == last) {
          String x = one.x().get(i) instanceof Double number ? text(number, 6) : cell(one.x(), i);
          csv.append(cell(List.of(one.name()), 0)).append(',').append(x).append(',');
          csv.append(number(one.y().get(i), decimals)).append(',');
          csv.append(one.hasErrors() ? number(one.error().get(i), decimals) : "").append('\n');
        }
      }
    }
    return csv.toString();
  }

  /** Decimals that resolve a thousandth of what the values span. */
  private static int decimals(DoubleStream values) {
    var span = values.summaryStatistics();
    double range = span.getMax() - span.getMin();
    return range > 0 && Double.isFinite(range) ? 3 - (int) Math.floor(Math.log10(range)) : 0;
  }

  /** Rounded, but to no fewer than four digits: a small value beside a large one is not lost. */
  private static String number(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return "";
    }
    int before = value == 0 ? 1 : (int) Math.floor(Math.log10(Math.abs(value))) + 1;
    return text(value, Math.min(15, Math.max(DIGITS, before + decimals)));
  }

  /** A number in its shortest form, of so many digits. */
  static String text(double value, int digits) {
    BigDecimal rounded =
        BigDecimal.valueOf(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    if (rounded.signum() == 0) {
      return "0";
    }
    BigDecimal stripped = rounded.stripTrailingZeros();
    int magnitude = stripped.precision() - stripped.scale();
    return magnitude < -3 || magnitude > 9 ? stripped.toString() : stripped.toPlainString();
  }

  private static String cell(List<?> names, int index) {
    String name = name(String.valueOf(names.get(index)));
    return name.contains(",") || name.contains("\"")
        ? '"' + name.replace("\"", "\"\"") + '"'
        : name;
  }

  /** A name on one line in which no page finds markup: the menu's window writes it unescaped. */
  static String name(String name) {
    return name.replaceAll("\\p{Cntrl}+", " ").replaceAll("<(?=[A-Za-z/!?])", "< ");
  }
}
