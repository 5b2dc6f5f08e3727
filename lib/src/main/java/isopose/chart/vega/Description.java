package isopose.chart.vega;

import java.util.DoubleSummaryStatistics;
import org.knowm.xchart.internal.chartpart.Chart;

/** Charts in words, for readers who do not see them. */
public final class Description {
  private Description() {}

  /** What a chart shows over what, and the range of each series. */
  public static String of(Chart<?, ?> chart) {
    StringBuilder words = new StringBuilder("chart '" + chart.getTitle() + "'");
    String y = chart.getYAxisTitle();
    String x = chart.getXAxisTitle();
    words.append(y.isEmpty() ? "" : ": " + y).append(x.isEmpty() ? "" : ", by " + x);
    for (ChartSeries series : ChartSeries.of(chart)) {
      words.append("; ").append(series.name());
      DoubleSummaryStatistics values = series.values().summaryStatistics();
      if (values.getCount() > 0) {
        String least = ChartData.text(values.getMin(), 3);
        String most = ChartData.text(values.getMax(), 3);
        words.append(' ').append(least.equals(most) ? least : least + " to " + most);
      }
    }
    return words.toString();
  }
}
