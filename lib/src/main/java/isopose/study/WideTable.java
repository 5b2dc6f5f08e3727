package isopose.study;

import isopose.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A {@link Summary} in wide form: a table a group, a row a method, a column a metric, and beside it
 * the paper's number. "77.8 ± 0.5" is mean and standard deviation over seeds; "+2.1 [0.9, 3.0]" a
 * difference and its 95 % interval, and "+2.1 [0.9, 3.0]*" one that differs from zero by the rule
 * of {@link Summary#differing}, over all differences of the table.
 */
public final class WideTable {
  private WideTable() {}

  /** One table a group, in the order of first appearance; its name is the group's. */
  public static List<Table> of(Table scores) {
    boolean[] differing = Summary.differing(scores);
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    for (int i = 0; i < scores.rowCount(); i++) {
      Row row = scores.row(i);
      groups.computeIfAbsent(row.getString("group"), name -> new ArrayList<>()).add(row);
    }
    List<Table> tables = new ArrayList<>();
    groups.forEach(
        (name, rows) -> tables.add(of(name.isEmpty() ? scores.name() : name, rows, differing)));
    return tables;
  }

  private static Table of(String name, List<Row> rows, boolean... differing) {
    Map<String, Map<String, Row>> lines = new LinkedHashMap<>();
    Set<String> metrics = new LinkedHashSet<>();
    for (Row row : rows) {
      String line = row.getString("method") + "\n" + row.getDouble("at");
      lines.computeIfAbsent(line, key -> new LinkedHashMap<>()).put(row.getString("metric"), row);
      metrics.add(row.getString("metric"));
    }
    metrics.remove(Summary.DIVERGED);
    Table table = Table.create(name, StringColumn.create("method"));
    boolean swept = rows.stream().anyMatch(row -> !Double.isNaN(row.getDouble("at")));
    List<Map<String, Row>> all = new ArrayList<>(lines.values());
    all.forEach(line -> table.stringColumn("method").append(any(line).getString("method")));
    if (swept) {
      table.addColumns(column("at", all.stream().map(line -> position(any(line))).toList()));
    }
    for (String metric : metrics) {
      String title = Metric.named(metric).label().title();
      table.addColumns(
          column(title, all.stream().map(line -> cell(line, metric, differing)).toList()));
    }
    for (String metric : metrics) {
      if (rows.stream().anyMatch(row -> isPublished(row, metric))) {
        String title = "paper: " + Metric.named(metric).label().title();
        table.addColumns(column(title, all.stream().map(l -> paper(l.get(metric))).toList()));
      }
    }
    return table;
  }

  private static Row any(Map<String, Row> line) {
    return line.values().iterator().next();
  }

  private static StringColumn column(String title, List<String> cells) {
    return StringColumn.create(title, cells);
  }

  private static boolean isPublished(Row row, String metric) {
    return row.getString("metric").equals(metric) && !Double.isNaN(row.getDouble("paper"));
  }

  private static String position(Row row) {
    double at = row.getDouble("at");
    return Double.isNaN(at) ? "" : at == Math.rint(at) ? "%.0f".formatted(at) : String.valueOf(at);
  }

  private static String cell(Map<String, Row> line, String metric, boolean... differing) {
    Row row = line.get(metric);
    if (row == null || Double.isNaN(row.getDouble("mean"))) {
      return row != null && line.containsKey(Summary.DIVERGED)
          ? diverged(line.get(Summary.DIVERGED))
          : "";
    }
    if (!Double.isNaN(row.getDouble("low"))) {
      return "%s [%s, %s]%s"
          .formatted(
              signed(metric, row.getDouble("mean")),
              signed(metric, row.getDouble("low")),
              signed(metric, row.getDouble("high")),
              differing[row.getRowNumber()] ? "*" : "");
    }
    String mean = number(metric, row.getDouble("mean"));
    return row.getInt("seeds") > 1
        ? "%s ± %s".formatted(mean, number(metric, row.getDouble("std")))
        : mean;
  }

  private static String diverged(Row row) {
    int seeds = row.getInt("seeds");
    return "diverged (%d of %d)".formatted(Math.round(seeds * row.getDouble("mean")), seeds);
  }

  private static String paper(Row row) {
    if (row == null || Double.isNaN(row.getDouble("paper"))) {
      return "";
    }
    String metric = row.getString("metric");
    return Double.isNaN(row.getDouble("low"))
        ? number(metric, row.getDouble("paper"))
        : signed(metric, row.getDouble("paper"));
  }

  private static String signed(String metric, double value) {
    return (value >= 0 ? "+" : "") + number(metric, value);
  }

  private static String number(String metric, double value) {
    return Metric.named(metric).label().text(value);
  }
}
