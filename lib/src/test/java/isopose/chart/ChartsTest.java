package isopose.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.chart.vega.LogTicks;
import isopose.study.ChartSpec;
import isopose.study.Result;
import isopose.study.Summary;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ChartsTest {
  private static final double NAN = Double.NaN;

  private final Table curves =
      Table.create(
          "curves",
          DoubleColumn.create("epoch", 1, 2, 3),
          DoubleColumn.create("training", 90, 60, 50),
          DoubleColumn.create("validation", 95, NAN, Double.POSITIVE_INFINITY),
          StringColumn.create("note", "a", "b", "c"));

  @Test
  void aMovingMeanIsCentredAndShorterAtTheEnds() {
    double[] values = {0, 3, 6, 9, 12};
    assertArrayEquals(new double[] {1.5, 3, 6, 9, 10.5}, Charts.movingMean(values, 3), 1e-12);
    assertArrayEquals(values, Charts.movingMean(values, 1), 0);
    assertArrayEquals(new double[] {6, 6, 6, 6, 6}, Charts.movingMean(values, 9), 1e-12);
  }

  @Test
  void aMovingMeanLeavesOutWhatIsNotFinite() {
    double[] values = {NAN, 2, NAN, NAN, NAN, Double.NEGATIVE_INFINITY};
    assertArrayEquals(new double[] {2, 2, 2, NAN, NAN, NAN}, Charts.movingMean(values, 3), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> Charts.movingMean(values, 0));
  }

  /** A sweep within a decade, or over little more than one, still has numbers at its axis. */
  @Test
  void aShortLogarithmicAxisIsLabelledBetweenThePowersOfTen() {
    for (double[] x : List.of(new double[] {0.02, 0.08}, new double[] {1, 2, 30})) {
      var chart = Charts.sweep("", "", "", x, Charts.series("a", x), Map.of(), Map.of());
      assertFalse(chart.getStyler().isXAxisLogarithmicDecadeOnly());
    }
    double[] rates = {2e-7, 2e-3};
    var wide = Charts.sweep("", "", "", rates, Charts.series("a", rates), Map.of(), Map.of());
    assertTrue(wide.getStyler().isXAxisLogarithmicDecadeOnly());
    assertEquals(List.of(1e-6, 1e-5, 1e-4, 1e-3), LogTicks.of(List.of(2e-3, 2e-7, Double.NaN)));
    assertEquals(List.of(1.0, 2.0, 5.0, 10.0, 20.0), LogTicks.of(List.of(1.0, 30.0)));
    assertEquals(List.of(), LogTicks.of(List.of(0.0, -1.0)));
  }

  /** The first epoch of a training that is watched. */
  @Test
  void aSinglePointIsNotLabelledWithAllItsDigits() {
    var chart = Charts.lines("Loss", "error (mm)", curves.first(1), "epoch", "training");
    assertEquals("0.##", chart.getStyler().getYAxisDecimalPattern());
  }

  @Test
  void linesDrawTheTablesColumnsWithGapsForWhatIsNotFinite() {
    var chart = Charts.lines("Loss", "error (mm)", curves, "epoch", "training", "validation");
    assertEquals("epoch", chart.getXAxisTitle());
    assertEquals("error (mm)", chart.getYAxisTitle());
    assertArrayEquals(
        new double[] {90, 60, 50}, chart.getSeriesMap().get("training").getYData(), 0);
    assertArrayEquals(
        new double[] {95, NAN, NAN}, chart.getSeriesMap().get("validation").getYData(), 0);
    assertHasInk(chart, Style.BLUE);
  }

  @Test
  void anUnknownOrWordyColumnIsNamed() {
    var unknown =
        assertThrows(
            IllegalArgumentException.class, () -> Charts.lines("", "", curves, "epoch", "test"));
    assertTrue(unknown.getMessage().contains("'test'"), unknown.getMessage());
    assertTrue(unknown.getMessage().contains("training"), unknown.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> Charts.lines("", "", curves, "epoch", "note"));
  }

  @Test
  void curvesWithoutASingleNumberAreStillDrawn() {
    Table empty =
        Table.create("", DoubleColumn.create("epoch", 1, 2), DoubleColumn.create("y", NAN, NAN));
    assertDraws(Charts.lines("Nothing yet", "loss", empty, "epoch", "y"));
    assertDraws(Charts.running("Nothing yet", "PCK", 5, Charts.series("a", new double[] {NAN})));
  }

  @Test
  void runningSaysHowManySamplesAMeanSpans() {
    var chart =
        Charts.running("Stream", "PCK (%)", 3, Charts.series("Online", new double[] {0, 3, 6}));
    assertEquals("PCK (%), mean of 3 samples", chart.getYAxisTitle());
    assertArrayEquals(
        new double[] {1.5, 3, 4.5}, chart.getSeriesMap().get("Online").getYData(), 1e-12);
    assertArrayEquals(new double[] {1, 2, 3}, chart.getSeriesMap().get("Online").getXData(), 0);
    assertHasInk(chart, Style.METHODS.get("Online").colour());
  }

  @Test
  void barsCarryErrorBarsWhereThereAreSome() {
    var chart =
        Charts.bars(
            "PCK",
            "PCK (%)",
            List.of("recorded", "five"),
            Charts.series("Joint", new double[] {52, 60}, "Online", new double[] {57, NAN}),
            Map.of("Joint", new double[] {1, NAN}));
    assertEquals(List.of(1.0, 0.0), chart.getSeriesMap().get("Joint").getExtraValues());
    assertNull(chart.getSeriesMap().get("Online").getExtraValues());
    assertEquals(List.of("Joint", "Online"), List.copyOf(chart.getSeriesMap().keySet()));
    assertHasInk(chart, Style.METHODS.get("Joint").colour());
    assertHasInk(chart, Style.METHODS.get("Online").colour());
  }

  @Test
  void aSweepHasItsReferenceAcrossAllValues() {
    double[] rates = {1e-2, 1e-4, 1e-3};
    var chart =
        Charts.sweep(
            "Rate",
            "learning rate",
            "PCK (%)",
            rates,
            Charts.series("adversary", new double[] {22, 58, 51}),
            Map.of(),
            Map.of("no adaptation", 52.0));
    var reference = chart.getSeriesMap().get("no adaptation");
    assertArrayEquals(new double[] {1e-4, 1e-2}, reference.getXData(), 0);
    assertArrayEquals(new double[] {52, 52}, reference.getYData(), 0);
    assertTrue(chart.getStyler().isXAxisLogarithmic());
    assertHasInk(chart, Style.BLUE);
  }

  @Test
  void aLogarithmicAxisRefusesZeroAndErrorBarsOfAnotherLength() {
    double[] two = {1, 2};
    var means = Charts.series("a", two);
    assertThrows(
        IllegalArgumentException.class,
        () -> Charts.sweep("", "", "", new double[] {0, 1}, means, Map.of(), Map.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> Charts.sweep("", "", "", two, means, Map.of("a", new double[] {1}), Map.of()));
  }

  @Test
  void aPngHasMorePixelsThanThePageAndTheSameBytesEachTime() throws IOException {
    var chart = Charts.lines("Loss", "error (mm)", curves, "epoch", "training");
    byte[] png = Png.of(chart);
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals(Style.WIDTH * Style.SCALE, read.getWidth());
    assertArrayEquals(png, Png.of(chart));
  }

  @Test
  void aLongTitleOfTheVerticalAxisIsNotCut() {
    double[] one = {1};
    var shown = Charts.running("", "PCK", 1, Charts.series("a", one));
    var longer =
        Charts.running("", "a long name of a quantity, %".repeat(3), 1, Charts.series("a", one));
    Png.draw(shown);
    Png.draw(longer);
    assertEquals(13, shown.getStyler().getAxisTitleFont().getSize());
    assertTrue(longer.getStyler().getAxisTitleFont().getSize2D() < 11);
  }

  @Test
  void barsOfOneSeedHaveNoErrorBars() {
    for (double[] seeds : List.of(new double[] {2}, new double[] {1, 3})) {
      Summary scores = new Summary("figure order");
      scores.add(Summary.Row.of("Online - Joint", "pck", seeds, List.of()).in("clips"));
      ChartSpec spec = new ChartSpec(ChartSpec.Kind.BARS, "order", "", "PCK", null, "pck", true);
      Result result =
          new Result("figure order", List.of(), scores.table(), Map.of(), List.of(spec));
      var bars = (CategoryChart) Figures.panels(result).get(0);
      var errors = bars.getSeriesMap().get("Online - Joint").getExtraValues();
      assertEquals(seeds.length > 1, errors != null);
    }
  }

  @Test
  void aLossThatCollapsesIsDrawnInPowersAndWithoutErrorBars() {
    XYChart even = lossAgainstAlpha(2.5);
    assertFalse(even.getStyler().isYAxisLogarithmic());
    assertArrayEquals(new double[] {1, 1}, even.getSeriesMap().get("Online").getExtraValues());
    XYChart collapsed = lossAgainstAlpha(2.6e5);
    assertTrue(collapsed.getStyler().isYAxisLogarithmic());
    assertNull(collapsed.getSeriesMap().get("Online").getExtraValues());
    assertHasInk(collapsed, Style.METHODS.get("Online").colour());
  }

  /** The last chart of a figure 4 whose loss ends with this value, one above its spread. */
  private static XYChart lossAgainstAlpha(double last) {
    Summary scores = new Summary("figure 4");
    double[] values = {1.5, last};
    for (String group : List.of("T", "alpha")) {
      for (String metric : List.of("pck", "self_supervised_loss")) {
        for (int k = 0; k < 2; k++) {
          double[] seeds = {values[k] - 1, values[k], values[k] + 1};
          Summary.Row row = Summary.Row.of("Online", metric, seeds, List.of());
          scores.add(row.in(group).at(Math.pow(10, k - 3)));
        }
      }
    }
    ChartSpec spec =
        new ChartSpec(
            ChartSpec.Kind.LINES, "L_s", "alpha", "L_s", "alpha", "self_supervised_loss", false);
    Result result = new Result("figure 4", List.of(), scores.table(), Map.of(), List.of(spec));
    return (XYChart) Figures.panels(result).get(0);
  }

  private static void assertHasInk(Chart<?, ?> chart, Color colour) {
    BufferedImage image = assertDraws(chart);
    assertTrue(Ink.count(image, colour, 0, image.getWidth()) > 200, "no " + colour + " in it");
  }

  private static BufferedImage assertDraws(Chart<?, ?> chart) {
    return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Png.draw(chart));
  }
}
