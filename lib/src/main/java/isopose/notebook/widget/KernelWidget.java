package isopose.notebook.widget;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.comm.CommCloseCommand;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;

/**
 * One model of Jupyter's widgets (the protocol "jupyter.widget", version 2): its state is here and
 * in the page, and each side sends the other its changes.
 *
 * <p>The installed kernel has its own, renamed copy of the JSON library, so its methods that take
 * JSON are called by reflection, with JSON as text.
 */
final class KernelWidget extends Comm {
  private static final String BASE = "@jupyter-widgets/base";
  private static final String CONTROLS = "@jupyter-widgets/controls";
  private static final String VERSION = "2.0.0";
  private static final String OUTPUT = "@jupyter-widgets/output";
  private static final String OUTPUT_VERSION = "1.0.0";
  private static final String MODULE = "_esm"; // the key of a module's text
  private static final String MODULES = "anywidget";
  private static final String MODULES_VERSION = "*"; // notebooks/requirements-live.txt pins it

  private final JsonObject state;
  private final boolean quiet;
  private volatile Consumer<JsonObject> listener = changes -> {};
  private volatile Consumer<JsonObject> receiver = content -> {};

  KernelWidget(CommManager manager, String id, String target, JsonObject state) {
    super(manager, id, target);
    this.state = state;
    this.quiet = state.has(MODULE);
  }

  /**
   * Opens a model of the standard controls.
   *
   * @param name such as FloatSlider
   * @param state its values, by the names of the protocol
   */
  static KernelWidget control(BaseKernel kernel, String name, JsonObject state) {
    return open(kernel, CONTROLS, name + "Model", CONTROLS, name + "View", state);
  }

  /**
   * Opens the model of an area that shows the outputs of a cell.
   *
   * @param state its {@code outputs}, as the file of a notebook has them, and its layout
   */
  static KernelWidget output(BaseKernel kernel, JsonObject state) {
    return open(kernel, OUTPUT, "OutputModel", OUTPUT, "OutputView", state);
  }

  /** Opens the model of a style, such as SliderStyle. */
  static KernelWidget style(BaseKernel kernel, String name, JsonObject state) {
    return open(kernel, CONTROLS, name + "Model", BASE, "StyleView", state);
  }

  /** Opens a model that places another one on the page. */
  static KernelWidget layout(BaseKernel kernel, JsonObject state) {
    return open(kernel, BASE, "LayoutModel", BASE, "LayoutView", state);
  }

  /**
   * Opens a model whose view is a JavaScript module of one's own, which anywidget runs.
   *
   * @param module its text
   * @param state what the module reads by {@code model.get}
   */
  static KernelWidget module(BaseKernel kernel, String module, JsonObject state) {
    JsonObject given = state.deepCopy();
    given.addProperty(MODULE, module);
    given.addProperty("_anywidget_id", "isopose");
    given.addProperty("layout", layout(kernel, new JsonObject()).reference());
    QuietMessages.handle(kernel);
    return open(kernel, MODULES, "AnyModel", MODULES, "AnyView", given);
  }

  private static KernelWidget open(
      BaseKernel kernel,
      String module,
      String model,
      String viewModule,
      String view,
      JsonObject given) {
    JsonObject state = given.deepCopy();
    state.addProperty("_model_name", model);
    state.addProperty("_model_module", module);
    state.addProperty("_model_module_version", version(module));
    state.addProperty("_view_name", view);
    state.addProperty("_view_module", viewModule);
    state.addProperty("_view_module_version", version(viewModule));
    WidgetStates.serve(kernel.getCommManager());
    return kernel
        .getCommManager()
        .openComm(
            "jupyter.widget",
            (manager, id, target, message) -> {
              KernelJson data = KernelJson.of(message.getContent());
              data.add("state", state);
              data.add("buffer_paths", new JsonArray());
              message.getNonNullMetadata().put("version", "2.1.0");
              return new KernelWidget(manager, id, target, state);
            });
  }

  private static String version(String module) {
    return switch (module) {
      case MODULES -> MODULES_VERSION;
      case OUTPUT -> OUTPUT_VERSION;
      default -> VERSION;
    };
  }

  /** The reference to this model in the state of another one. */
  String reference() {
    return "IPY_MODEL_" + getID();
  }

  /** The content of the MIME type for widgets, which shows this model on a page. */
  Map<String, Object> view() {
    return Map.of("version_major", 2, "version_minor", 0, "model_id", getID());
  }

  /** Receives changes that were made in the page, on the kernel's thread for messages. */
  void onChange(Consumer<JsonObject> newListener) {
    listener = newListener;
  }

  /** Receives what the page's module sends, on the kernel's thread for messages. */
  void onReceive(Consumer<JsonObject> newReceiver) {
    receiver = newReceiver;
  }

  /** Sends the page's module an object. */
  void post(JsonObject content) {
    JsonObject data = new JsonObject();
    data.addProperty("method", "custom");
    data.add("content", content);
    KernelJson.send(this, data);
  }

  /** Whether its messages are handled without the status "busy": a module may send many. */
  boolean isQuiet() {
    return quiet;
  }

  private synchronized void keep(JsonObject changed) {
    changed.entrySet().forEach(entry -> state.add(entry.getKey(), entry.getValue()));
  }

  /** The values now. */
  synchronized JsonObject current() {
    return state.deepCopy();
  }

  /** Changes values of the state, here and in the page. */
  synchronized void update(JsonObject changed) {
    keep(changed);
    JsonObject data = new JsonObject();
    data.addProperty("method", "update");
    data.add("state", changed);
    data.add("buffer_paths", new JsonArray());
    KernelJson.send(this, data);
  }

  @Override
  protected void onMessage(Message<CommMsgCommand> message) {
    PromptMessages.arrived();
    JsonObject data =
        JsonParser.parseString(KernelJson.of(message.getContent()).text()).getAsJsonObject();
    String method = data.has("method") ? data.get("method").getAsString() : "";
    switch (method) {
      case "custom" -> receiver.accept(data.getAsJsonObject("content"));
      case "request_state" -> update(current()); // of a page that was loaded again
      default -> {
        if (data.has("state")) {
          keep(data.getAsJsonObject("state"));
          listener.accept(data.getAsJsonObject("state"));
        }
      }
    }
  }

  @Override
  protected void onClose(Message<CommCloseCommand> message, boolean sending) {}
}
