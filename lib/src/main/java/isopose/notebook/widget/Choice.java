package isopose.notebook.widget;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import isopose.io.BadInput;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * One of several words.
 *
 * @param name what it sets
 * @param options the words; the first is chosen at first
 */
public record Choice(String name, List<String> options) implements Control<String> {

  public Choice {
    options = List.copyOf(options);
    if (options.isEmpty()) {
      throw new BadInput("choice " + name + ": expected at least one option");
    }
  }

  @Override
  public String first() {
    return options.get(0);
  }

  @Override
  public String describe(String value) {
    return name + ": " + value;
  }

  @Override
  public KernelWidget open(BaseKernel kernel, String layout, String style) {
    JsonObject state = new JsonObject();
    state.addProperty("description", name);
    state.addProperty("layout", layout);
    state.addProperty("style", style);
    state.add("_options_labels", new Gson().toJsonTree(options));
    state.addProperty("index", 0);
    return KernelWidget.control(kernel, "Dropdown", state);
  }

  @Override
  public String changed(JsonObject changes) {
    return changes.has("index") ? options.get(changes.get("index").getAsInt()) : null;
  }
}
