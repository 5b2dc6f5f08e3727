package isopose.chart;

import isopose.chart.Look.Dash;
import isopose.study.ChartSpec;
import isopose.study.Result;
import isopose.study.Summary;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * Curves of a score over what was swept, each method in its colour: our values filled and joined,
 * the paper's hollow and alone, a method that the sweep does not touch as a dashed line.
 */
final class SummaryLines {
  private static final int HEIGHT = 380;

  private SummaryLines() {}

  /** The rows of a chart; a loss that runs through powers has a logarithmic axis. */
  static XYChart of(Result result, ChartSpec spec) {
    XYChart chart = Charts.xyChart(spec.title(), spec.xTitle(), spec.yTitle(), HEIGHT);
    Map<String, List<Row>> methods = rows(result, spec, spec.metric());
    double[] positions = positions(methods);
    axis(chart, positions);
    Map<String, Look> looks = Style.looks(methods.keySet());
    methods.forEach((method, rows) -> add(chart, method, rows, looks.get(method), positions));
    rows(result, spec, Summary.DIVERGED)
        .forEach((method, rows) -> addDiverged(chart, method, rows, looks));
    return spec.metric().equals("self_supervised_loss") ? inPowers(chart) : chart;
  }

  private static Map<String, List<Row>> rows(Result result, ChartSpec spec, String metric) {
    Map<String, List<Row>> methods = new LinkedHashMap<>();
    Table all = Summary.rows(result.table(), metric, spec.differences());
    for (int i = 0; i < all.rowCount(); i++) {
      Row row = all.row(i);
      if (row.getString("group").equals(spec.group())) {
        methods.computeIfAbsent(row.getString("method"), name -> new ArrayList<>()).add(row);
      }
    }
    return methods;
  }

  /** A point that diverged has no value: a triangle that points down from the lowest value. */
  private static void addDiverged(
      XYChart chart, String method, List<Row> rows, Map<String, Look> looks) {
    double[] x = column(rows, "at");
    double[] y = new double[x.length];
    Arrays.fill(y, Arrays.stream(drawn(chart)).min().orElse(0));
    XYSeries points = chart.addSeries(method + ", diverged", x, y);
    points.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    points.setMarkerColor(looks.containsKey(method) ? looks.get(method).colour() : Style.BLACK);
    points.setMarker(SeriesMarkers.TRIANGLE_DOWN);
  }

  /** The values in a chart, ascending. */
  private static double[] drawn(XYChart chart) {
    return chart.getSeriesMap().values().stream()
        .flatMapToDouble(curve -> Arrays.stream(curve.getYData()))
        .filter(Double::isFinite)
        .sorted()
        .toArray();
  }

  private static double[] positions(Map<String, List<Row>> methods) {
    return methods.values().stream()
        .flatMap(List::stream)
        .mapToDouble(row -> row.getDouble("at"))
        .filter(Double::isFinite)
        .sorted()
        .distinct()
        .toArray();
  }

  private static void axis(XYChart chart, double... positions) {
    chart.getStyler().setXAxisDecimalPattern("0.###");
    if (arePowers(positions)) {
      Charts.logarithmicX(chart, positions);
    }
  }

  /** What collapses runs through powers. No error bars then: they could reach below zero. */
  private static XYChart inPowers(XYChart chart) {
    List<XYSeries> curves = List.copyOf(chart.getSeriesMap().values());
    if (arePowers(drawn(chart))) {
      curves.forEach(
          curve -> chart.updateXYSeries(curve.getName(), curve.getXData(), curve.getYData(), null));
      Style.risesInPowers(chart.getStyler());
      chart.setYAxisTitle(chart.getYAxisTitle() + " of the seeds");
    }
    return chart;
  }

  /** Powers get a logarithmic axis, anything with a zero or within a decade a plain one. */
  private static boolean arePowers(double... ascending) {
    return ascending.length > 1
        && ascending[0] > 0
        && ascending[ascending.length - 1] / ascending[0] > 10;
  }

  private static void add(
      XYChart chart, String method, List<Row> rows, Look look, double... positions) {
    Color colour = look.colour();
    boolean swept = rows.stream().anyMatch(row -> Double.isFinite(row.getDouble("at")));
    if (!swept) {
      level(chart, method, positions, rows.get(0).getDouble("mean"), Dash.DASHED, colour);
      double paper = rows.get(0).getDouble("paper");
      if (Double.isFinite(paper)) {
        level(chart, "paper: " + method, positions, paper, Dash.DOTTED, colour);
      }
      return;
    }
    double[] x = column(rows, "at");
    double[] std = column(rows, "std");
    boolean spread = Arrays.stream(std).anyMatch(Double::isFinite);
    XYSeries line = chart.addSeries(method, x, column(rows, "mean"), spread ? zeroed(std) : null);
    line.setMarkerColor(colour).setMarker(look.marker());
    line.setLineStyle(Dash.SOLID.stroke(Look.WIDTH)).setLineColor(colour);
    addPaper(chart, method, rows, colour);
  }

  private static void addPaper(XYChart chart, String method, List<Row> rows, Color colour) {
    List<Row> printed =
        rows.stream().filter(row -> Double.isFinite(row.getDouble("paper"))).toList();
    if (!printed.isEmpty()) {
      XYSeries points =
          chart.addSeries("paper: " + method, column(printed, "at"), column(printed, "paper"));
      points.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      points.setMarkerColor(colour).setMarker(SeriesMarkers.CROSS);
    }
  }

  private static void level(
      XYChart chart, String name, double[] positions, double value, Dash dash, Color colour) {
    double[] ends = {positions[0], positions[positions.length - 1]};
    XYSeries line = chart.addSeries(name, ends, new double[] {value, value});
    line.setLineStyle(dash.stroke(Look.WIDTH)).setLineColor(colour);
    line.setMarker(SeriesMarkers.NONE);
  }

  private static double[] column(List<Row> rows, String name) {
    return rows.stream().mapToDouble(row -> row.getDouble(name)).toArray();
  }

  private static double[] zeroed(double... values) {
    return Arrays.stream(values).map(v -> Double.isFinite(v) ? v : 0).toArray();
  }
}
