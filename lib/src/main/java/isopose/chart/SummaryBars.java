package isopose.chart;

import isopose.study.ChartSpec;
import isopose.study.Result;
import isopose.study.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knowm.xchart.CategoryChart;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Bars from a table of scores: a group of bars for each group, a bar for each method. */
final class SummaryBars {
  private SummaryBars() {}

  /** The rows of a chart, with their deviation over several seeds as error bars. */
  static CategoryChart of(Result result, ChartSpec spec) {
    Table rows = Summary.rows(result.table(), spec.metric(), spec.differences());
    Set<String> groups = new LinkedHashSet<>(rows.stringColumn("group").asList());
    List<String> labels = new ArrayList<>(groups);
    Map<String, double[]> means = new LinkedHashMap<>();
    Map<String, double[]> spreads = new LinkedHashMap<>();
    for (Row row : rows) {
      int index = labels.indexOf(row.getString("group"));
      of(means, row, labels.size())[index] = row.getDouble("mean");
      of(spreads, row, labels.size())[index] = row.getDouble("std");
    }
    spreads.values().removeIf(std -> Arrays.stream(std).noneMatch(Double::isFinite)); // one seed
    CategoryChart chart = Charts.bars(spec.title(), spec.yTitle(), labels, means, spreads);
    chart.setXAxisTitle(spec.xTitle());
    return chart;
  }

  private static double[] of(Map<String, double[]> series, Row row, int size) {
    return series.computeIfAbsent(
        row.getString("method"),
        name -> {
          double[] values = new double[size];
          Arrays.fill(values, Double.NaN);
          return values;
        });
  }
}
