package isopose.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import isopose.chart.Figures;
import isopose.chart.Markup;
import isopose.chart.Png;
import isopose.chart.Style;
import isopose.chart.pose.MovingPoses;
import isopose.chart.pose.PosePicture;
import isopose.chart.vega.Description;
import isopose.chart.vega.VegaLite;
import isopose.notebook.help.HelpPage;
import isopose.notebook.widget.Interaction;
import isopose.study.Result;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * An object as a notebook shows it: the same thing in several MIME types, from which the page takes
 * the best it can draw.
 *
 * @param data content by MIME type; binary content in Base64, as Jupyter's protocol has it
 * @param width the width on the page in pixels; 0 leaves it to the page
 */
public record MimeBundle(Map<String, String> data, int width) {
  static final String PNG = "image/png";
  static final String HTML = "text/html";
  static final String PLAIN = "text/plain";
  private static final String NULL =
      "null: the cell that makes this value failed, was interrupted or has not run";

  public MimeBundle {
    data = Map.copyOf(data);
  }

  /**
   * The rendering of an object. Never throws: an object that cannot be drawn is shown as the
   * reason, since an error while rendering would leave the kernel without an answer.
   */
  public static MimeBundle of(Object object) {
    return guarded(object, () -> draw(object));
  }

  private static MimeBundle draw(Object object) {
    if (object instanceof Chart<?, ?> chart) {
      return still(chart).with(VegaLite.MIME_TYPE, VegaLite.of(chart));
    }
    if (object instanceof PosePicture picture) {
      return image(Png.of(picture.image()), Style.WIDTH, picture.toString());
    }
    if (object instanceof BufferedImage image) {
      String size = image.getWidth() + " x " + image.getHeight();
      return image(Png.of(image), 0, "image, " + size + " pixels");
    }
    if (object instanceof Table table) {
      return draw(TableView.of(table));
    }
    if (object instanceof TableView view) {
      return markup(view.html(), view.text());
    }
    if (object instanceof MovingPoses poses) {
      return markup(poses.html(), poses.toString());
    }
    if (object instanceof ExerciseResult outcome) {
      return markup(outcome.html(), outcome.toString());
    }
    if (object instanceof HelpPage page) {
      return markup(page.html(), page.toString());
    }
    if (object instanceof Stacked stacked) {
      return draw(stacked);
    }
    Table summary = Summaries.of(object);
    if (summary != null) {
      return draw(TableView.of(summary).caption(summary.name()));
    }
    if (object instanceof Result result) {
      return draw(result);
    }
    return new MimeBundle(Map.of(PLAIN, object == null ? NULL : String.valueOf(object)), 0);
  }

  /** A chart's picture only: what JupyterLab updates often must not be built up again each time. */
  static MimeBundle still(Chart<?, ?> chart) {
    return image(Png.of(chart), chart.getWidth(), Description.of(chart));
  }

  private MimeBundle with(String type, Optional<String> content) {
    Map<String, String> more = new LinkedHashMap<>(data);
    content.ifPresent(value -> more.put(type, value));
    return new MimeBundle(more, width);
  }

  /**
   * What a cell shows of an experiment, an output each: its tables, its charts, its caption. In one
   * HTML a chart could not be moved. Never throws, as {@link #of}.
   */
  static List<MimeBundle> parts(Result result) {
    List<MimeBundle> parts = new ArrayList<>();
    parts.add(guarded(result, () -> tables(result)));
    try {
      Figures.panels(result).forEach(chart -> parts.add(of(chart)));
    } catch (RuntimeException failure) {
      parts.add(failed(result, failure));
    }
    if (!result.caption().isEmpty()) {
      parts.add(caption(result));
    }
    return parts;
  }

  /** The same as the outputs of a cell and as HTML. Never throws, as {@link #of}. */
  static Interaction.Picture picture(Object object) {
    List<MimeBundle> parts = outputs(object);
    JsonArray outputs = new JsonArray();
    parts.forEach(part -> outputs.add(part.asOutput()));
    return new Interaction.Picture(outputs, joined(parts, MimeBundle::asHtml));
  }

  private static List<MimeBundle> outputs(Object object) {
    if (object instanceof Result result) {
      return parts(result);
    }
    return object instanceof Stacked stacked
        ? stacked.parts().stream().flatMap(part -> outputs(part).stream()).toList()
        : List.of(of(object));
  }

  /** The same as the file of a notebook has it. */
  private JsonObject asOutput() {
    JsonObject content = new JsonObject();
    data.forEach(
        (type, value) ->
            content.add(
                type,
                type.endsWith("+json") ? JsonParser.parseString(value) : new JsonPrimitive(value)));
    JsonObject metadata = new JsonObject();
    if (width > 0) {
      JsonObject size = new JsonObject();
      size.addProperty("width", width);
      metadata.add(PNG, size);
    }
    JsonObject output = new JsonObject();
    output.addProperty("output_type", "display_data");
    output.add("data", content);
    output.add("metadata", metadata);
    return output;
  }

  private static MimeBundle draw(Stacked stacked) {
    List<MimeBundle> parts = stacked.parts().stream().map(MimeBundle::of).toList();
    return markup(
        joined(parts, part -> "<div>" + part.asHtml() + "</div>"),
        joined(parts, part -> part.data.get(PLAIN)));
  }

  /** An experiment's tables, charts and caption, below each other. */
  private static MimeBundle draw(Result result) {
    List<MimeBundle> parts = new ArrayList<>(List.of(tables(result)));
    Figures.panels(result).forEach(chart -> parts.add(still(chart)));
    parts.add(caption(result));
    return markup(joined(parts, MimeBundle::asHtml), joined(parts, part -> part.data.get(PLAIN)));
  }

  private static String joined(List<MimeBundle> parts, Function<MimeBundle, String> form) {
    return parts.stream().map(form).collect(Collectors.joining("\n"));
  }

  private static MimeBundle tables(Result result) {
    List<MimeBundle> tables = new ArrayList<>();
    for (Table table : result.tables()) {
      tables.add(draw(TableView.ofScores(table).caption(table.name())));
    }
    return markup(joined(tables, MimeBundle::asHtml), joined(tables, part -> part.data.get(PLAIN)));
  }

  private static MimeBundle caption(Result result) {
    String html =
        result.caption().stream()
            .map(line -> "<p>" + Markup.escape(line) + "</p>")
            .collect(Collectors.joining());
    return markup(html, String.join("\n", result.caption()));
  }

  /** The same as one piece of HTML. */
  String asHtml() {
    if (data.containsKey(HTML)) {
      return data.get(HTML);
    }
    return data.containsKey(PNG)
        ? "<p><img alt=\"%s\"%s style=\"max-width:100%%\" src=\"data:image/png;base64,%s\"></p>"
            .formatted(
                Markup.escape(data.get(PLAIN)),
                width > 0 ? " width=\"" + width + "\"" : "",
                data.get(PNG))
        : "<pre>" + Markup.escape(data.get(PLAIN)) + "</pre>";
  }

  /** Markup with its plain form for pages that draw none. */
  static MimeBundle markup(String html, String text) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put(HTML, html);
    data.put(PLAIN, text);
    return new MimeBundle(data, 0);
  }

  private static MimeBundle image(byte[] png, int width, String text) {
    return new MimeBundle(Map.of(PNG, Base64.getEncoder().encodeToString(png), PLAIN, text), width);
  }

  @SuppressWarnings("CatchingUnchecked")
  static MimeBundle guarded(Object object, Supplier<MimeBundle> drawing) {
    try {
      return drawing.get();
    } catch (Throwable failure) {
      return failed(object, failure);
    }
  }

  /** The reason why there is no picture. */
  static MimeBundle failed(Object object, Throwable failure) {
    String kind = object == null ? "null" : object.getClass().getSimpleName();
    return new MimeBundle(Map.of(PLAIN, "This " + kind + " cannot be shown: " + why(failure)), 0);
  }

  private static String why(Throwable failure) {
    try {
      return failure.toString();
    } catch (Throwable again) {
      return failure.getClass().getName();
    }
  }
}
