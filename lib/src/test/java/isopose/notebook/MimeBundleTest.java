package isopose.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import isopose.chart.Charts;
import isopose.chart.pose.PosePicture;
import isopose.chart.vega.VegaLite;
import isopose.notebook.widget.Interaction;
import isopose.skeleton.Poses;
import isopose.study.ChartSpec;
import isopose.study.Result;
import isopose.study.Summary;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class MimeBundleTest {

  @Test
  void aChartIsASharpPngOfThePagesWidthWithWordsThatNeverChange() throws IOException {
    var chart = Charts.running("Stream", "PCK", 3, Charts.series("Online", new double[] {1, 2, 3}));
    MimeBundle shown = MimeBundle.of(chart);
    assertEquals(800, shown.width());
    assertEquals(1.5 * 800, image(shown).getWidth());
    assertEquals(
        "chart 'Stream': PCK, mean of 3 samples, by sample of the stream; Online 1.5 to 2.5",
        shown.data().get("text/plain"));
    assertEquals(shown, MimeBundle.of(chart));
  }

  /** JupyterLab takes HTML before a chart that can be moved, and that before a picture. */
  @Test
  void aChartHasAFormThatCanBeMovedAndNoHtml() {
    var chart = Charts.running("Stream", "PCK", 3, Charts.series("Online", new double[] {1, 2, 3}));
    MimeBundle shown = MimeBundle.of(chart);
    assertTrue(shown.data().get(VegaLite.MIME_TYPE).contains("Online,1,1.5"), shown.toString());
    assertNull(shown.data().get("text/html"));
    assertNull(MimeBundle.still(chart).data().get(VegaLite.MIME_TYPE));
    assertTrue(shown.asHtml().contains("alt=\"chart &#39;Stream&#39;"), "no words for the picture");
  }

  @Test
  void anExperimentIsItsTablesItsChartsAndItsCaption() {
    Summary scores = new Summary("order");
    scores.add(
        Summary.Row.of("Online", "pck", new double[] {1, 3}, List.of()).in("clips").at(1).in("g"));
    ChartSpec spec = new ChartSpec(ChartSpec.Kind.BARS, "order", "", "PCK", null, "pck", false);
    Result result = new Result("order", List.of("a < b"), scores.table(), Map.of(), List.of(spec));
    List<MimeBundle> parts = MimeBundle.parts(result);
    assertTrue(parts.get(0).data().get("text/html").contains("<table>"));
    assertTrue(parts.get(1).data().containsKey(VegaLite.MIME_TYPE));
    assertEquals("<p>a &lt; b</p>", parts.get(2).data().get("text/html"));
    String page = MimeBundle.of(result).data().get("text/html");
    assertTrue(page.contains("<table>") && page.contains("<img alt=") && page.contains("&lt; b"));
  }

  /** In the area below the controls each part is an output, so that charts can be moved. */
  @Test
  void whatAControlRedrawsIsTheOutputsOfACellAndHtml() {
    var chart = Charts.running("Stream", "PCK", 3, Charts.series("Online", new double[] {1, 2, 3}));
    Interaction.Picture picture = MimeBundle.picture(new Stacked(List.of("a < b", chart)));
    assertEquals(2, picture.outputs().size());
    JsonObject words = picture.outputs().get(0).getAsJsonObject();
    assertEquals("display_data", words.get("output_type").getAsString());
    assertEquals("a < b", words.getAsJsonObject("data").get("text/plain").getAsString());
    JsonObject drawn = picture.outputs().get(1).getAsJsonObject();
    assertTrue(drawn.getAsJsonObject("data").get(VegaLite.MIME_TYPE).isJsonObject());
    assertTrue(drawn.getAsJsonObject("data").get("image/png").getAsJsonPrimitive().isString());
    assertEquals("{\"image/png\":{\"width\":800}}", drawn.get("metadata").toString());
    assertTrue(picture.html().contains("a &lt; b") && picture.html().contains("<img alt="));
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
    assertEquals(1.5 * 800, image(shown).getWidth());
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
