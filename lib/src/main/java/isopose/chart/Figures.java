package isopose.chart;

import isopose.study.ChartSpec;
import isopose.study.Result;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.internal.chartpart.Chart;

/** What an experiment found, as charts. */
public final class Figures {
  /** Charts that are not made from means over observations, by the experiment's name. */
  private static final Map<String, FigureChart> OWN =
      Map.of(
          "figure 5", LimbRatioChart::draw,
          "figure 6", RepresentationChart::draw,
          "figure alignment", result -> List.of(GradientChart.of(result)));

  private Figures() {}

  /** The panels of a figure; none for a table without an axis. */
  public static List<Chart<?, ?>> panels(Result result) {
    List<Chart<?, ?>> panels = new ArrayList<>();
    if (OWN.containsKey(result.experiment())) {
      panels.addAll(OWN.get(result.experiment()).draw(result));
    }
    for (ChartSpec spec : result.charts()) {
      panels.add(
          spec.kind() == ChartSpec.Kind.LINES
              ? SummaryLines.of(result, spec)
              : SummaryBars.of(result, spec));
    }
    return panels;
  }

  /** All panels below each other, as one image; empty where there is nothing to draw. */
  public static Optional<BufferedImage> image(Result result) {
    List<BufferedImage> panels = panels(result).stream().map(Png::draw).toList();
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
