package isopose.chart;

import isopose.paper.Representations;
import isopose.study.Method;
import isopose.study.Result;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.Table;

/** Figure 6: a map for each form in which the classifier sees poses. */
final class RepresentationChart {
  private static final int HEIGHT = 460;

  private static final Map<String, Look> LOOKS = looks();

  private RepresentationChart() {}

  private static Map<String, Look> looks() {
    Map<String, Look> looks = new LinkedHashMap<>();
    looks.put(
        Representations.SOURCE,
        new Look(Style.FAINT_INK, SeriesMarkers.TRIANGLE_DOWN, Look.Dash.SOLID));
    looks.put(Representations.TARGET, new Look(Style.BLACK, SeriesMarkers.CROSS, Look.Dash.SOLID));
    for (Method method : List.of(Method.BASELINE, Method.ONLINE)) {
      looks.put(method.label(), Style.METHODS.get(method.label()));
    }
    return looks;
  }

  static List<Chart<?, ?>> draw(Result result) {
    Table map = result.data().get(Representations.MAP);
    List<Chart<?, ?>> panels = new ArrayList<>();
    for (String form : map.stringColumn("form").unique().asList().stream().sorted().toList()) {
      panels.add(panel(form, map.where(map.stringColumn("form").isEqualTo(form))));
    }
    return panels;
  }

  private static XYChart panel(String form, Table map) {
    XYChart chart =
        Charts.xyChart(
            "Hidden features of poses, " + form, "t-SNE, no unit", "t-SNE, no unit", HEIGHT);
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    chart.getStyler().setMarkerSize(6);
    chart.getStyler().setXAxisTicksVisible(false).setYAxisTicksVisible(false);
    chart.getStyler().setPlotGridLinesVisible(false); // coordinates on a map have no meaning
    LOOKS.forEach(
        (group, look) -> {
          Table points = map.where(map.stringColumn("group").isEqualTo(group));
          if (!points.isEmpty()) {
            XYSeries series =
                chart.addSeries(
                    group,
                    points.doubleColumn("x").asDoubleArray(),
                    points.doubleColumn("y").asDoubleArray());
            series.setMarker(look.marker()).setMarkerColor(translucent(look.colour()));
          }
        });
    return chart;
  }

  /** Points that lie on each other stay visible. */
  private static Color translucent(Color color) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 170);
  }
}
