package isopose.chart;

import isopose.analysis.LimbRatio;
import isopose.experiment.Comparison.Method;
import isopose.experiment.Findings;
import isopose.experiment.LimbRatioFigure;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.Table;

/** Figure 5: a panel a limb, the left side as a whole line, the right side dashed. */
final class LimbRatioChart {
  private static final int HEIGHT = 300;

  private static final Map<String, Color> COLORS =
      Map.of(
          LimbRatioFigure.SOURCE,
          Style.FAINT_INK,
          LimbRatioFigure.TRUTH,
          Style.BLACK,
          Method.BASELINE.label(),
          Style.BLUE,
          Method.ONLINE.label(),
          Style.VERMILION);

  private LimbRatioChart() {}

  static List<Chart<?, ?>> draw(Findings findings) {
    Table histogram = findings.data().get(LimbRatioFigure.HISTOGRAM);
    List<Chart<?, ?>> panels = new ArrayList<>();
    for (String limb : List.of("arm", "leg", "torso")) {
      panels.add(panel(limb, histogram));
    }
    return panels;
  }

  private static XYChart panel(String limb, Table histogram) {
    XYChart chart =
        Charts.xyChart(
            "Ratio of upper to lower " + limb,
            "length of the upper bone / length of the lower bone",
            "share of poses, %",
            HEIGHT);
    Set<String> methods =
        histogram.stringColumn("method").asList().stream()
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (String method : methods) {
      for (LimbRatio ratio : LimbRatio.values()) {
        if (ratio.limb().equals(limb)) {
          add(chart, method, ratio, histogram);
        }
      }
    }
    // true bodies do not change from pose to pose: their peaks would flatten everything else
    double highest =
        histogram
            .where(
                histogram
                    .stringColumn("limb")
                    .endsWith(limb)
                    .and(histogram.stringColumn("method").isIn(LimbRatioFigure.METHODS)))
            .doubleColumn("share")
            .max();
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.2 * highest);
    chart.getStyler().setXAxisDecimalPattern("0.0#");
    Charts.roundTicks(chart);
    return chart;
  }

  private static void add(XYChart chart, String method, LimbRatio ratio, Table histogram) {
    Table rows =
        histogram.where(
            histogram
                .stringColumn("method")
                .isEqualTo(method)
                .and(histogram.stringColumn("limb").isEqualTo(ratio.label())));
    boolean right = ratio.label().startsWith("right");
    String side = ratio.label().contains(" ") ? (right ? ", right" : ", left") : "";
    XYSeries line =
        chart.addSeries(
            method + side,
            rows.doubleColumn("ratio").asDoubleArray(),
            rows.doubleColumn("share").asDoubleArray());
    line.setLineColor(COLORS.get(method));
    line.setLineStyle(
        new BasicStroke(
            right ? 1.8f : 2.4f,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            10f,
            right ? new float[] {5f, 3f} : null,
            0));
    line.setMarker(SeriesMarkers.NONE);
  }
}
