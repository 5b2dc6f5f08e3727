package isopose.notebook;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/**
 * A column as it is shown: its cells as words. Numbers are read from the words again, since what a
 * reader cannot see is no difference: of "76.3 \u00B1 0.2" the mean, of "+2.1 [+0.7, +3.6]" the
 * difference before its interval.
 */
record FormattedColumn(String name, List<String> cells, boolean isNumbers) {
  private static final Pattern NUMBER =
      Pattern.compile("([+-]?\\d[\\d,]*(?:\\.\\d+)?(?:e[+-]\\d+)?)( \u00B1 \\S+| \\[.*]\\*?)?");
  private static final int WIDE = 16; // letters: longer words may take a second line

  static FormattedColumn of(Column<?> column, Digits digits) {
    List<String> cells = IntStream.range(0, column.size()).mapToObj(digits::text).toList();
    List<String> filled = cells.stream().filter(cell -> !cell.equals(Digits.MISSING)).toList();
    boolean isNumbers =
        column instanceof NumericColumn || filled.stream().allMatch(FormattedColumn::isNumber);
    return new FormattedColumn(column.name(), cells, isNumbers);
  }

  /** The number that a cell begins with; none if it is another word. */
  private static OptionalDouble number(String cell) {
    Matcher found = NUMBER.matcher(cell);
    return found.matches()
        ? OptionalDouble.of(Double.parseDouble(found.group(1).replace(",", "")))
        : OptionalDouble.empty();
  }

  /**
   * The rows with the best number, or with the best of each group, if it has more than one. A
   * difference with its interval does not compete with plain scores.
   *
   * @param groups for each row what it must share with those it is compared with
   * @param references rows that do not compete
   */
  Set<Integer> best(boolean highest, List<String> groups, Set<Integer> references) {
    boolean hasScores = cells.stream().anyMatch(cell -> isNumber(cell) && !isDifference(cell));
    Map<String, List<Integer>> competitors =
        IntStream.range(0, cells.size())
            .boxed()
            .filter(row -> isNumber(cells.get(row)) && !references.contains(row))
            .filter(row -> !(hasScores && isDifference(cells.get(row))))
            .collect(Collectors.groupingBy(groups::get));
    Set<Integer> best = new HashSet<>();
    for (List<Integer> rows : competitors.values()) {
      if (rows.size() == 1) { // nothing to be better than
        continue;
      }
      double most = rows.stream().mapToDouble(row -> merit(row, highest)).max().orElseThrow();
      rows.stream().filter(row -> merit(row, highest) == most).forEach(best::add);
    }
    return best;
  }

  private double merit(int row, boolean highest) {
    double value = number(cells.get(row)).orElseThrow();
    return highest ? value : -value;
  }

  private static boolean isNumber(String cell) {
    return number(cell).isPresent();
  }

  private static boolean isDifference(String cell) {
    return cell.endsWith("]") || cell.endsWith("]*");
  }

  /** How the heading is set; it may take several lines. */
  String headingStyle() {
    return isNumbers ? "text-align:right" : "text-align:left";
  }

  /** How a cell is set: numbers and short words stay in one line, also on a phone. */
  String cellStyle() {
    int longest = cells.stream().mapToInt(String::length).max().orElse(0);
    boolean isShort = isNumbers || longest <= WIDE;
    return headingStyle() + (isShort ? ";white-space:nowrap" : ";min-width:" + WIDE + "ch");
  }
}
