package isopose.chart.vega;

import isopose.chart.Style;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What one series of a chart shows.
 *
 * @param x numbers, or the names of groups of bars
 * @param y as many values; NaN is a gap
 * @param error half the length of each error bar, NaN for none
 * @param marker null for none
 * @param line null for none
 */
record ChartSeries(
    String name,
    List<?> x,
    List<Double> y,
    List<Double> error,
    Color colour,
    Marker marker,
    BasicStroke line) {

  /** All series of a chart with axes in their order; none of another kind of chart. */
  static List<ChartSeries> of(Chart<?, ?> chart) {
    List<ChartSeries> series = new ArrayList<>();
    if (chart instanceof XYChart curves) {
      curves.getSeriesMap().values().stream()
          .filter(XYSeries::isShowInLegend) // the others only make the axis choose round numbers
          .forEach(curve -> series.add(of(curve, curves)));
    } else if (chart instanceof CategoryChart bars) {
      bars.getSeriesMap().values().forEach(bar -> series.add(of(bar)));
    }
    return series;
  }

  private static ChartSeries of(XYSeries curve, XYChart chart) {
    XYSeriesRenderStyle style =
        Objects.requireNonNullElse(
            curve.getXYSeriesRenderStyle(), chart.getStyler().getDefaultSeriesRenderStyle());
    boolean line = style != XYSeriesRenderStyle.Scatter;
    Marker marker = curve.getMarker() == SeriesMarkers.NONE ? null : curve.getMarker();
    Color colour = line ? curve.getLineColor() : curve.getMarkerColor();
    double[] error = curve.getExtraValues();
    return new ChartSeries(
        curve.getName(),
        Arrays.stream(curve.getXData()).boxed().toList(),
        Arrays.stream(curve.getYData()).boxed().toList(),
        error == null ? List.of() : Arrays.stream(error).boxed().toList(),
        Objects.requireNonNullElse(colour, Style.BLUE),
        marker,
        line ? Objects.requireNonNullElse(curve.getLineStyle(), new BasicStroke(2)) : null);
  }

  private static ChartSeries of(CategorySeries bars) {
    return new ChartSeries(
        bars.getName(),
        List.copyOf(bars.getXData()),
        numbers(bars.getYData()),
        numbers(bars.getExtraValues()),
        Objects.requireNonNullElse(bars.getFillColor(), Style.BLUE),
        null,
        null);
  }

  private static List<Double> numbers(Collection<? extends Number> values) {
    return values == null
        ? List.of()
        : values.stream().map(v -> v == null ? Double.NaN : v.doubleValue()).toList();
  }

  /** The finite values. */
  DoubleStream values() {
    return y.stream().mapToDouble(v -> v).filter(Double::isFinite);
  }

  /** Whether there is an error bar. */
  boolean hasErrors() {
    return error.stream().anyMatch(half -> half > 0);
  }
}
