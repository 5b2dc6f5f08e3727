package isopose.chart;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** Looks at what was drawn. */
public final class Ink {
  private Ink() {}

  /** How many pixels between two columns have exactly this colour. */
  public static int count(BufferedImage image, Color colour, int fromX, int toX) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = fromX; x < toX; x++) {
        count += (image.getRGB(x, y) & 0xFFFFFF) == (colour.getRGB() & 0xFFFFFF) ? 1 : 0;
      }
    }
    return count;
  }

  /** The mean column of the pixels of this colour between two rows; NaN if there are none. */
  public static double middle(
      BufferedImage image, Color colour, int fromX, int toX, int fromY, int toY) {
    double sum = 0;
    int count = 0;
    for (int y = fromY; y < toY; y++) {
      for (int x = fromX; x < toX; x++) {
        if ((image.getRGB(x, y) & 0xFFFFFF) == (colour.getRGB() & 0xFFFFFF)) {
          sum += x;
          count++;
        }
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
