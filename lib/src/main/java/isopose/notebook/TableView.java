package isopose.notebook;

import isopose.chart.Markup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table as it is shown: compact, escaped, with as many digits as say something, and with the best
 * values marked where that is asked for.
 *
 * <pre>{@code TableView.of(scores).highest("PCK", "AUC").lowest("MPJPE")}</pre>
 */
public final class TableView {
  private static final int FIRST_ROWS = 20;
  private static final int LAST_ROWS = 5;
  private static final List<String> HIGH_IS_GOOD = List.of("PCK %", "AUC %");
  private static final List<String> LOW_IS_GOOD = List.of("MPJPE mm", "PA-MPJPE mm");
  private static final String FRAME =
      "<div style=\"max-width:100%;overflow-x:auto\">"; // on a phone
  private static final String SPREAD = "\u00B1 ";

  private final Table table;
  private final Map<String, Double> best = new HashMap<>();
  private String caption = "";

  private TableView(Table table) {
    this.table = table;
  }

  /** A table without marks. */
  public static TableView of(Table table) {
    return new TableView(table);
  }

  /**
   * A table of scores, the best of each marked: the highest PCK and AUC, the lowest MPJPE and
   * PA-MPJPE, by the names that the library's tables give them.
   */
  public static TableView ofScores(Table table) {
    TableView view = of(table);
    HIGH_IS_GOOD.stream().filter(table::containsColumn).forEach(view::highest);
    LOW_IS_GOOD.stream().filter(table::containsColumn).forEach(view::lowest);
    return view;
  }

  /** Marks the highest value of each of these columns. */
  public TableView highest(String... columns) {
    for (String column : columns) {
      mark(column, numeric(column).max());
    }
    return this;
  }

  /** Marks the lowest value of each of these columns. */
  public TableView lowest(String... columns) {
    for (String column : columns) {
      mark(column, numeric(column).min());
    }
    return this;
  }

  /** A line above the table, for the protocol and the seeds. */
  public TableView caption(String text) {
    caption = text;
    return this;
  }

  private void mark(String column, double value) {
    best.put(column, value);
  }

  private NumericColumn<?> numeric(String column) {
    if (table.containsColumn(column) && table.column(column) instanceof NumericColumn<?> numbers) {
      return numbers;
    }
    throw new IllegalArgumentException(
        "no column of numbers '" + column + "'; there are " + table.columnNames());
  }

  /** The table for a page. */
  public String html() {
    StringBuilder page = new StringBuilder();
    if (!caption.isEmpty()) { // outside the frame: it is read without moving the table
      page.append("<div>").append(Markup.escape(caption)).append("</div>");
    }
    page.append(FRAME).append("<table>\n<thead><tr>");
    for (Column<?> column : table.columns()) {
      page.append("<th").append(align(column)).append('>').append(Markup.escape(column.name()));
      page.append("</th>");
    }
    page.append("</tr></thead>\n<tbody>");
    for (int row : shownRows()) {
      page.append("\n<tr>");
      for (Column<?> column : table.columns()) {
        page.append(cell(column, row));
      }
      page.append("</tr>");
    }
    return page.append("\n</tbody></table>")
        .append(left("<p>", "</p>"))
        .append("</div>")
        .toString();
  }

  /** The table for a terminal; its form is Markdown's. */
  public String text() {
    List<TextColumn> columns = new ArrayList<>();
    for (Column<?> column : table.columns()) {
      columns.add(textColumn(column));
    }
    StringBuilder lines = new StringBuilder(caption.isEmpty() ? "" : caption + "\n\n");
    for (int line = 0; line < shownRows().size() + 2; line++) {
      int place = line;
      lines.append(
          columns.stream()
              .map(column -> column.line(place))
              .collect(Collectors.joining(" | ", "| ", " |\n")));
    }
    return lines.append(left("", "")).toString().stripTrailing();
  }

  private String cell(Column<?> column, int row) {
    String text = Markup.escape(digits(column).text(row));
    String content = isBest(column, row) ? "<b>" + text + "</b>" : text;
    return "<td" + align(column) + ">" + content + "</td>";
  }

  /** A spread such as "± PCK" is written with the decimals of what it is the spread of. */
  private Digits digits(Column<?> column) {
    String spreadOf = column.name().startsWith(SPREAD) ? column.name().substring(2) : "";
    return table.containsColumn(spreadOf)
        ? Digits.of(column, table.column(spreadOf))
        : Digits.of(column);
  }

  private TextColumn textColumn(Column<?> column) {
    List<String> cells = new ArrayList<>();
    Digits digits = digits(column);
    for (int row : shownRows()) {
      String text = digits.text(row).replace("|", "\\|").replace('\n', ' ');
      cells.add(isBest(column, row) ? "**" + text + "**" : text);
    }
    return TextColumn.of(column.name(), cells, column instanceof NumericColumn);
  }

  /** Cells that read the same are marked alike: what a reader cannot see is no difference. */
  private boolean isBest(Column<?> column, int row) {
    Double value = best.get(column.name());
    if (value == null || !(column instanceof NumericColumn<?>)) {
      return false;
    }
    Digits digits = digits(column);
    return digits.text(row).equals(digits.text(value));
  }

  /** All of a short table, both ends of a long one. */
  private List<Integer> shownRows() {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      boolean isShort = table.rowCount() <= FIRST_ROWS + LAST_ROWS;
      if (isShort || row < FIRST_ROWS || row >= table.rowCount() - LAST_ROWS) {
        rows.add(row);
      }
    }
    return rows;
  }

  private String left(String begin, String end) {
    int hidden = table.rowCount() - shownRows().size();
    if (hidden == 0) {
      return "";
    }
    String which = "not shown: rows " + (FIRST_ROWS + 1) + " to " + (FIRST_ROWS + hidden);
    return begin + which + " of " + table.rowCount() + end;
  }

  private static String align(Column<?> column) {
    String side = column instanceof NumericColumn ? "right" : "left";
    return " style=\"text-align:" + side + "\"";
  }
}
