package isopose.chart.vega;

import static isopose.chart.vega.VegaLite.map;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;

/** The two axes of a {@link VegaLite} specification. */
final class VegaAxes {
  private final Chart<?, ?> chart;
  private final AxesChartStyler styler;
  private final List<ChartSeries> series;
  private final boolean bars;

  VegaAxes(Chart<?, ?> chart, AxesChartStyler styler, List<ChartSeries> series) {
    this.chart = chart;
    this.styler = styler;
    this.series = series;
    bars = chart instanceof CategoryChart;
  }

  Map<String, Object> x() {
    Map<String, Object> x = map("field", "x", "type", bars ? "nominal" : "quantitative");
    x.put("title", broken(chart.getXAxisTitle(), 90));
    Map<String, Object> axis = map("grid", false);
    if (bars) {
      int letters = series.get(0).x().stream().mapToInt(x0 -> x0.toString().length()).sum();
      axis.put("labelAngle", letters > 80 ? -30 : 0);
      x.put("sort", series.get(0).x().stream().map(group -> ChartData.name("" + group)).toList());
    } else {
      x.put(
          "scale", scale(styler.isXAxisLogarithmic(), styler.getXAxisMin(), styler.getXAxisMax()));
      if (allX().stream().allMatch(value -> value == Math.rint(value))) {
        axis.put("tickMinStep", 1); // between two integers there is nothing
      }
      if (styler.isXAxisLogarithmic()) {
        axis.putAll(ticks(allX(), styler.getXAxisMin()));
      }
    }
    hideUnless(styler.isXAxisTicksVisible(), axis);
    x.put("axis", axis);
    return x;
  }

  private static Map<String, Object> ticks(List<Double> values, Double min) {
    Stream<Double> all = Stream.concat(values.stream(), Stream.ofNullable(min));
    List<Double> ticks = LogTicks.of(all.toList());
    boolean powers = ticks.stream().anyMatch(tick -> tick < 0.001 || tick > 10_000);
    return map("values", ticks, "format", powers ? "~e" : "~g");
  }

  private List<Double> allX() {
    return series.stream().flatMap(one -> one.x().stream()).map(Double.class::cast).toList();
  }

  Map<String, Object> y() {
    Map<String, Object> y = map("field", "y", "type", "quantitative");
    y.put("title", broken(chart.getYAxisTitle(), chart.getHeight() / 8));
    Map<String, Object> scale =
        scale(styler.isYAxisLogarithmic(), styler.getYAxisMin(), styler.getYAxisMax());
    if (bars && !styler.isYAxisLogarithmic()) {
      scale.put("zero", true);
    }
    y.put("scale", scale);
    Map<String, Object> axis = map("grid", styler.isPlotGridHorizontalLinesVisible());
    if (styler.isYAxisLogarithmic()) {
      List<Double> values = series.stream().flatMapToDouble(ChartSeries::values).boxed().toList();
      axis.putAll(ticks(values, styler.getYAxisMin()));
    }
    hideUnless(styler.isYAxisTicksVisible(), axis);
    y.put("axis", axis);
    if (bars) {
      y.put("stack", false);
    }
    return y;
  }

  private static Map<String, Object> scale(boolean logarithmic, Double min, Double max) {
    Map<String, Object> scale = map("nice", false, "padding", 8);
    if (logarithmic) {
      scale.put("type", "log");
    } else {
      scale.put("zero", false);
    }
    if (min != null) {
      scale.put("domainMin", min);
    }
    if (max != null) {
      scale.put("domainMax", max);
    }
    return scale;
  }

  private static void hideUnless(boolean visible, Map<String, Object> axis) {
    if (!visible) {
      axis.putAll(map("labels", false, "ticks", false));
    }
  }

  /** A title on two lines if it is longer than an axis. */
  private static Object broken(String text, int letters) {
    String title = ChartData.name(text);
    int blank = title.indexOf(' ', title.length() / 2);
    return title.length() <= letters || blank < 0
        ? title
        : List.of(title.substring(0, blank), title.substring(blank + 1));
  }
}
