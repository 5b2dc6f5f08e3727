package isopose.notebook;

import isopose.chart.Figures;
import isopose.chart.Markup;
import isopose.chart.Png;
import isopose.chart.Style;
import isopose.chart.pose.MovingPoses;
import isopose.chart.pose.PosePicture;
import isopose.study.Result;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
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
      return image(Png.of(chart), chart.getWidth(), words(chart));
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
    Table summary = Summaries.of(object);
    if (summary != null) {
      return draw(TableView.of(summary).caption(summary.name()));
    }
    if (object instanceof Result result) {
      return draw(result);
    }
    return new MimeBundle(Map.of(PLAIN, object == null ? NULL : String.valueOf(object)), 0);
  }

  /** An experiment's tables, charts and caption, below each other. */
  private static MimeBundle draw(Result result) {
    StringBuilder html = new StringBuilder();
    StringBuilder text = new StringBuilder();
    for (Table table : result.tables()) {
      TableView view = TableView.ofScores(table).caption(table.name());
      html.append(view.html());
      text.append(view.text()).append('\n');
    }
    for (Chart<?, ?> chart : Figures.panels(result)) {
      String png = Base64.getEncoder().encodeToString(Png.of(chart));
      html.append(
          "<p><img width=\"%d\" src=\"data:image/png;base64,%s\"></p>"
              .formatted(chart.getWidth(), png));
      text.append(words(chart)).append('\n');
    }
    for (String line : result.caption()) {
      html.append("<p>").append(Markup.escape(line)).append("</p>");
      text.append(line).append('\n');
    }
    return markup(html.toString(), text.toString());
  }

  /** The same as one piece of HTML. */
  String asHtml() {
    if (data.containsKey(HTML)) {
      return data.get(HTML);
    }
    return data.containsKey(PNG)
        ? "<img%s style=\"max-width:100%%\" src=\"data:image/png;base64,%s\">"
            .formatted(width > 0 ? " width=\"" + width + "\"" : "", data.get(PNG))
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

  /** The chart without its picture; the same words in every run. */
  private static String words(Chart<?, ?> chart) {
    return "chart '" + chart.getTitle() + "': " + chart.getYAxisTitle();
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
