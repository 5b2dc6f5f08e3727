package isopose.chart.vega;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.chart.Charts;
import isopose.chart.Style;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;

class VegaLiteTest {
  private static final Gson PRETTY = new GsonBuilder().setPrettyPrinting().create();
  private static final double NAN = Double.NaN;

  @Test
  void curvesWithGaps() throws IOException {
    assertSpecification(
        "curves",
        Charts.running("Stream", "PCK, %", 1, Charts.series("Joint", new double[] {1, NAN, 3})));
  }

  @Test
  void aSweepWithErrorBarsAndAReference() throws IOException {
    double[] x = {1e-5, 1e-4, 1e-3};
    assertSpecification(
        "sweep",
        Charts.sweep(
            "Rate",
            "alpha",
            "PCK, %",
            x,
            Charts.series("Online", new double[] {70.123456, 71, NAN}),
            Map.of("Online", new double[] {0.5, 0.25, NAN}),
            Map.of("Joint", 70.5)));
  }

  @Test
  void bars() throws IOException {
    assertSpecification(
        "bars",
        Charts.bars(
            "Cost",
            "milliseconds",
            List.of("one, core", "GPU"),
            Charts.series("here", new double[] {900, NAN}, "the paper", new double[] {250, 27}),
            Map.of()));
  }

  @Test
  void pointsOnAMap() throws IOException {
    var chart = Charts.xyChart("Map", "t-SNE", "t-SNE");
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    chart.getStyler().setXAxisTicksVisible(false).setYAxisTicksVisible(false);
    double[] at = {0.5, 1.5};
    chart.addSeries("source", at, at).setMarker(SeriesMarkers.CROSS).setMarkerColor(Style.BLACK);
    assertSpecification("points", chart);
  }

  /** Compares with the committed specification, which was looked at in JupyterLab. */
  private static void assertSpecification(String name, Chart<?, ?> chart) throws IOException {
    try (InputStream in = VegaLiteTest.class.getResourceAsStream(name + ".vl.json")) {
      String expected = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(PRETTY.toJson(JsonParser.parseString(expected)), PRETTY.toJson(parsed(chart)));
    }
  }

  private static JsonObject parsed(Chart<?, ?> chart) {
    return JsonParser.parseString(VegaLite.of(chart).orElseThrow()).getAsJsonObject();
  }

  private static List<String> rows(Chart<?, ?> chart) {
    String csv = parsed(chart).getAsJsonObject("data").get("values").getAsString();
    return csv.lines().skip(1).toList();
  }

  @Test
  void aLongSeriesIsThinnedAndSaysSo() {
    double[] scores = new double[20_000];
    Arrays.setAll(scores, i -> 50 + 40 * Math.sin(i / 700.0));
    double[] two = {50, 60};
    var chart = Charts.running("Stream", "PCK", 1, Charts.series("Online", scores, "few", two));
    assertTrue(VegaLite.of(chart).orElseThrow().length() < 12_000);
    String note = parsed(chart).getAsJsonObject("title").get("subtitle").getAsString();
    List<String> rows = rows(chart);
    assertTrue(note.matches("long series: one value of \\d+ is shown"), note);
    assertTrue(rows.get(0).startsWith("Online,1,50"), rows.get(0));
    assertTrue(rows.stream().anyMatch(row -> row.startsWith("Online,20000,")), "no last value");
    assertEquals(2, rows.stream().filter(row -> row.startsWith("few,")).count());
  }

  @Test
  void aSmallDifferenceBetweenLargeValuesIsKeptAndASmallValueBesideALargeOne() {
    double[] close = {111.54321, 110.04321};
    assertEquals(
        List.of("a,1,111.543,", "a,2,110.043,"),
        rows(Charts.running("", "", 1, Charts.series("a", close))));
    double[] apart = {1.23456e8, 1.23456};
    assertEquals(
        List.of("a,1,123500000,", "a,2,1.235,"),
        rows(Charts.running("", "", 1, Charts.series("a", apart))));
  }

  /** The window of the menu writes the specification as HTML. */
  @Test
  void namesAreNoMarkup() {
    String name = "a,\n\"b\"</code><script>alert(1)</script> p < 0.05";
    var chart =
        Charts.bars(name, name, List.of(name), Charts.series(name, new double[] {1}), Map.of());
    String specification = VegaLite.of(chart).orElseThrow();
    JsonObject parsed = JsonParser.parseString(specification).getAsJsonObject();
    parsed.remove("usermeta"); // has the script that saves CSV
    assertFalse(Stream.of("<s", "</").anyMatch(parsed.toString()::contains), parsed.toString());
    assertTrue(parsed.toString().contains("p < 0.05"), parsed.toString());
    String cell = "\"a, \"\"b\"\"< /code>< script>alert(1)< /script> p < 0.05\"";
    assertEquals(List.of(cell + "," + cell + ",1,"), rows(chart));
  }

  @Test
  void chartsOfOtherKindsAndOfVeryManySeriesHaveNone() {
    var map = new HeatMapChartBuilder().title("map").build();
    map.addSeries("map", new int[] {0, 1}, new int[] {0, 1}, new int[][] {{1, 2}, {3, 4}});
    assertTrue(VegaLite.of(map).isEmpty());
    var many = Charts.xyChart("many", "", "");
    for (int i = 0; i < 300; i++) {
      many.addSeries("a series with a long name, number " + i, new double[] {1}, new double[] {i});
    }
    assertTrue(VegaLite.of(many).isEmpty());
  }

  @Test
  void aDarkColourIsLighterOnADarkPage() {
    assertEquals("#E69F00", PageColour.of(Style.ORANGE));
    for (Color dark : List.of(Style.BLACK, Style.BLUE, Style.INK)) {
      String expression = String.valueOf(((Map<?, ?>) PageColour.of(dark)).get("expr"));
      assertTrue(expression.endsWith(":'" + Style.hex(dark) + "'"), expression);
    }
    JsonElement editor =
        parsed(Charts.running("", "", 1, Charts.series("a", new double[] {1})))
            .getAsJsonObject("usermeta")
            .getAsJsonObject("embedOptions")
            .getAsJsonObject("actions")
            .get("editor");
    assertFalse(editor.getAsBoolean(), "the menu would open a web site");
  }
}
