package isopose.notebook.widget;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.comm.CommCloseCommand;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;

/**
 * Tells a page that was loaded again the states of all widgets, so that it shows them (the protocol
 * "jupyter.widget.control", version 1).
 */
final class WidgetStates extends Comm {
  private static final String TARGET = "jupyter.widget.control";

  private final CommManager manager;

  private WidgetStates(CommManager manager, String id, String target) {
    super(manager, id, target);
    this.manager = manager;
  }

  /** From now on, pages may ask. */
  static void serve(CommManager manager) {
    if (manager.getTarget(TARGET) == null) {
      manager.registerTarget(
          TARGET, (comms, id, target, message) -> new WidgetStates(comms, id, target));
    }
  }

  @Override
  protected void onMessage(Message<CommMsgCommand> message) {
    JsonObject data =
        JsonParser.parseString(KernelJson.of(message.getContent()).text()).getAsJsonObject();
    if (data.has("method") && data.get("method").getAsString().equals("request_states")) {
      KernelJson.send(this, states());
    }
  }

  private JsonObject states() {
    JsonObject states = new JsonObject();
    for (Comm comm : manager) {
      if (comm instanceof KernelWidget widget) {
        JsonObject values = widget.current();
        JsonObject model = new JsonObject();
        model.add("model_name", values.get("_model_name"));
        model.add("model_module", values.get("_model_module"));
        model.add("model_module_version", values.get("_model_module_version"));
        model.add("state", values);
        states.add(widget.getID(), model);
      }
    }
    JsonObject answer = new JsonObject();
    answer.addProperty("method", "update_states");
    answer.add("states", states);
    answer.add("buffer_paths", new JsonArray());
    return answer;
  }

  @Override
  protected void onClose(Message<CommCloseCommand> message, boolean sending) {}
}
