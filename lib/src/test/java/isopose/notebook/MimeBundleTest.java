package isopose.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.chart.Charts;
import isopose.chart.pose.PosePicture;
import isopose.skeleton.Poses;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class MimeBundleTest {

  @Test
  void aChartIsASharpPngOfThePagesWidthWithWordsThatNeverChange() throws IOException {
    var chart = Charts.running("Stream", "PCK", 3, Charts.series("Online", new double[] {1, 2, 3}));
    MimeBundle shown = MimeBundle.of(chart);
    assertEquals(800, shown.width());
    assertEquals(1600, image(shown).getWidth());
    assertEquals("chart 'Stream': PCK, mean of 3 samples", shown.data().get("text/plain"));
    assertEquals(shown, MimeBundle.of(chart));
  }

  @Test
  void anImageKeepsItsSizeAndItsLastPixel() throws IOException {
    BufferedImage image = new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB);
    image.setRGB(6, 4, 0x123456);
    BufferedImage read = image(MimeBundle.of(image));
    assertEquals(7, read.getWidth());
    assertEquals(0x123456, read.getRGB(6, 4) & 0xFFFFFF);
  }

  @Test
  void aPosePictureIsAPngWithItsErrorsInWords() throws IOException {
    Poses still = Poses.zeros(1, 17, 3);
    MimeBundle shown =
        MimeBundle.of(
            PosePicture.of(Poses.zeros(1, 17, 2))
                .truth(still)
                .prediction("Joint", still)
                .row(0, "walking"));
    assertEquals(1600, image(shown).getWidth());
    assertEquals("walking: Joint 0 mm", shown.data().get("text/plain"));
  }

  @Test
  void whatCannotBeDrawnIsShownAsTheReasonWhy() {
    MimeBundle shown = MimeBundle.of(PosePicture.of(Poses.zeros(1, 17, 2)));
    assertTrue(shown.data().get("text/plain").contains("no rows"), shown.toString());
    assertNull(shown.data().get("image/png"));
  }

  @Test
  void anErrorInTheErrorDoesNotEscape() {
    Object wicked =
        new Object() {
          @Override
          public String toString() {
            throw new StackOverflowError() {
              private static final long serialVersionUID = 1;

              @Override
              public String getMessage() {
                throw new OutOfMemoryError("again");
              }
            };
          }
        };
    assertTrue(MimeBundle.of(wicked).data().get("text/plain").contains("cannot be shown"));
    String shown = MimeBundle.of(null).data().get("text/plain");
    assertTrue(shown.startsWith("null: the cell that makes this value"), shown);
  }

  @Test
  void anEmptyTableIsShownToo() {
    assertFalse(MimeBundle.of(Table.create("nothing")).data().get("text/html").isEmpty());
  }

  private static BufferedImage image(MimeBundle shown) throws IOException {
    byte[] png = Base64.getDecoder().decode(shown.data().get("image/png"));
    return ImageIO.read(new ByteArrayInputStream(png));
  }
}
