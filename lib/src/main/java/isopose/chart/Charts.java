package isopose.chart;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/**
 * The kinds of chart that the notebooks use, in the shared {@link Style}. Each is a plain XChart
 * chart: it can be changed further.
 *
 * <p>Maps give the series in their own order: use a {@link java.util.LinkedHashMap} or {@link
 * #series}. Numbers that are not finite leave a gap.
 */
public final class Charts {
  private static final int HEIGHT = 400;

  private Charts() {}

  /** One named series; the overloads keep the order of two and more. */
  public static Map<String, double[]> series(String name, double[] values) {
    Map<String, double[]> series = new LinkedHashMap<>();
    series.put(name, values);
    return series;
  }

  /** Two named series in this order. */
  public static Map<String, double[]> series(String a, double[] ofA, String b, double[] ofB) {
    Map<String, double[]> series = series(a, ofA);
    series.put(b, ofB);
    return series;
  }

  /** Three named series in this order. */
  public static Map<String, double[]> series(
      String a, double[] ofA, String b, double[] ofB, String c, double[] ofC) {
    Map<String, double[]> series = series(a, ofA, b, ofB);
    series.put(c, ofC);
    return series;
  }

  /**
   * Curves from a table, such as a training's losses.
   *
   * @param yTitle the vertical axis, with its unit
   * @param x the column of the horizontal axis; its name is the axis title
   * @param columns the columns to draw, one line each
   */
  public static XYChart lines(
      String title, String yTitle, Table table, String x, String... columns) {
    XYChart chart = xyChart(title, x, yTitle);
    double[] across = numbers(table, x);
    for (String column : columns) {
      addLine(chart, column.replace('_', ' '), across, numbers(table, column));
    }
    if (table.rowCount() == 1) { // XChart would write the values themselves, with all their digits
      chart.getStyler().setYAxisDecimalPattern("0.##");
    }
    paint(chart);
    roundTicks(chart);
    keepAxis(chart);
    return chart;
  }

  /**
   * A score along the stream, as its moving mean.
   *
   * @param yTitle the vertical axis, with its unit
   * @param window how many samples each mean spans; fewer at the stream's two ends
   * @param scores for each name the score of each sample in the stream's order
   */
  public static XYChart running(
      String title, String yTitle, int window, Map<String, double[]> scores) {
    XYChart chart =
        xyChart(title, "sample of the stream", yTitle + ", mean of " + window + " samples");
    scores.forEach(
        (name, score) -> {
          double[] samples = IntStream.rangeClosed(1, score.length).asDoubleStream().toArray();
          addLine(chart, name, samples, movingMean(score, window));
        });
    paint(chart);
    roundTicks(chart);
    keepAxis(chart);
    return chart;
  }

  /**
   * Groups of bars.
   *
   * @param groups the names below the bars
   * @param means for each series one value a group
   * @param spreads for each series the half length of its error bars; empty for none
   */
  public static CategoryChart bars(
      String title,
      String yTitle,
      List<String> groups,
      Map<String, double[]> means,
      Map<String, double[]> spreads) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(Style.WIDTH)
            .height(HEIGHT)
            .title(title)
            .yAxisTitle(yTitle)
            .build();
    Style.apply(chart.getStyler());
    chart.getStyler().setAvailableSpaceFill(0.75).setOverlapped(false);
    chart.getStyler().setYAxisDecimalPattern("0.####"); // XChart writes .05 otherwise
    chart.getStyler().setLegendVisible(means.size() > 1);
    means.forEach(
        (name, mean) ->
            chart.addSeries(name, groups, boxed(mean), boxed(spread(name, mean, spreads))));
    Style.colours(means.keySet())
        .forEach((name, colour) -> chart.getSeriesMap().get(name).setFillColor(colour));
    return chart;
  }

  /**
   * A quantity over a parameter that runs through powers, on a logarithmic axis.
   *
   * @param x the parameter's values, all positive
   * @param means for each series one value for each x
   * @param spreads for each series the half length of its error bars; empty for none
   * @param references horizontal lines to compare with, for example the value without adaptation
   */
  public static XYChart sweep(
      String title,
      String xTitle,
      String yTitle,
      double[] x,
      Map<String, double[]> means,
      Map<String, double[]> spreads,
      Map<String, Double> references) {
    if (Arrays.stream(x).anyMatch(value -> !(value > 0))) {
      throw new IllegalArgumentException("a logarithmic axis takes positive values only");
    }
    XYChart chart = xyChart(title, xTitle, yTitle);
    logarithmicX(chart, x);
    means.forEach(
        (name, mean) -> chart.addSeries(name, x, gaps(mean), spread(name, mean, spreads)));
    paint(chart);
    keepAxis(chart);
    references.forEach((name, value) -> addReference(chart, name, x, value));
    return chart;
  }

  /**
   * The mean over a centred window; numbers that are not finite do not count.
   *
   * @return as many numbers as there are values; NaN where the window holds none
   */
  public static double[] movingMean(double[] values, int window) {
    if (window < 1) {
      throw new IllegalArgumentException("a window spans at least 1 sample, not " + window);
    }
    double[] means = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int begin = Math.max(0, i - (window - 1) / 2);
      int end = Math.min(values.length, i + window / 2 + 1);
      means[i] =
          Arrays.stream(values, begin, end).filter(Double::isFinite).average().orElse(Double.NaN);
    }
    return means;
  }

  /** Axes without a series yet, in the shared look. */
  public static XYChart xyChart(String title, String xTitle, String yTitle) {
    return xyChart(title, xTitle, yTitle, HEIGHT);
  }

  /** The same in another height, in a page's pixels. */
  public static XYChart xyChart(String title, String xTitle, String yTitle, int height) {
    XYChart chart =
        new XYChartBuilder()
            .width(Style.WIDTH)
            .height(height)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    Style.apply(chart.getStyler());
    return chart;
  }

  /**
   * A method looks the same in every figure; other series have the remaining looks. Where no
   * markers tell the lines apart, dashes do.
   */
  private static void paint(XYChart chart) {
    Style.looks(chart.getSeriesMap().keySet())
        .forEach(
            (name, look) -> {
              XYSeries line = chart.getSeriesMap().get(name);
              line.setMarkerColor(look.colour());
              line.setLineColor(look.colour());
              boolean marked = line.getMarker() != SeriesMarkers.NONE;
              line.setLineStyle((marked ? Look.Dash.SOLID : look.dash()).stroke(Look.WIDTH));
              if (marked) {
                line.setMarker(look.marker());
              }
            });
  }

  private static void addLine(XYChart chart, String name, double[] x, double[] y) {
    XYSeries line = chart.addSeries(name, x, gaps(y));
    if (y.length > 1) { // a single point has no line
      line.setMarker(SeriesMarkers.NONE);
    }
  }

  private static void addReference(XYChart chart, String name, double[] x, double value) {
    double[] ends = {Arrays.stream(x).min().orElseThrow(), Arrays.stream(x).max().orElseThrow()};
    XYSeries line = chart.addSeries(name, ends, new double[] {value, value});
    line.setLineStyle(Look.Dash.SHORT.stroke(Look.WIDTH)).setLineColor(Style.FAINT_INK);
    line.setMarker(SeriesMarkers.NONE);
  }

  /** A logarithmic horizontal axis; below 0.01 and above 1000 powers of ten label it. */
  static void logarithmicX(XYChart chart, double... x) {
    double least = Arrays.stream(x).min().orElse(1);
    double most = Arrays.stream(x).max().orElse(1);
    boolean powers = least < 0.01 || most > 1000;
    double range = most / least;
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setXAxisDecimalPattern(powers ? "0E0" : "0.###");
    // within a short range the powers of ten would be a single label, or none
    chart.getStyler().setXAxisLogarithmicDecadeOnly(range > (least >= 1 && !powers ? 40 : 10));
  }

  /**
   * XChart labels evenly spaced data at the data's own values, such as 1, 159 and 317. An unseen
   * point between two of them makes it choose round numbers.
   */
  public static void roundTicks(XYChart chart) {
    double[] x = chart.getSeriesMap().values().iterator().next().getXData();
    if (x.length > 2) {
      double[] between = {x[0] + 0.5 * (x[1] - x[0])};
      XYSeries unseen = chart.addSeries("ticks", between, new double[] {Double.NaN});
      unseen.setShowInLegend(false);
      unseen.setMarker(SeriesMarkers.NONE);
    }
  }

  /** XChart cannot make an axis out of nothing: curves without a single number get 0 to 1. */
  private static void keepAxis(XYChart chart) {
    boolean empty =
        chart.getSeriesMap().values().stream()
            .flatMapToDouble(line -> Arrays.stream(line.getYData()))
            .allMatch(Double::isNaN);
    if (empty) {
      chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
    }
  }

  private static double[] numbers(Table table, String column) {
    if (!table.containsColumn(column)) {
      throw new IllegalArgumentException(
          "no column '" + column + "'; there are " + table.columnNames());
    }
    if (!(table.column(column) instanceof NumericColumn<?> numeric)) {
      throw new IllegalArgumentException("column '" + column + "' holds no numbers");
    }
    return numeric.asDoubleArray();
  }

  private static double[] gaps(double[] values) {
    return Arrays.stream(values).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray();
  }

  /** Null stays null: XChart's word for a series without error bars. */
  private static List<Double> boxed(double[] values) {
    return values == null
        ? null
        : Arrays.stream(values).mapToObj(v -> Double.isFinite(v) ? v : null).toList();
  }

  /** The error bars of one series; null where it has none. */
  private static double[] spread(String name, double[] mean, Map<String, double[]> spreads) {
    double[] spread = spreads.get(name);
    if (spread == null) {
      return null;
    }
    if (spread.length != mean.length) {
      throw new IllegalArgumentException(
          name + ": " + mean.length + " values, but " + spread.length + " error bars");
    }
    return Arrays.stream(spread).map(v -> Double.isFinite(v) ? v : 0).toArray();
  }
}
