package isopose.notebook;

import java.util.Arrays;
import java.util.Locale;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/**
 * Writes a column's cells, all with the same number of decimals: about three digits that count,
 * since the fourth is noise in every score of this library.
 */
final class Digits {
  static final String MISSING = "\u2013";
  private static final String PERCENT = "%,.1f"; // a small difference in PCK has no more digits

  private final Column<?> column;
  private final String format; // null for columns that are no numbers

  private Digits(Column<?> column, String format) {
    this.column = column;
    this.format = format;
  }

  static Digits of(Column<?> column) {
    return of(column, column);
  }

  /** With the decimals of another column. */
  static Digits of(Column<?> column, Column<?> like) {
    if (!(column instanceof NumericColumn) || !(like instanceof NumericColumn<?> numbers)) {
      return new Digits(column, null);
    }
    double[] finite = Arrays.stream(numbers.asDoubleArray()).filter(Double::isFinite).toArray();
    boolean isPercent = like.name().endsWith("%") && !isWhole(finite);
    return new Digits(column, isPercent ? PERCENT : format(finite));
  }

  /** The format for a column with these values. */
  static String format(double... values) {
    if (isWhole(values)) {
      return "%,.0f";
    }
    double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    if (largest >= 1e6 || largest < 1e-4) {
      return "%.2e";
    }
    int decimals = 2 - (int) Math.floor(Math.log10(largest));
    // a score of 50 and one of 500 are both compared by their first decimal
    return "%,." + Math.max(largest < 1000 ? 1 : 0, decimals) + "f";
  }

  private static boolean isWhole(double... values) {
    return Arrays.stream(values).allMatch(v -> v == Math.rint(v) && Math.abs(v) < 1e15);
  }

  String text(int row) {
    if (column.isMissing(row) || "".equals(column.get(row))) {
      return MISSING;
    }
    if (format == null) {
      return String.valueOf(column.get(row));
    }
    return String.format(Locale.ROOT, format, ((NumericColumn<?>) column).getDouble(row));
  }
}
