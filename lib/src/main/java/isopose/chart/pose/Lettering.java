package isopose.chart.pose;

import isopose.chart.Style;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;

/** Words in pictures of poses. */
final class Lettering {
  private Lettering() {}

  static void text(Graphics2D g, String text, Font font, Color ink, double x, double y) {
    g.setFont(font);
    g.setColor(ink);
    g.drawString(text, (float) x, (float) y);
  }

  static void centred(Graphics2D g, String text, Font font, Color ink, double middle, double y) {
    double width = g.getFontMetrics(font).stringWidth(text);
    text(g, text, font, ink, middle - width / 2, y);
  }

  /** A dot and what its colour means; returns where the next one goes. */
  static double key(Graphics2D g, Color colour, String label, double x, double y) {
    g.setColor(colour);
    g.fill(new Ellipse2D.Double(x, y - 5, 10, 10));
    text(g, label, Style.plain(12), Style.INK, x + 15, y + 4);
    return x + 15 + g.getFontMetrics().stringWidth(label) + 18;
  }
}
