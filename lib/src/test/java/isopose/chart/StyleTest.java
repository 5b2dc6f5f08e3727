package isopose.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Colours, markers and dashes of series. */
class StyleTest {
  @Test
  void aMethodHasItsColourInEveryChartAndNothingElseTakesIt() {
    double[] score = {1, 2, 3};
    var chart =
        Charts.running(
            "Stream", "PCK", 1, Charts.series("rate 2e-3", score, "Joint", score, "Online", score));
    var lines = chart.getSeriesMap();
    assertEquals(Style.METHODS.get("Joint").colour(), lines.get("Joint").getLineColor());
    assertEquals(Style.METHODS.get("Online").colour(), lines.get("Online").getLineColor());
    assertEquals(Style.BLUE, lines.get("rate 2e-3").getLineColor());
    assertEquals(
        5,
        Style.colours(List.of("a", "b", "c", "Joint", "Online")).values().stream()
            .distinct()
            .count());
  }

  @Test
  void noMethodHasTheColourOfASideOfTheBodyAndAnObjectiveChangesNoColour() {
    for (Look look : Style.METHODS.values()) {
      assertFalse(List.of(Style.LEFT, Style.RIGHT).contains(look.colour()), look.toString());
    }
    assertEquals(
        List.of(Style.METHODS.get("Joint").colour(), Style.METHODS.get("Online").colour()),
        List.copyOf(Style.colours(List.of("Joint-Cyc", "Online-Cyc")).values()));
    var both = Style.colours(List.of("Joint-Adv", "Joint-Cyc"));
    assertEquals(2, both.values().stream().distinct().count());
  }

  @Test
  void aMethodHasItsMarkerInASweep() {
    double[] x = {1, 10};
    var chart =
        Charts.sweep("T", "T", "PCK", x, Charts.series("other", x, "Joint", x), Map.of(), Map.of());
    assertEquals(
        Style.METHODS.get("Joint").marker(), chart.getSeriesMap().get("Joint").getMarker());
  }

  @Test
  void linesWithoutMarkersAreToldApartByTheirDashes() {
    double[] score = {1, 2, 3};
    var lines =
        Charts.running("", "", 1, Charts.series("a", score, "Joint", score, "Online", score))
            .getSeriesMap();
    Set<String> dashes = new HashSet<>();
    for (String name : List.of("a", "Joint", "Online")) {
      String dash = Arrays.toString(lines.get(name).getLineStyle().getDashArray());
      assertTrue(dashes.add(dash), name + " has the dash " + dash + " of another series");
    }
  }

  @Test
  void noTwoSeriesLookTheSame() {
    var looks = Style.looks(List.of("a", "Vanilla", "b", "Online", "c", "Baseline", "d"));
    assertEquals(7, looks.values().stream().map(Look::colour).distinct().count());
    assertEquals(7, looks.values().stream().map(Look::marker).distinct().count());
    assertEquals(7, looks.values().stream().map(Look::dash).distinct().count());
  }
}
