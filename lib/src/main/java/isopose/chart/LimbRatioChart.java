package isopose.chart;

import isopose.analysis.LimbRatio;
import isopose.paper.LimbRatios;
import isopose.study.Result;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.Table;

/** Figure 5: a panel a limb; thick lines for the left side, thin ones for the right. */
final class LimbRatioChart {
  private static final int HEIGHT = 300;

  private static final Map<String, Look> UPRIGHTS =
      Map.of(
          LimbRatios.TRUTH, new Look(Style.BLACK, SeriesMarkers.NONE, Look.Dash.SOLID),
          LimbRatios.SOURCE, new Look(Style.FAINT_INK, SeriesMarkers.NONE, Look.Dash.DASHED));

  private LimbRatioChart() {}

  static List<Chart<?, ?>> draw(Result result) {
    return List.of(panel("arm", result), panel("leg", result), panel("torso", result));
  }

  private static XYChart panel(String limb, Result result) {
    XYChart chart =
        Charts.xyChart(
            "Ratio of upper to lower " + limb,
            "length of the upper bone / length of the lower bone",
            "share of poses, %",
            HEIGHT);
    Table histogram = result.data().get(LimbRatios.HISTOGRAM);
    double top =
        1.1
            * histogram
                .where(histogram.stringColumn("limb").endsWith(limb))
                .doubleColumn("share")
                .max();
    for (LimbRatio ratio : LimbRatio.values()) {
      if (ratio.limb().equals(limb)) {
        LimbRatios.METHODS.forEach(method -> addCurve(chart, method, ratio, histogram));
      }
    }
    for (LimbRatio ratio : LimbRatio.values()) {
      if (ratio.limb().equals(limb)) {
        addUpright(chart, LimbRatios.TRUTH, ratio, result.table(), top);
        addUpright(chart, LimbRatios.SOURCE, ratio, result.table(), top);
      }
    }
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(top).setXAxisDecimalPattern("0.0#");
    Charts.roundTicks(chart);
    return chart;
  }

  private static void addCurve(XYChart chart, String method, LimbRatio ratio, Table histogram) {
    Table rows =
        histogram.where(
            histogram
                .stringColumn("method")
                .isEqualTo(method)
                .and(histogram.stringColumn("limb").isEqualTo(ratio.label())));
    add(
        chart,
        method,
        ratio,
        rows.doubleColumn("ratio").asDoubleArray(),
        rows.doubleColumn("share").asDoubleArray());
  }

  /** The ratio of a true body is nearly constant, so only its median is drawn. */
  private static void addUpright(
      XYChart chart, String method, LimbRatio ratio, Table scores, double top) {
    double median =
        scores
            .where(
                scores
                    .stringColumn("method")
                    .isEqualTo(method)
                    .and(scores.stringColumn("group").isEqualTo(ratio.label()))
                    .and(scores.stringColumn("metric").isEqualTo("median")))
            .doubleColumn("mean")
            .get(0);
    add(chart, method, ratio, new double[] {median, median}, new double[] {0, top});
  }

  private static void add(XYChart chart, String method, LimbRatio ratio, double[] x, double[] y) {
    boolean right = ratio == LimbRatio.RIGHT_ARM || ratio == LimbRatio.RIGHT_LEG;
    String side = ratio == LimbRatio.TORSO ? "" : right ? ", right" : ", left";
    Look look = Style.METHODS.getOrDefault(method, UPRIGHTS.get(method));
    XYSeries line = chart.addSeries(method + side, x, y);
    line.setLineColor(look.colour());
    line.setMarker(SeriesMarkers.NONE);
    line.setLineStyle(look.dash().stroke(right ? 1.2f : 2.6f));
  }
}
