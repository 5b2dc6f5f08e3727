package isopose.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaletteTest {
  private static final int WIDTH = 200;
  private static final int HEIGHT = 120;

  /** An image of few colours loses nothing. */
  @Test
  void keepsAnImageOfFewColoursExactly() {
    BufferedImage image = white();
    for (int x = 0; x < WIDTH; x++) {
      image.setRGB(x, 10, 0xFF000000 | ((x % 32) * 0x080402));
    }

    assertArrayEquals(pixels(image), pixels(Palette.reduced(image)));
  }

  /** With 24,000 different colours, areas of one colour keep it and no colour moves far. */
  @Test
  void keepsAreasAndMovesOtherColoursLittle() {
    BufferedImage image = white();
    Graphics2D g = image.createGraphics();
    g.setColor(new Color(0x123457));
    g.fillRect(0, 60, WIDTH, 60);
    g.dispose();
    for (int x = 0; x < WIDTH; x++) {
      for (int y = 0; y < 40; y++) {
        image.setRGB(x, y, 0xFF000000 | (x << 16) | (x << 8) | (6 * y));
      }
    }

    int[] before = pixels(image);
    int[] after = pixels(Palette.reduced(image));

    assertEquals(before[60 * WIDTH], after[60 * WIDTH], "an area of one colour");
    assertEquals(before[50 * WIDTH], after[50 * WIDTH], "white paper");
    assertTrue(Arrays.stream(after).distinct().count() <= 256);
    int worst =
        IntStream.range(0, before.length)
            .flatMap(i -> IntStream.of(0, 8, 16).map(s -> difference(before[i], after[i], s)))
            .max()
            .orElseThrow();
    assertTrue(worst <= 32, "a channel moved by " + worst);
  }

  private static int difference(int a, int b, int shift) {
    return Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF));
  }

  private static BufferedImage white() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    g.dispose();
    return image;
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
  }
}
