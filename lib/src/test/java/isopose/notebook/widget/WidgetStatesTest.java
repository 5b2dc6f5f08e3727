package isopose.notebook.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;
import org.dflib.jjava.jupyter.messages.comm.CommOpenCommand;
import org.junit.jupiter.api.Test;

class WidgetStatesTest {
  private static final String TARGET = "jupyter.widget.control";

  private final List<JsonObject> sent = new ArrayList<>();
  private final CommManager manager =
      new CommManager() {
        @Override
        public void messageComm(
            String id, JsonObject data, Map<String, Object> metadata, List<byte[]> blobs) {
          assertEquals("page", id);
          sent.add(data);
        }

        @Override
        public void messageComm(String id, JsonObject data) {
          messageComm(id, data, null, null);
        }
      };

  /** What JupyterLab asks when its page is loaded again, and the form of the answer it reads. */
  @Test
  void aPageIsToldTheStatesOfAllWidgets() {
    manager.registerComm(widget("slider", "FloatSliderModel", 0.5));
    manager.registerComm(widget("live", "AnyModel", 3));
    WidgetStates.serve(manager);
    ask("request_states");
    JsonObject answer = sent.get(0);
    assertEquals("update_states", answer.get("method").getAsString());
    assertEquals(0, answer.getAsJsonArray("buffer_paths").size());
    JsonObject states = answer.getAsJsonObject("states");
    assertEquals(2, states.size(), "the page's own question is no widget");
    JsonObject slider = states.getAsJsonObject("slider");
    assertEquals("FloatSliderModel", slider.get("model_name").getAsString());
    assertEquals("module", slider.get("model_module").getAsString());
    assertEquals("2.0.0", slider.get("model_module_version").getAsString());
    assertEquals(0.5, slider.getAsJsonObject("state").get("value").getAsDouble());
  }

  @Test
  void otherMessagesAreNotAnswered() {
    WidgetStates.serve(manager);
    ask("other");
    assertTrue(sent.isEmpty());
  }

  private KernelWidget widget(String id, String model, double value) {
    JsonObject state = new JsonObject();
    state.addProperty("_model_name", model);
    state.addProperty("_model_module", "module");
    state.addProperty("_model_module_version", "2.0.0");
    state.addProperty("value", value);
    return new KernelWidget(manager, id, "jupyter.widget", state);
  }

  private void ask(String method) {
    CommOpenCommand opening = new CommOpenCommand("page", TARGET, new JsonObject());
    Comm comm =
        manager
            .getTarget(TARGET)
            .createComm(
                manager,
                "page",
                TARGET,
                new Message<>(new Header<>(CommOpenCommand.MESSAGE_TYPE), opening));
    manager.registerComm(comm);
    JsonObject question =
        JsonParser.parseString("{\"method\": \"%s\"}".formatted(method)).getAsJsonObject();
    ((WidgetStates) comm)
        .onMessage(
            new Message<>(
                new Header<>(CommMsgCommand.MESSAGE_TYPE), new CommMsgCommand("page", question)));
  }
}
