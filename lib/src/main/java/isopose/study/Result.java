package isopose.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * The result of an experiment.
 *
 * @param experiment its name
 * @param caption the protocol, the seeds, and what is needed to read the numbers
 * @param table a row for each number, as {@link Summary} makes them
 * @param data further tables that a chart is drawn from, such as histograms or points; may be empty
 * @param charts how the table is drawn
 */
public record Result(
    String experiment,
    List<String> caption,
    Table table,
    Map<String, Table> data,
    List<ChartSpec> charts) {

  public Result {
    caption = List.copyOf(caption);
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    charts = List.copyOf(charts);
  }

  /** The tables in wide form, one for each group; see {@link WideTable}. */
  public List<Table> tables() {
    return WideTable.of(table);
  }

  /**
   * One of its rows.
   *
   * @param group a part of the group's name
   * @param at the value of the axis; NaN for a row that stands beside it
   * @throws NoSuchElementException if there is none
   */
  public Row row(String group, String method, String metric, double at) {
    return table.stream()
        .filter(row -> row.getString("group").contains(group))
        .filter(row -> row.getString("method").equals(method))
        .filter(row -> row.getString("metric").equals(metric))
        .filter(row -> Double.compare(row.getDouble("at"), at) == 0)
        .findFirst()
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "%s has no %s of '%s' in '%s' at %s"
                        .formatted(experiment, metric, method, group, at)));
  }

  /** The mean over the seeds of a row that stands beside any axis. */
  public double mean(String group, String method, String metric) {
    return row(group, method, metric, Double.NaN).getDouble("mean");
  }

  /** The mean over the seeds at a value of the axis. */
  public double mean(String group, String method, String metric, double at) {
    return row(group, method, metric, at).getDouble("mean");
  }

  /** The runs behind the numbers. */
  public List<String> runs() {
    Set<String> runs = new LinkedHashSet<>();
    table.stringColumn(Summary.RUNS).forEach(names -> runs.addAll(Summary.runs(names)));
    return new ArrayList<>(runs);
  }
}
