package isopose.chart;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reduction of an image to 256 colours, which makes its PNG two to three times smaller.
 *
 * <p>Colours are counted in cells of 5 bits per channel. The palette holds the most frequent colour
 * of each of the 256 most frequent cells, so that areas of one colour keep it exactly; every other
 * colour becomes the nearest of the palette.
 */
final class Palette {
  private static final int SIZE = 256;

  private Palette() {}

  /**
   * The same image with at most 256 colours.
   *
   * @param image opaque; not changed
   */
  static BufferedImage reduced(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    Map<Integer, Integer> counts = counts(pixels);
    int[] palette = palette(counts);
    Map<Integer, Integer> indices = new HashMap<>();
    counts.keySet().forEach(colour -> indices.put(colour, nearest(palette, colour)));
    for (int i = 0, end; i < pixels.length; i = end) {
      end = runEnd(pixels, i);
      Arrays.fill(pixels, i, end, indices.get(pixels[i]));
    }
    BufferedImage reduced =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model(palette));
    reduced.getRaster().setPixels(0, 0, width, height, pixels);
    return reduced;
  }

  /** How often each colour occurs. */
  private static Map<Integer, Integer> counts(int[] pixels) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 0, end; i < pixels.length; i = end) {
      end = runEnd(pixels, i);
      counts.merge(pixels[i], end - i, Integer::sum);
    }
    return counts;
  }

  /** The end of the pixels of one colour from {@code i}: most of a chart is paper. */
  private static int runEnd(int[] pixels, int i) {
    int end = i + 1;
    while (end < pixels.length && pixels[end] == pixels[i]) {
      end++;
    }
    return end;
  }

  private static int[] palette(Map<Integer, Integer> counts) {
    Map<Integer, Cell> cells = new HashMap<>();
    counts.forEach(
        (colour, count) -> cells.merge(cell(colour), new Cell(colour, count, count), Cell::plus));
    List<Cell> frequent =
        cells.values().stream()
            .sorted((a, b) -> a.total != b.total ? b.total - a.total : b.colour - a.colour)
            .limit(SIZE)
            .toList();
    return frequent.stream().mapToInt(Cell::colour).toArray();
  }

  private static int cell(int colour) {
    return colour & 0xF8F8F8;
  }

  private static IndexColorModel model(int[] palette) {
    int[] padded = Arrays.copyOf(palette, SIZE);
    return new IndexColorModel(8, SIZE, padded, 0, false, -1, DataBuffer.TYPE_BYTE);
  }

  private static int nearest(int[] palette, int colour) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < palette.length; i++) {
      int distance = 0;
      for (int shift = 0; shift <= 16; shift += 8) {
        int difference = (palette[i] >> shift & 0xFF) - (colour >> shift & 0xFF);
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return best;
  }

  /**
   * Colours that agree in their upper five bits.
   *
   * @param colour the most frequent of them
   * @param count of that colour
   * @param total of all
   */
  private record Cell(int colour, int count, int total) {
    /** Ties go to the larger colour, so that the order of counting does not matter. */
    Cell plus(Cell other) {
      boolean mine = count != other.count ? count > other.count : colour > other.colour;
      Cell most = mine ? this : other;
      return new Cell(most.colour, most.count, total + other.total);
    }
  }
}
