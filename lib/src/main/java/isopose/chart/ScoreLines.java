package isopose.chart;

import isopose.experiment.Findings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/** Lines from a table of scores: a line a method, over what is swept. */
final class ScoreLines {
  private ScoreLines() {}

  /**
   * One metric against a quantity on an even axis, with its deviation over the seeds as error bars.
   *
   * @param xTitle the horizontal axis, with its unit
   * @param yTitle the vertical axis, with its unit
   */
  static XYChart even(
      Findings findings, String metric, String title, String xTitle, String yTitle) {
    XYChart chart = Charts.xyChart(title, xTitle, yTitle);
    Table all = rows(findings, metric);
    Table rows = all.where(all.doubleColumn("at").isNotMissing());
    for (String method : methods(rows)) {
      Table own = rows.where(rows.stringColumn("method").isEqualTo(method));
      chart.addSeries(
          method,
          own.doubleColumn("at").asDoubleArray(),
          own.doubleColumn("mean").asDoubleArray(),
          deviations(own));
    }
    return chart;
  }

  /** The same on a logarithmic axis; methods that are not swept become horizontal lines. */
  static XYChart sweep(
      Findings findings, String metric, String title, String xTitle, String yTitle) {
    return sweep(rows(findings, metric), true, title, xTitle, yTitle);
  }

  private static XYChart sweep(
      Table rows, boolean errorBars, String title, String xTitle, String yTitle) {
    Map<String, double[]> means = new LinkedHashMap<>();
    Map<String, double[]> spreads = new LinkedHashMap<>();
    Map<String, Double> references = new LinkedHashMap<>();
    double[] x = rows.doubleColumn("at").removeMissing().unique().asDoubleArray();
    Arrays.sort(x);
    for (String method : methods(rows)) {
      Table own = rows.where(rows.stringColumn("method").isEqualTo(method));
      if (own.doubleColumn("at").countMissing() > 0) {
        references.put(method, own.doubleColumn("mean").get(0));
      } else {
        Table inOrder = own.sortAscendingOn("at");
        means.put(method, inOrder.doubleColumn("mean").asDoubleArray());
        double[] deviations = deviations(inOrder);
        if (errorBars && deviations != null) {
          spreads.put(method, deviations);
        }
      }
    }
    return Charts.sweep(title, xTitle, yTitle, x, means, spreads, references);
  }

  /**
   * As {@link #sweep}, for a quantity that runs through powers itself: both axes are logarithmic
   * where its values are positive, and there are no error bars, which could reach below zero.
   */
  static XYChart powers(
      Findings findings, String metric, String title, String xTitle, String yTitle) {
    Table rows = rows(findings, metric);
    XYChart chart = sweep(rows, false, title, xTitle, yTitle);
    if (rows.doubleColumn("mean").min() > 0) {
      Style.risesInPowers(chart.getStyler());
    }
    return chart;
  }

  private static Table rows(Findings findings, String metric) {
    return findings.table().where(findings.table().stringColumn("metric").isEqualTo(metric));
  }

  private static List<String> methods(Table rows) {
    Set<String> methods = new LinkedHashSet<>(rows.stringColumn("method").asList());
    return new ArrayList<>(methods);
  }

  /** Zero where a single seed has none; null if none has. */
  private static double[] deviations(Table rows) {
    if (rows.doubleColumn("std").countMissing() == rows.rowCount()) {
      return null;
    }
    return Arrays.stream(rows.doubleColumn("std").asDoubleArray())
        .map(std -> Double.isNaN(std) ? 0 : std)
        .toArray();
  }
}
