package isopose.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The look that all charts and pictures share: sizes for a notebook about 800 pixels wide, on
 * white, in the colours of Okabe and Ito ("Color Universal Design", 2008), which people with any
 * common form of colour blindness can tell apart. Yellow is left out: it is too faint for a line on
 * white.
 */
public final class Style {
  /** The width of every chart and picture, in a page's pixels. */
  public static final int WIDTH = 800;

  /** Image pixels for each pixel of the page, so that text is sharp on dense screens. */
  public static final int SCALE = 2;

  public static final Color INK = new Color(0x33, 0x33, 0x33);
  public static final Color FAINT_INK = new Color(0x75, 0x75, 0x75);
  public static final Color GRID = new Color(0xE4, 0xE4, 0xE4);
  public static final Color PAPER = Color.WHITE;

  public static final Color BLUE = new Color(0x00, 0x72, 0xB2);
  public static final Color VERMILION = new Color(0xD5, 0x5E, 0x00);
  public static final Color GREEN = new Color(0x00, 0x9E, 0x73);
  public static final Color PURPLE = new Color(0xCC, 0x79, 0xA7);
  public static final Color ORANGE = new Color(0xE6, 0x9F, 0x00);
  public static final Color SKY = new Color(0x56, 0xB4, 0xE9);
  public static final Color BLACK = new Color(0x11, 0x11, 0x11);

  /** Colours of a chart's series, in order. */
  public static final List<Color> SERIES =
      List.of(BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK);

  /**
   * One colour per method, the same in every chart and player. None is a colour of the body's sides
   * below, which share pictures with the methods.
   */
  static final Map<String, Color> METHODS =
      Map.of(
          "Vanilla", SKY,
          "Online", ORANGE,
          "ISO", ORANGE,
          "Joint", GREEN,
          "Joint, Vanilla's samples", new Color(0x00, 0x5C, 0x43),
          "Baseline", PURPLE);

  /** One marker per method, for charts with points. */
  static final Map<String, Marker> MARKERS =
      Map.of(
          "Vanilla", SeriesMarkers.CIRCLE,
          "Online", SeriesMarkers.SQUARE,
          "ISO", SeriesMarkers.SQUARE,
          "Joint", SeriesMarkers.DIAMOND,
          "Baseline", SeriesMarkers.TRIANGLE_UP);

  /** The body's right side, its left side and its middle. */
  public static final Color RIGHT = VERMILION;

  public static final Color LEFT = BLUE;
  public static final Color MIDDLE = new Color(0x4D, 0x4D, 0x4D);

  /** Ground truth lies under a prediction. */
  public static final Color TRUTH = new Color(0xC4, 0xC4, 0xC4);

  private Style() {}

  /** A method's name without its objective: Joint for Joint-Cyc. */
  static String method(String name) {
    return name.replaceFirst("-(Adv|Cyc)$", "");
  }

  /**
   * The colours of a chart's series, in their order: a method's own, and for all others what is
   * left of {@link #SERIES}. If two series are one method, the first has its colour.
   */
  public static Map<String, Color> colours(Collection<String> names) {
    Map<String, Color> colours = new LinkedHashMap<>();
    for (String name : names) {
      Color own = METHODS.get(method(name));
      colours.put(name, colours.containsValue(own) ? null : own);
    }
    List<Color> free = new ArrayList<>(SERIES);
    free.removeAll(colours.values());
    int next = 0;
    for (Map.Entry<String, Color> series : colours.entrySet()) {
      if (series.getValue() == null) {
        series.setValue(free.get(next++ % free.size()));
      }
    }
    return colours;
  }

  public static Font plain(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  public static Font bold(int size) {
    return new Font(Font.SANS_SERIF, Font.BOLD, size);
  }

  /** Gives a chart with axes the shared look; the legend stands beside it and hides no data. */
  public static void apply(AxesChartStyler styler) {
    styler.setSeriesColors(SERIES.toArray(new Color[0]));
    styler.setSeriesMarkers(markers());
    styler.setChartBackgroundColor(PAPER).setChartFontColor(INK).setChartPadding(8);
    styler.setChartTitleFont(bold(16)).setChartTitleBoxVisible(false).setChartTitlePadding(8);
    styler.setLegendPosition(LegendPosition.OutsideE).setLegendLayout(LegendLayout.Vertical);
    styler.setLegendFont(plain(13)).setLegendBorderColor(PAPER).setLegendPadding(6);
    styler.setPlotBackgroundColor(PAPER).setPlotBorderVisible(false).setPlotContentSize(0.96);
    styler.setMarkerSize(7);
    styler.setAxisTitleFont(plain(13)).setAxisTickLabelsFont(plain(12));
    styler.setAxisTickLabelsColor(INK).setAxisTickMarksColor(FAINT_INK);
    styler.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setPlotGridVerticalLinesVisible(false).setXAxisTickMarkSpacingHint(100);
    styler.setErrorBarsColor(INK);
    styler.setLocale(Locale.ROOT);
  }

  /** A logarithmic vertical axis. A grid with a line for each digit would drown the curves. */
  public static void risesInPowers(AxesChartStyler styler) {
    styler.setYAxisLogarithmic(true).setPlotGridHorizontalLinesVisible(false);
  }

  /** A shape for each series, so that a chart printed in grey can still be read. */
  private static Marker[] markers() {
    return new Marker[] {
      SeriesMarkers.CIRCLE,
      SeriesMarkers.SQUARE,
      SeriesMarkers.DIAMOND,
      SeriesMarkers.TRIANGLE_UP,
      SeriesMarkers.TRIANGLE_DOWN,
      SeriesMarkers.CROSS,
      SeriesMarkers.PLUS
    };
  }
}
