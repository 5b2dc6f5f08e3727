package isopose.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableViewTest {
  private final Table scores =
      Table.create(
          "scores",
          StringColumn.create("method", "Base|line", "Joint"),
          DoubleColumn.create("PCK", 41.2345, 52.06),
          IntColumn.create("samples", 44000, 900));

  @Test
  void theTextIsAMarkdownTableWithTheBestInBold() {
    assertEquals(
        """
        | method     |      PCK | samples |
        | ---------- | -------: | ------: |
        | Base\\|line |     41.2 |  44,000 |
        | Joint      | **52.1** | **900** |

        bold: best value as printed, without a test\
        """,
        TableView.of(scores).highest("PCK").lowest("samples").text());
  }

  @Test
  void whatReadsTheSameIsMarkedAlike() {
    Table close = Table.create("close", DoubleColumn.create("PCK", 75.41, 75.44, 70.2));
    assertEquals(
        2, TableView.of(close).highest("PCK").text().split("\\*\\*75.4\\*\\*", -1).length - 1);
  }

  @Test
  void ofScoresTheBestAreMarkedWhicheverWayIsGood() {
    Table two =
        Table.create(
            "two",
            DoubleColumn.create("PCK %", 70.5, 80.5),
            DoubleColumn.create("MPJPE mm", 90.5, 95.5),
            DoubleColumn.create("seconds", 1.5, 2.5));
    String text = TableView.ofScores(two).text();
    assertTrue(text.contains("**80.5**") && text.contains("**90.5**"), text);
    assertFalse(text.contains("**1.50**") || text.contains("**2.50**"), text);
  }

  @Test
  void theBestMeanIsMarkedWithItsSpread() {
    Table seeds =
        Table.create(
            "seeds",
            StringColumn.create("method", "Baseline", "Online", "Joint"),
            StringColumn.create("PCK %", "76.3 \u00B1 0.2", "77.8 \u00B1 0.5", ""),
            StringColumn.create("MPJPE mm", "1,099.2 \u00B1 0.6", "96.7 \u00B1 1.1", "100.1"));
    String text = TableView.ofScores(seeds).text();
    assertTrue(text.contains("**77.8 \u00B1 0.5**") && text.contains("**96.7 \u00B1 1.1**"), text);
    assertEquals(4, text.split("\\*\\*", -1).length - 1, text); // two cells, two marks each
    String page = TableView.ofScores(seeds).html();
    assertTrue(page.contains("<b>77.8 \u00B1 0.5</b>"), page);
  }

  @Test
  void aDifferenceDoesNotCompeteWithScores() {
    Table mixed =
        Table.create(
            "mixed",
            StringColumn.create("method", "Baseline", "Online", "gain", "another gain"),
            StringColumn.create(
                "MPJPE mm", "98.7", "97.3", "-1.4 [-3.3, +0.8]", "-2.0 [-4.7, -0.8]"));
    assertTrue(TableView.ofScores(mixed).text().contains("**97.3**"));
    String gains = TableView.ofScores(mixed.last(2)).text();
    assertTrue(gains.contains("**-2.0 [-4.7, -0.8]**"), "among differences, one is the best");
    assertFalse(TableView.ofScores(mixed.last(1)).text().contains("**"), "one alone is not");
    assertFalse(TableView.ofScores(mixed.last(1)).text().contains("bold"), "nothing is marked");
    assertTrue(gains.endsWith("bold: best value as printed, without a test"), gains);
  }

  @Test
  void rowsAreComparedWithinTheirGroupAndReferencesWithNone() {
    Table noise =
        Table.create(
            "noise",
            StringColumn.create("method", "Baseline", "ISO", "Baseline", "ISO", "truth"),
            DoubleColumn.create("at", 0, 0, 10, 10, 10),
            DoubleColumn.create("PCK %", 76.5, 77.6, 51.5, 51.3, 100));
    String text = TableView.ofScores(noise).within("at").references("truth").text();
    assertTrue(text.contains("**77.6**") && text.contains("**51.5**"), text);
    assertFalse(text.contains("**100.0**") || text.contains("**51.3**"), text);
    assertThrows(IllegalStateException.class, () -> TableView.of(noise).within("sigma"));
  }

  @Test
  void smallDifferencesInPerCentHaveOneDecimal() {
    Table gains = Table.create("gains", DoubleColumn.create("gain, PCK %", 0.1, -0.5, 0.04));
    String text = TableView.of(gains).text();
    assertTrue(
        text.contains(" 0.1 |") && text.contains(" -0.5 |") && text.contains(" 0.0 |"), text);
  }

  @Test
  void onAPhoneNumbersStayInOneLineAndLongWordsGetRoom() {
    Table wide =
        Table.create(
            "wide",
            StringColumn.create("setting", "a setting with a long name of its own"),
            StringColumn.create("PCK", "+2.1 [+0.7, +3.6]"));
    String page = TableView.of(wide).html();
    assertTrue(page.contains("<td style=\"text-align:right;white-space:nowrap\">+2.1"), page);
    assertTrue(page.contains("<td style=\"text-align:left;min-width:16ch\">a setting"), page);
    assertTrue(page.contains("<th style=\"text-align:right\">PCK"), page);
  }

  @Test
  void aSpreadHasTheDecimalsOfItsMean() {
    Table spread =
        Table.create(
            "spread", DoubleColumn.create("PCK", 76.31), DoubleColumn.create("\u00B1 PCK", 0.189));
    assertTrue(TableView.of(spread).text().contains("| 76.3 |   0.2 |"));
  }

  @Test
  void everyEqualBestIsMarked() {
    Table tied = Table.create("tied", DoubleColumn.create("PCK", 50, 50, 49, Double.NaN));
    assertEquals(2, TableView.of(tied).highest("PCK").html().split("<b>50</b>", -1).length - 1);
  }

  @Test
  void markupInCellsNamesAndCaptionsIsEscaped() {
    Table hostile =
        Table.create(
            "x", StringColumn.create("<i>name</i>", "<script>alert(\"1\")</script> & 'x'"));
    String page = TableView.of(hostile).caption("<b>caption</b>").html();
    assertFalse(page.contains("<script>") || page.contains("<i>") || page.contains("<b>"), page);
    assertTrue(
        page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;"));
  }

  @Test
  void aLongTableShowsItsEndsAndSaysWhatIsLeftOut() {
    Table rows =
        Table.create("rows", IntColumn.create("row", IntStream.rangeClosed(1, 1000).toArray()));
    String page = TableView.of(rows).html();
    assertEquals(25, page.split("<td", -1).length - 1);
    assertTrue(page.contains(">1,000</td>"), page);
    assertTrue(page.contains("not shown: rows 21 to 995 of 1000"), page);
    assertFalse(TableView.of(rows.first(25)).html().contains("not shown"));
  }

  @Test
  void missingValuesAreADash() {
    Table gaps =
        Table.create(
            "gaps", DoubleColumn.create("x", Double.NaN), StringColumn.create("s", (String) null));
    assertTrue(TableView.of(gaps).html().contains(">\u2013</td>"));
  }

  @Test
  void aColumnThatIsNotThereOrHasNoNumbersCannotBeMarked() {
    TableView view = TableView.of(scores);
    assertThrows(IllegalArgumentException.class, () -> view.highest("AUC"));
    assertThrows(IllegalArgumentException.class, () -> view.lowest("method"));
  }

  @Test
  void aColumnHasTheDigitsThatItsLargestValueDeserves() {
    assertEquals("%,.0f", Digits.format(1, 2, 44000));
    assertEquals("%,.1f", Digits.format(41.23, 130.5));
    assertEquals("%,.2f", Digits.format(1.234, -5.1));
    assertEquals("%,.3f", Digits.format(0.1234));
    assertEquals("%,.5f", Digits.format(0.00123));
    assertEquals("%.2e", Digits.format(1.5e-6));
    assertEquals("%,.0f", Digits.format(1234.5));
  }
}
