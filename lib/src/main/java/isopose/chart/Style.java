package isopose.chart;

import isopose.chart.Look.Dash;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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

  /** Image pixels for each pixel of the page, so that text is sharp on dense screens too. */
  public static final double SCALE = 1.5;

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

  /** Looks of a chart's series that are no methods, in order. */
  private static final List<Look> SERIES =
      List.of(
          new Look(BLUE, SeriesMarkers.CIRCLE, Dash.SOLID),
          new Look(VERMILION, SeriesMarkers.SQUARE, Dash.DASHED),
          new Look(GREEN, SeriesMarkers.DIAMOND, Dash.DOTTED),
          new Look(PURPLE, SeriesMarkers.TRIANGLE_UP, Dash.DASH_DOT),
          new Look(ORANGE, SeriesMarkers.TRIANGLE_DOWN, Dash.LONG),
          new Look(SKY, SeriesMarkers.CROSS, Dash.DASH_DOT_DOT),
          new Look(BLACK, SeriesMarkers.PLUS, Dash.SHORT));

  private static final Look ONLINE = new Look(ORANGE, SeriesMarkers.SQUARE, Dash.SOLID);

  /**
   * One look per method, the same in every chart and player. No colour is one of the body's sides
   * below, which share pictures with the methods.
   */
  static final Map<String, Look> METHODS =
      Map.of(
          "Vanilla", new Look(SKY, SeriesMarkers.CIRCLE, Dash.DOTTED),
          "Online", ONLINE,
          "ISO", ONLINE,
          "Joint", new Look(GREEN, SeriesMarkers.DIAMOND, Dash.DASHED),
          "Joint, Vanilla's samples",
              new Look(new Color(0x00, 0x5C, 0x43), SeriesMarkers.DIAMOND, Dash.SHORT),
          "Baseline", new Look(PURPLE, SeriesMarkers.TRIANGLE_UP, Dash.DASH_DOT));

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
   * The looks of a chart's series, in their order: a method's own, and for all others what is left
   * of {@link #SERIES}. If two series are one method, the first has its look.
   */
  static Map<String, Look> looks(Collection<String> names) {
    Map<String, Look> looks = new LinkedHashMap<>();
    for (String name : names) {
      Look own = METHODS.get(method(name));
      looks.put(name, looks.containsValue(own) ? null : own);
    }
    List<Look> taken = looks.values().stream().filter(Objects::nonNull).toList();
    List<Color> colours = left(Look::colour, taken);
    List<Marker> markers = left(Look::marker, taken);
    List<Dash> dashes = left(Look::dash, taken);
    int next = 0;
    for (Map.Entry<String, Look> series : looks.entrySet()) {
      if (series.getValue() == null) {
        series.setValue(
            new Look(
                colours.get(next % colours.size()),
                markers.get(next % markers.size()),
                dashes.get(next % dashes.size())));
        next++;
      }
    }
    return looks;
  }

  /** One property of {@link #SERIES} without the values that are taken. */
  private static <T> List<T> left(Function<Look, T> property, List<Look> taken) {
    Set<T> used = taken.stream().map(property).collect(Collectors.toSet());
    return SERIES.stream().map(property).filter(value -> !used.contains(value)).toList();
  }

  /** The colours of {@link #looks}. */
  public static Map<String, Color> colours(Collection<String> names) {
    Map<String, Color> colours = new LinkedHashMap<>();
    looks(names).forEach((name, look) -> colours.put(name, look.colour()));
    return colours;
  }

  /** A colour in the notation of HTML. */
  public static String hex(Color colour) {
    return String.format("#%06X", colour.getRGB() & 0xFFFFFF);
  }

  public static Font plain(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  public static Font bold(int size) {
    return new Font(Font.SANS_SERIF, Font.BOLD, size);
  }

  /** Gives a chart with axes the shared look; the legend stands beside it and hides no data. */
  public static void apply(AxesChartStyler styler) {
    styler.setSeriesColors(SERIES.stream().map(Look::colour).toArray(Color[]::new));
    styler.setSeriesMarkers(SERIES.stream().map(Look::marker).toArray(Marker[]::new));
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
}
