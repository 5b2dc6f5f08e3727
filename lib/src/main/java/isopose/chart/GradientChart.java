package isopose.chart;

import isopose.paper.Gradients;
import isopose.study.Result;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.Table;

/** Each sample's agreement of the two losses, against what adaptation gained on it. */
final class GradientChart {
  private GradientChart() {}

  static XYChart of(Result result) {
    Table samples = result.data().get(Gradients.SAMPLES);
    XYChart scatter =
        Charts.xyChart(
            "Agreement of the two losses, and what vanilla ISO gains",
            "cosine of the gradients of L_s and L_f",
            "fall of MPJPE, mm");
    scatter.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    scatter.getStyler().setMarkerSize(5).setLegendVisible(false);
    XYSeries points =
        scatter.addSeries(
            "samples",
            samples.doubleColumn("cosine").asDoubleArray(),
            samples.doubleColumn("gain").asDoubleArray());
    points.setMarker(SeriesMarkers.CIRCLE);
    return scatter;
  }
}
