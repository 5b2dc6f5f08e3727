package isopose.chart;

import isopose.experiment.Findings;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.internal.chartpart.Chart;

/** The paper's figures as charts: found by their experiment's name, drawn from its findings. */
public final class Figures {
  private static final String SWEEP = "sweep ";

  private static final Map<String, FigureChart> CHARTS =
      Map.ofEntries(
          Map.entry("figure 4", SweepCharts::figure4),
          Map.entry("figure 5", LimbRatioChart::draw),
          Map.entry("figure 6", RepresentationChart::draw),
          Map.entry("figure 7", AdditionCharts::bodyParts),
          Map.entry("figure stream", AdditionCharts::stream),
          Map.entry("figure motions", AdditionCharts::motions),
          Map.entry("figure views", AdditionCharts::views),
          Map.entry("figure gains", AdditionCharts::gains),
          Map.entry("figure alignment", AdditionCharts::alignment),
          Map.entry("figure order", AdditionCharts::order),
          Map.entry("figure forgetting", AdditionCharts::forgetting),
          Map.entry("figure pull", AdditionCharts::pull),
          Map.entry("figure alpha", AdditionCharts::alpha),
          Map.entry("table 5", SweepCharts::table5),
          Map.entry("sweep objective", AdditionCharts::objective),
          Map.entry("sweep settings", ScreeningChart::draw),
          Map.entry("sweep finalists", ScreeningChart::draw));

  private Figures() {}

  /** Whether an experiment has a chart. */
  public static boolean has(String experiment) {
    return chart(experiment) != null;
  }

  /**
   * The panels of a figure.
   *
   * @throws IllegalArgumentException if the experiment has no chart
   */
  public static List<Chart<?, ?>> panels(Findings findings) {
    FigureChart chart = chart(findings.experiment());
    if (chart == null) {
      throw new IllegalArgumentException(findings.experiment() + " has no chart");
    }
    return chart.draw(findings);
  }

  private static FigureChart chart(String experiment) {
    FigureChart named = CHARTS.get(experiment);
    return named == null && experiment.startsWith(SWEEP) ? SweepCharts::sweep : named;
  }

  /** All panels below each other, as one image; empty where there is nothing to draw. */
  public static Optional<BufferedImage> image(Findings findings) {
    List<BufferedImage> panels =
        has(findings.experiment()) ? panels(findings).stream().map(Png::draw).toList() : List.of();
    return panels.isEmpty() ? Optional.empty() : Optional.of(below(panels));
  }

  private static BufferedImage below(List<BufferedImage> panels) {
    int width = panels.stream().mapToInt(BufferedImage::getWidth).max().orElseThrow();
    int height = panels.stream().mapToInt(BufferedImage::getHeight).sum();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Style.PAPER);
    g.fillRect(0, 0, width, height);
    int y = 0;
    for (BufferedImage panel : panels) {
      g.drawImage(panel, 0, y, null);
      y += panel.getHeight();
    }
    g.dispose();
    return image;
  }
}
