package isopose.notebook.widget;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import isopose.live.Latest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * Controls and, below them, what a function makes of their values, as the outputs of a cell: a
 * chart shows its values at the pointer, and a player plays. A change in the page computes it
 * again, outside of the kernel's thread for messages; the newest values count. A saved page has the
 * first picture.
 */
public final class Interaction {
  /** The MIME type of a view on a widget's model. */
  static final String VIEW = "application/vnd.jupyter.widget-view+json";

  private static final String OLD = "isopose-old"; // class of a picture that is computed again
  private static final String PALE = "<style>." + OLD + "{opacity:0.4}</style>";

  private final List<Control<?>> controls;
  private final Drawing drawing;
  private final List<Object> values = new ArrayList<>();

  /**
   * What the controls' values are turned into.
   *
   * @param outputs as the file of a notebook has them
   * @param html the same for pages without a kernel
   */
  public record Picture(JsonArray outputs, String html) {}

  /** Turns the controls' values into a picture. */
  @FunctionalInterface
  public interface Drawing {
    /**
     * The picture of these values; what it throws is shown.
     *
     * @param meanwhile takes HTML that is shown until then above the picture before, such as a
     *     progress bar
     */
    Picture of(List<Object> values, Consumer<String> meanwhile);
  }

  /** Of these controls. */
  public Interaction(List<? extends Control<?>> controls, Drawing drawing) {
    this.controls = List.copyOf(controls);
    this.drawing = drawing;
    controls.forEach(control -> values.add(control.first()));
  }

  /** Shows it in the cell that runs now. */
  public void show(BaseKernel kernel) {
    Picture first = drawn(List.copyOf(values), progress -> {});
    JsonObject wide = new JsonObject();
    wide.addProperty("width", "34em");
    String layout = KernelWidget.layout(kernel, wide).reference();
    KernelWidget progress =
        KernelWidget.control(
            kernel,
            "HTML",
            state(
                Map.of("value", "", "layout", free(kernel), "style", style(kernel, "HTMLStyle"))));
    KernelWidget output =
        KernelWidget.output(
            kernel, state(Map.of("outputs", first.outputs(), "layout", free(kernel))));
    Latest<List<Object>> latest =
        new Latest<>("interact", newest -> redraw(progress, output, newest));
    List<String> children = new ArrayList<>();
    for (int k = 0; k < controls.size(); k++) {
      children.add(open(kernel, k, layout, latest).reference());
    }
    children.add(progress.reference());
    children.add(output.reference());
    KernelWidget box =
        KernelWidget.control(
            kernel, "VBox", state(Map.of("children", children, "layout", free(kernel))));
    DisplayData shown = new DisplayData(description());
    shown.putData("text/html", "<p>" + description() + "</p>" + first.html());
    shown.putData(VIEW, box.view());
    kernel.display(shown);
  }

  private KernelWidget open(BaseKernel kernel, int k, String layout, Latest<List<Object>> latest) {
    Control<?> control = controls.get(k);
    String style = style(kernel, control instanceof Slider ? "SliderStyle" : "DescriptionStyle");
    KernelWidget widget = control.open(kernel, layout, style);
    widget.onChange(changes -> changed(k, control.changed(changes), latest));
    return widget;
  }

  private static String style(BaseKernel kernel, String name) {
    JsonObject state = new JsonObject();
    state.addProperty("description_width", "initial");
    return KernelWidget.style(kernel, name, state).reference();
  }

  private static String free(BaseKernel kernel) {
    return KernelWidget.layout(kernel, new JsonObject()).reference();
  }

  private synchronized void changed(int k, Object value, Latest<List<Object>> latest) {
    if (value != null && !value.equals(values.get(k))) {
      values.set(k, value);
      latest.submit(List.copyOf(values));
    }
  }

  private void redraw(KernelWidget progress, KernelWidget output, List<Object> newest) {
    progress.update(state(Map.of("value", PALE)));
    output.update(state(Map.of("_dom_classes", List.of(OLD))));
    Picture picture = drawn(newest, bar -> progress.update(state(Map.of("value", PALE + bar))));
    output.update(state(Map.of("outputs", picture.outputs(), "_dom_classes", List.of())));
    progress.update(state(Map.of("value", "")));
  }

  /** The function's picture, or the reason why there is none. */
  @SuppressWarnings("CatchingUnchecked")
  private Picture drawn(List<Object> now, Consumer<String> meanwhile) {
    try {
      return drawing.of(now, meanwhile);
    } catch (Throwable failure) { // would end the thread without a word
      String html = "<pre>" + String.valueOf(failure).replace("<", "&lt;") + "</pre>";
      Map<String, Object> output =
          Map.of(
              "output_type", "display_data",
              "data", Map.of("text/html", html),
              "metadata", Map.of());
      return new Picture(new Gson().toJsonTree(List.of(output)).getAsJsonArray(), html);
    }
  }

  private String description() {
    return IntStream.range(0, controls.size())
        .mapToObj(k -> describe(controls.get(k)))
        .collect(Collectors.joining("; "));
  }

  private static <T> String describe(Control<T> control) {
    return control.describe(control.first());
  }

  private static JsonObject state(Map<String, Object> values) {
    return new Gson().toJsonTree(values).getAsJsonObject();
  }
}
