package isopose.chart;

import isopose.experiment.Findings;
import isopose.experiment.Screening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Each setting as a point: how good its SSL head is at home, and what Online adds abroad. */
final class ScreeningChart {
  private static final int FEW = 6;
  private static final String SPREAD = "gain_std";

  private ScreeningChart() {}

  /**
   * One panel a validation target. Error bars are the column {@code gain_std}, where there is one.
   */
  static List<Chart<?, ?>> draw(Findings findings) {
    Table points = findings.data().get(Screening.POINTS);
    List<Chart<?, ?>> panels = new ArrayList<>();
    for (String target : points.stringColumn("target").unique().sorted(String::compareTo)) {
      panels.add(panel(target, points.where(points.stringColumn("target").isEqualTo(target))));
    }
    return panels;
  }

  private static XYChart panel(String target, Table points) {
    XYChart chart =
        Charts.xyChart(
            "Validation target " + target,
            "error of the SSL head on the source's held-out clips, MPJPE in mm",
            "what Online adds to Joint, PCK %");
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    // the families' names are long: beside the points they would leave these no room
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(LegendLayout.Vertical);
    // a few settings are named one by one, many by what they have in common
    String named = points.rowCount() <= FEW ? "setting" : "family";
    for (String name : points.stringColumn(named).unique()) {
      Table own = points.where(points.stringColumn(named).isEqualTo(name));
      chart.addSeries(
          name,
          own.doubleColumn("ssl_head_mpjpe").asDoubleArray(),
          own.doubleColumn("gain_pck").asDoubleArray(),
          own.containsColumn(SPREAD) ? spread(own.doubleColumn(SPREAD)) : null);
    }
    return chart;
  }

  /** A single seed has none. */
  private static double[] spread(DoubleColumn deviations) {
    return Arrays.stream(deviations.asDoubleArray()).map(v -> Double.isNaN(v) ? 0 : v).toArray();
  }
}
