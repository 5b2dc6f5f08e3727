package isopose.notebook;

import isopose.chart.Markup;
import isopose.metrics.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table as it is shown: compact, escaped, with significant digits only, and optionally with the
 * best values marked.
 *
 * <pre>{@code TableView.of(scores).highest("PCK", "AUC").lowest("MPJPE")}</pre>
 */
public final class TableView {
  private static final int FIRST_ROWS = 20;
  private static final int LAST_ROWS = 5;
  private static final String FRAME =
      "<div style=\"max-width:100%;overflow-x:auto\">"; // on a phone
  private static final String SPREAD = "\u00B1 ";

  private final Table table;
  private final Map<String, Boolean> highIsGood = new HashMap<>(); // of the marked columns
  private final Set<String> references = new HashSet<>();
  private String within = "";
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
    for (Metric metric : Metric.ALL) {
      if (table.containsColumn(metric.label().title())) {
        view.mark(metric.label().better() > 0, metric.label().title());
      }
    }
    return view;
  }

  /**
   * Marks the highest value of each of these columns of numbers. Words count as numbers where they
   * begin with one: "76.3 ± 0.2", "+2.1 [+0.7, +3.6]".
   */
  public TableView highest(String... columns) {
    return mark(true, columns);
  }

  /** Marks the lowest value of each of these columns of numbers. */
  public TableView lowest(String... columns) {
    return mark(false, columns);
  }

  /** Compares only rows that have the same in this column, such as the same noise. */
  public TableView within(String column) {
    table.column(column); // throws if there is none
    within = column;
    return this;
  }

  /** Rows that begin with one of these words are there to compare with and are never the best. */
  public TableView references(String... rows) {
    references.addAll(List.of(rows));
    return this;
  }

  /** A line above the table, for the protocol and the seeds. */
  public TableView caption(String text) {
    caption = text;
    return this;
  }

  private TableView mark(boolean high, String... columns) {
    for (String column : columns) {
      if (!table.containsColumn(column) || !shown(table.column(column)).isNumbers()) {
        throw new IllegalArgumentException(
            "no column of numbers '" + column + "'; there are " + table.columnNames());
      }
      highIsGood.put(column, high);
    }
    return this;
  }

  /** The table for a page. */
  public String html() {
    StringBuilder page = new StringBuilder();
    if (!caption.isEmpty()) { // outside the frame: it is read without moving the table
      page.append("<div>").append(Markup.escape(caption)).append("</div>");
    }
    page.append(FRAME).append("<table>\n<thead><tr>");
    List<FormattedColumn> columns = shown();
    for (FormattedColumn column : columns) {
      page.append(tagged("th", column.headingStyle(), Markup.escape(column.name())));
    }
    page.append("</tr></thead>\n<tbody>");
    List<Set<Integer>> best = columns.stream().map(this::best).toList();
    for (int row : shownRows()) {
      page.append("\n<tr>");
      for (int c = 0; c < columns.size(); c++) {
        String text = Markup.escape(columns.get(c).cells().get(row));
        String content = best.get(c).contains(row) ? "<b>" + text + "</b>" : text;
        page.append(tagged("td", columns.get(c).cellStyle(), content));
      }
      page.append("</tr>");
    }
    return page.append("\n</tbody></table>")
        .append(note(best, "<p>", "</p>"))
        .append(left("<p>", "</p>"))
        .append("</div>")
        .toString();
  }

  /** The table for a terminal; its form is Markdown's. */
  public String text() {
    List<TextColumn> columns = new ArrayList<>();
    shown().forEach(column -> columns.add(textColumn(column)));
    StringBuilder lines = new StringBuilder(caption.isEmpty() ? "" : caption + "\n\n");
    for (int line = 0; line < shownRows().size() + 2; line++) {
      int index = line;
      lines.append(
          columns.stream()
              .map(column -> column.line(index))
              .collect(Collectors.joining(" | ", "| ", " |\n")));
    }
    String note = note(shown().stream().map(this::best).toList(), "\n", "\n\n");
    return lines.append(note).append(left("", "")).toString().stripTrailing();
  }

  private static String tagged(String tag, String style, String content) {
    return "<%s style=\"%s\">%s</%s>".formatted(tag, style, content, tag);
  }

  private List<FormattedColumn> shown() {
    return table.columns().stream().map(this::shown).toList();
  }

  /** A spread such as "± PCK" is written with the decimals of what it is the spread of. */
  private FormattedColumn shown(Column<?> column) {
    String spreadOf = column.name().startsWith(SPREAD) ? column.name().substring(2) : "";
    Column<?> like = table.containsColumn(spreadOf) ? table.column(spreadOf) : column;
    return FormattedColumn.of(column, Digits.of(column, like));
  }

  /** The rows that are marked in a column. */
  private Set<Integer> best(FormattedColumn column) {
    Boolean high = highIsGood.get(column.name());
    if (high == null) {
      return Set.of();
    }
    List<String> groups =
        within.isEmpty()
            ? Collections.nCopies(table.rowCount(), "")
            : shown(table.column(within)).cells();
    List<String> names = shown(table.column(0)).cells();
    Set<Integer> aside = new HashSet<>();
    for (int row = 0; row < names.size(); row++) {
      if (references.contains(names.get(row))) {
        aside.add(row);
      }
    }
    return column.best(high, groups, aside);
  }

  private TextColumn textColumn(FormattedColumn column) {
    List<String> cells = new ArrayList<>();
    Set<Integer> best = best(column);
    for (int row : shownRows()) {
      String text = column.cells().get(row).replace("|", "\\|").replace('\n', ' ');
      cells.add(best.contains(row) ? "**" + text + "**" : text);
    }
    return TextColumn.of(column.name(), cells, column.isNumbers());
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

  /** A note below the table states that marks are not test results. */
  private static String note(List<Set<Integer>> best, String begin, String end) {
    boolean marked = best.stream().anyMatch(rows -> !rows.isEmpty());
    return marked ? begin + "bold: best value as printed, without a test" + end : "";
  }

  private String left(String begin, String end) {
    int hidden = table.rowCount() - shownRows().size();
    if (hidden == 0) {
      return "";
    }
    String which = "not shown: rows " + (FIRST_ROWS + 1) + " to " + (FIRST_ROWS + hidden);
    return begin + which + " of " + table.rowCount() + end;
  }
}
