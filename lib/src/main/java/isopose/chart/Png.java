package isopose.chart;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;

/** Charts and pictures as PNG files of 256 colours: the same bytes for the same picture. */
public final class Png {
  private static final double AXIS = 0.72; // of a chart's height
  private static final float LEAST_LETTERS = 8;

  private Png() {}

  /** A chart at {@link Style#SCALE} times its size on the page. */
  public static byte[] of(Chart<?, ?> chart) {
    return of(draw(chart));
  }

  /** An image, reduced to 256 colours. */
  public static byte[] of(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam smallest = writer.getDefaultWriteParam();
    smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    smallest.setCompressionQuality(0); // of zlib's levels the highest
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(Palette.reduced(image), null, null), smallest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** A chart's pixels, {@link Style#SCALE} times its size on the page. */
  public static BufferedImage draw(Chart<?, ?> chart) {
    paint(chart); // XChart places its labels otherwise the first time than ever after
    return paint(chart);
  }

  private static BufferedImage paint(Chart<?, ?> chart) {
    BufferedImage image = blank(chart.getWidth(), chart.getHeight());
    Graphics2D g = pen(image);
    if (chart.getStyler() instanceof AxesChartStyler styler) {
      fitTitle(g, chart, styler);
    }
    chart.paint(g, chart.getWidth(), chart.getHeight());
    g.dispose();
    return image;
  }

  /** A vertical title longer than its axis would be cut: its letters become smaller. */
  private static void fitTitle(Graphics2D g, Chart<?, ?> chart, AxesChartStyler styler) {
    Font font = styler.getAxisTitleFont();
    double room = AXIS * chart.getHeight();
    double length = g.getFontMetrics(font).stringWidth(chart.getYAxisTitle());
    if (length > room) {
      float size = (float) Math.max(LEAST_LETTERS, font.getSize2D() * room / length);
      styler.setAxisTitleFont(font.deriveFont(size));
    }
  }

  /** White paper for a picture of this size on the page. */
  public static BufferedImage blank(int width, int height) {
    return new BufferedImage(
        (int) Math.round(width * Style.SCALE),
        (int) Math.round(height * Style.SCALE),
        BufferedImage.TYPE_INT_RGB);
  }

  /** A smooth pen on white paper that takes the page's coordinates. */
  public static Graphics2D pen(BufferedImage image) {
    Graphics2D g = image.createGraphics();
    g.setColor(Style.PAPER);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    g.scale(Style.SCALE, Style.SCALE);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return g;
  }
}
