package isopose.chart.vega;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import isopose.chart.Style;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A chart as a specification of Vega-Lite 5, which JupyterLab and the notebooks' pages draw: values
 * are shown at the pointer, a drag moves and Shift with the wheel zooms, a menu saves SVG, PNG and
 * CSV. Colours, markers and dashes are those of the picture.
 *
 * <p>Source: the format's documentation, https://vega.github.io/vega-lite/docs.
 */
public final class VegaLite {
  /** The MIME type under which a notebook's output holds the specification. */
  public static final String MIME_TYPE = "application/vnd.vegalite.v5+json";

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final String OBLIQUE_CROSS =
      "M-1,-.7L-.7,-1L0,-.3L.7,-1L1,-.7L.3,0L1,.7L.7,1L0,.3L-.7,1L-1,.7L-.3,0Z";
  private static final Map<Marker, String> SHAPES =
      Map.of(
          SeriesMarkers.CIRCLE, "circle",
          SeriesMarkers.SQUARE, "square",
          SeriesMarkers.DIAMOND, "diamond",
          SeriesMarkers.TRIANGLE_UP, "triangle-up",
          SeriesMarkers.TRIANGLE_DOWN, "triangle-down",
          SeriesMarkers.PLUS, "cross",
          SeriesMarkers.CROSS, OBLIQUE_CROSS);

  /** Turns the menu's window with the specification into one that saves its numbers. */
  private static final String SAVE_CSV =
      "<script>(s=>{let q=v=>'\"'+v.replace(/\"/g,'\"\"')+'\"',e=s.encoding,a=document"
          + ".createElement('a'),p=document.createElement('pre'),t=['series',e.x.title||'group',"
          + "[].concat(e.y.title).join(' '),'error'].map(q)+s.data.values.slice(16);"
          + "a.href=URL.createObjectURL(new Blob([t],{type:'text/csv'}));"
          + "a.download=a.textContent=s.usermeta.embedOptions.downloadFileName+'.csv';"
          + "p.textContent=t;document.body.replaceChildren(a,p);a.click()})"
          + "(JSON.parse(document.querySelector('code').textContent))</script>";

  private final Chart<?, ?> chart;
  private final List<ChartSeries> series;
  private final boolean bars;
  private final VegaAxes axes;

  private VegaLite(Chart<?, ?> chart, AxesChartStyler styler, List<ChartSeries> series) {
    this.chart = chart;
    this.series = series;
    bars = chart instanceof CategoryChart;
    axes = new VegaAxes(chart, styler, series);
  }

  /**
   * The specification of a chart whose picture has been drawn, since drawing gives series their
   * colours.
   *
   * @return JSON; empty for a chart of another kind than curves, points and bars, or with too many
   *     series for its numbers to stay short
   */
  public static Optional<String> of(Chart<?, ?> chart) {
    List<ChartSeries> series = ChartSeries.of(chart);
    ChartData data = ChartData.of(series);
    if (series.isEmpty() || data.csv().length() > ChartData.MOST) {
      return Optional.empty();
    }
    AxesChartStyler styler = (AxesChartStyler) chart.getStyler();
    return Optional.of(GSON.toJson(new VegaLite(chart, styler, series).specification(data)));
  }

  private Map<String, Object> specification(ChartData data) {
    Map<String, Object> title = map("text", ChartData.name(chart.getTitle()));
    if (data.step() > 1) {
      title.put("subtitle", "long series: one value of " + data.step() + " is shown");
    }
    Map<String, Object> spec = map("$schema", "https://vega.github.io/schema/vega-lite/v5.json");
    spec.put("title", title);
    spec.put("description", ChartData.name(Description.of(chart)));
    spec.put("width", chart.getWidth());
    spec.put("height", chart.getHeight());
    spec.put("autosize", map("type", "fit", "contains", "padding"));
    spec.put("config", config());
    spec.put("usermeta", map("embedOptions", embedOptions()));
    Map<String, Object> parse = map("y", "number", "error", "number");
    if (!bars) {
      parse.put("x", "number");
    }
    spec.put("data", map("values", data.csv(), "format", map("type", "csv", "parse", parse)));
    Map<String, Object> encoding = map("x", axes.x(), "y", axes.y(), "color", colour());
    if (bars) {
      encoding.put("xOffset", bySeries(map("domain", names())));
    }
    spec.put("encoding", encoding);
    spec.put("layer", bars ? barLayers() : curveLayers());
    return spec;
  }

  private static Map<String, Object> config() {
    Map<String, Object> axis = map("labelFontSize", 12, "titleFontSize", 13);
    axis.put("titleFontWeight", "normal");
    Map<String, Object> legend = map("labelFontSize", 13, "labelLimit", 260, "symbolSize", 90);
    legend.put("symbolStrokeWidth", 2);
    return map(
        "axis",
        axis,
        "legend",
        legend,
        "title",
        map("fontSize", 16),
        "view",
        map("stroke", "transparent"));
  }

  private Map<String, Object> embedOptions() {
    Map<String, Object> actions = map("export", true, "source", true, "compiled", false);
    actions.put("editor", false); // would send the chart to a web site
    String file = chart.getTitle().replaceAll("[^\\p{Alnum}]+", "-").replaceAll("^-|-$", "");
    Map<String, Object> options = map("renderer", "svg", "actions", actions);
    options.put("downloadFileName", file.isEmpty() ? "chart" : file);
    options.put("i18n", map("SOURCE_ACTION", "Save as CSV"));
    options.put("sourceFooter", SAVE_CSV);
    return options;
  }

  // ---- series

  private Map<String, Object> colour() {
    Map<String, Object> colour = scaled(one -> PageColour.of(one.colour()));
    Map<String, Object> legend = map("title", "");
    if (!bars && series.stream().allMatch(one -> one.marker() == null)) {
      legend.put("symbolType", "stroke");
    }
    if (series.size() > 1) {
      colour.put("legend", legend);
    }
    return colour;
  }

  private List<String> names() {
    return series.stream().map(one -> ChartData.name(one.name())).toList();
  }

  private static Map<String, Object> bySeries(Map<String, Object> scale) {
    return map("field", "series", "type", "nominal", "title", "", "scale", scale);
  }

  /** A property with a value for each series. */
  private Map<String, Object> scaled(Function<ChartSeries, Object> value) {
    if (series.size() == 1) {
      return map("value", value.apply(series.get(0)));
    }
    List<Object> range = series.stream().map(value).toList();
    return bySeries(map("type", "ordinal", "domain", names(), "range", range));
  }

  // ---- layers

  private List<Object> barLayers() {
    Map<String, Object> bar = map("mark", map("type", "bar", "clip", true));
    bar.put("encoding", map("tooltip", tooltip()));
    bar.put("params", List.of(zoom(List.of("y"))));
    List<Object> layers = new ArrayList<>(List.of(bar));
    addErrorBars(layers);
    return layers;
  }

  private List<Object> curveLayers() {
    List<Object> layers = new ArrayList<>();
    Set<ChartSeries> lines =
        series.stream().filter(one -> one.line() != null).collect(Collectors.toSet());
    if (!lines.isEmpty()) {
      Map<String, Object> encoding = map("strokeDash", scaled(one -> dash(one.line())));
      encoding.put("strokeWidth", width(lines));
      Map<String, Object> line = map("mark", map("type", "line", "clip", true));
      line.put("encoding", encoding);
      layers.add(only(lines, line));
    }
    addErrorBars(layers);
    Set<ChartSeries> marked =
        series.stream().filter(one -> one.marker() != null).collect(Collectors.toSet());
    if (!marked.isEmpty()) {
      Map<String, Object> mark = map("type", "point", "filled", true, "clip", true, "size", 55);
      mark.put("opacity", marked.iterator().next().colour().getAlpha() / 255.0);
      Map<String, Object> points = map("mark", mark);
      points.put("encoding", map("shape", scaled(VegaLite::shape)));
      layers.add(only(marked, points));
    }
    layers.add(pointer());
    return layers;
  }

  /** The value nearest to the pointer, and what moves the chart. */
  private Map<String, Object> pointer() {
    Map<String, Object> select = map("type", "point", "on", "pointerover", "nearest", true);
    select.put("clear", "pointerout");
    Map<String, Object> near = map("name", "near", "select", select);
    Map<String, Object> layer =
        map("mark", map("type", "point", "filled", true, "clip", true, "size", 90));
    layer.put("params", List.of(zoom(List.of("x", "y")), near));
    Map<String, Object> shown = map("param", "near", "empty", false, "value", 1);
    Map<String, Object> opacity = map("condition", shown, "value", 0);
    layer.put("encoding", map("opacity", opacity, "tooltip", tooltip()));
    return layer;
  }

  private static Map<String, Object> zoom(List<String> axes) {
    Map<String, Object> select = map("type", "interval", "encodings", axes);
    select.put("zoom", "wheel![event.shiftKey]"); // the wheel alone moves the page
    return map("name", "zoom", "select", select, "bind", "scales");
  }

  private void addErrorBars(List<Object> layers) {
    if (series.stream().noneMatch(ChartSeries::hasErrors)) {
      return;
    }
    Map<String, Object> rule = map("mark", map("type", "rule", "clip", true));
    rule.put(
        "transform",
        List.of(
            map("filter", "isValid(datum.y)&&datum.error>0"),
            map("calculate", "datum.y-datum.error", "as", "low"),
            map("calculate", "datum.y+datum.error", "as", "high")));
    Map<String, Object> low = axes.y();
    low.put("field", "low");
    Map<String, Object> encoding = map("y", low, "y2", map("field", "high"));
    encoding.put("color", map("value", PageColour.of(Style.INK)));
    rule.put("encoding", encoding);
    layers.add(rule);
  }

  private List<Object> tooltip() {
    List<Object> rows = new ArrayList<>();
    rows.add(map("field", "series", "title", "series"));
    String x = chart.getXAxisTitle().isEmpty() ? "group" : chart.getXAxisTitle();
    rows.add(map("field", "x", "title", ChartData.name(x)));
    rows.add(map("field", "y", "title", ChartData.name(chart.getYAxisTitle())));
    if (series.stream().anyMatch(ChartSeries::hasErrors)) {
      rows.add(map("field", "error", "title", "\u00B1"));
    }
    return rows;
  }

  /** One width for all lines, or a width for each. */
  private Map<String, Object> width(Set<ChartSeries> lines) {
    Set<Float> widths =
        lines.stream().map(one -> one.line().getLineWidth()).collect(Collectors.toSet());
    return widths.size() == 1
        ? map("value", widths.iterator().next())
        : scaled(one -> one.line() == null ? 0 : one.line().getLineWidth());
  }

  /** A layer of some of the series. */
  private Map<String, Object> only(Set<ChartSeries> some, Map<String, Object> layer) {
    if (!new HashSet<>(series).equals(some)) {
      List<String> names = some.stream().map(one -> ChartData.name(one.name())).sorted().toList();
      layer.put("transform", List.of(map("filter", map("field", "series", "oneOf", names))));
    }
    return layer;
  }

  private static Object dash(BasicStroke line) {
    return line == null || line.getDashArray() == null ? List.of(1, 0) : line.getDashArray();
  }

  private static String shape(ChartSeries one) {
    return one.marker() == null ? "stroke" : SHAPES.getOrDefault(one.marker(), "circle");
  }

  /** Names and values, alternating. */
  static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
