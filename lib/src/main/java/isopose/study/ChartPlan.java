package isopose.study;

import isopose.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tech.tablesaw.api.Table;

/**
 * How an experiment is drawn.
 *
 * @param isTable whether only an axis with numbers is drawn
 * @param xTitle of the horizontal axis; empty: the axis's own
 * @param drawn the metrics that are drawn; empty: the usual ones
 */
record ChartPlan(
    String name, boolean isTable, List<Panel> panels, String xTitle, List<String> drawn) {
  private static final Set<String> USUALLY_DRAWN = Set.of("pck", "mpjpe", "self_supervised_loss");

  /** A chart for each metric: lines for each group where there is an axis, else bars. */
  List<ChartSpec> charts(Table table) {
    List<ChartSpec> charts = new ArrayList<>();
    for (boolean differences : new boolean[] {false, true}) {
      for (String metric : drawnMetrics()) {
        Table rows = Summary.rows(table, metric, differences);
        boolean lines = rows.doubleColumn("at").countMissing() < rows.rowCount();
        if (rows.isEmpty() || (isTable && !lines)) {
          continue;
        }
        for (String group : lines ? groups(rows) : List.of("")) {
          charts.add(
              new ChartSpec(
                  lines ? ChartSpec.Kind.LINES : ChartSpec.Kind.BARS,
                  title(metric, group, differences),
                  xTitle(group, lines),
                  axis(metric, differences),
                  lines ? group : null,
                  metric,
                  differences));
        }
      }
    }
    return charts;
  }

  private static String axis(String metric, boolean differences) {
    String axis = Metric.named(metric).label().axis();
    return differences ? "difference in " + axis : axis;
  }

  private static Set<String> groups(Table rows) {
    return new LinkedHashSet<>(rows.stringColumn("group").asList());
  }

  private String title(String metric, String group, boolean differences) {
    String what = axis(metric, differences).replaceFirst(",.*| at 150 mm.*", "");
    String where = group.isEmpty() ? "" : ", " + group;
    return Character.toUpperCase(name.charAt(0)) + name.substring(1) + where + ": " + what;
  }

  private String xTitle(String group, boolean lines) {
    if (!xTitle.isEmpty() || !lines) {
      return xTitle;
    }
    return panels.stream()
        .filter(panel -> group.startsWith(panel.name))
        .flatMap(panel -> panel.axes.stream())
        .filter(axis -> axis.role() == Axis.Role.AT)
        .map(Axis::title)
        .findFirst()
        .orElse("");
  }

  private List<String> drawnMetrics() {
    if (!drawn.isEmpty()) {
      return drawn;
    }
    List<String> all =
        panels.stream().flatMap(p -> p.metrics.stream()).map(Metric::name).distinct().toList();
    List<String> usual = all.stream().filter(USUALLY_DRAWN::contains).toList();
    return usual.isEmpty() ? all : usual;
  }
}
