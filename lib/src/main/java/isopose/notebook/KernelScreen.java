package isopose.notebook;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.ToNumberPolicy;
import java.util.Map;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/** The output of the cell that runs now. */
final class KernelScreen implements Screen {
  private static final Gson JSON =
      new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE).create();

  private final BaseKernel kernel;

  KernelScreen(BaseKernel kernel) {
    this.kernel = kernel;
  }

  /**
   * The kernel that runs this program.
   *
   * @throws IllegalStateException outside a notebook
   */
  static BaseKernel kernel() {
    BaseKernel kernel = BaseKernel.notebookKernel();
    if (kernel == null) {
      throw new IllegalStateException("this is no notebook: there is no cell to show anything in");
    }
    return kernel;
  }

  /** Shows an object as a cell's last value is shown, drawings of the reader's own included. */
  void show(Object object) {
    kernel.getIO().display.display(rendered(kernel.getRenderer(), object));
  }

  @SuppressWarnings("CatchingUnchecked")
  static DisplayData rendered(Renderer renderer, Object object) {
    try {
      return object == null
          ? fill(new DisplayData(), MimeBundle.of(null))
          : renderer.render(object);
    } catch (Throwable failure) { // of a renderer that has no net of its own
      return fill(new DisplayData(), MimeBundle.failed(object, failure));
    }
  }

  @Override
  public String show(MimeBundle shown) {
    String displayId = UUID.randomUUID().toString(); // not stored in the notebook
    DisplayData message = fill(new DisplayData(), shown);
    // by its name in the protocol: the kernel's releases differ in the method that sets it
    message.putTransientData("display_id", displayId);
    kernel.getIO().display.display(message);
    return displayId;
  }

  @Override
  public void update(String displayId, MimeBundle shown) {
    kernel.getIO().display.updateDisplay(displayId, fill(new DisplayData(), shown));
  }

  static DisplayData fill(DisplayData message, MimeBundle shown) {
    shown
        .data()
        .forEach(
            (type, content) -> {
              message.putData(type, type.endsWith("+json") ? tree(content) : content);
              if (shown.width() > 0 && type.equals(MimeBundle.PNG)) {
                message.putMetaData(type, Map.of("width", shown.width()));
              }
            });
    return message;
  }

  /** JSON as maps and lists: the kernel writes its messages with a library of its own. */
  private static Object tree(String json) {
    return JSON.fromJson(json, Object.class);
  }
}
