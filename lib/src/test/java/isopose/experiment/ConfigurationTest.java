package isopose.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.io.BadInput;
import isopose.loss.Cycle;
import isopose.model.NetworkShape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

  @Test
  void thePaperPresetIsThePaper() {
    Configuration paper = Configuration.paper();
    assertEquals(NetworkShape.paper(), paper.network());
    assertEquals(200, paper.training().epochs());
    assertEquals(64, paper.training().batch());
    assertEquals(2e-4, paper.training().learningRate());
    assertEquals(0.1, paper.training().lambda());
    Cycle cycle = (Cycle) paper.ssl().build().orElseThrow();
    assertEquals(10, cycle.lambda2d());
    assertEquals(0.1, cycle.lambda3d());
    assertEquals(0, cycle.adversary().identityView(), "eq. 4 as printed");
    assertEquals(20, cycle.views().maxElevation(), 1e-12, "pi/9");
    assertEquals(0, cycle.views().cameraElevation(), "about the camera's own axis");
    assertEquals(1, paper.training().discriminatorLimit(), "D always learns");
    assertEquals(0, paper.training().gradientNorm(), "nothing is clipped");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "paper",
        "quick",
        "smoke",
        "paper-semgcn",
        "quick-semgcn",
        "smoke-semgcn",
        "paper-repnet",
        "quick-repnet",
        "smoke-repnet"
      })
  void jsonGoesThereAndBack(String preset) {
    Configuration configuration = Configuration.preset(preset);
    Configuration back = Configuration.fromJson(configuration.json(), "test");
    assertEquals(configuration, back);
    assertEquals(configuration.hash(), back.hash());
    assertEquals(preset, configuration.preset());
  }

  @Test
  void everyChangeChangesTheHashAndIsMarked() {
    Configuration quick = Configuration.quick();
    Configuration changed = quick.with("lambda", 0.5);
    assertEquals(0.5, changed.training().lambda());
    assertNotEquals(quick.hash(), changed.hash());
    assertEquals("quick*", changed.preset());
    assertEquals("quick*", changed.with("training.epochs", 3).preset());
    assertEquals("quick", quick.with("seed", 7).preset(), "every preset leaves the seed open");
    assertEquals(7, quick.with("seed", 7).seed());
  }

  @ParameterizedTest
  @CsvSource({
    "lamda, 0.1, no such setting",
    "training, 1, no such setting",
    "epochs, many, expected a value like 16",
    "epochs, 1.5, expected a value like 16",
    "epochs, 0, epochs: expected a whole number from 1 to 100000",
    "width, 1000000000, width: expected a whole number from 1 to 4096",
    "lambda, -3, lambda: expected a number from 0 to 1000000",
    "learningRate, 0, learningRate: expected a number above 0",
    "learningRate, Infinity, expected a value like",
    "joints, 16, joints",
    "flip, perhaps, expected a value like true",
    "technique, magic, 'none, adversary or cycle'",
    "laboratory, moon, 'recorded, five or random'",
    "generatorLoss, other, nonsaturating or minimax",
    "dropout, 1, 'dropout: expected a number from 0 to below 1'",
    "sharedBlocks, 9, sharedBlocks",
    "cameraElevation, 100, cameraElevation",
  })
  void aWrongSettingIsOneClearLine(String key, String value, String expected) {
    BadInput e = assertThrows(BadInput.class, () -> build(Configuration.quick().with(key, value)));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertTrue(e.getMessage().lines().count() == 1, e.getMessage());
  }

  /** A new key without a range fails here. */
  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-1000000000", "1000000000000", "1e300"})
  void everyNumberHasARange(String value) {
    Configuration all = Configuration.preset("quick-repnet");
    for (String key : numbers(JsonParser.parseString(all.json()).getAsJsonObject(), "")) {
      if (!key.equals("seed")) {
        BadInput e = assertThrows(BadInput.class, () -> all.with(key, value), key);
        assertTrue(e.getMessage().contains(key.substring(key.indexOf('.') + 1)), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
      }
    }
  }

  private static List<String> numbers(JsonObject tree, String prefix) {
    List<String> keys = new ArrayList<>();
    tree.entrySet()
        .forEach(
            entry -> {
              if (entry.getValue() instanceof JsonObject group) {
                keys.addAll(numbers(group, entry.getKey() + "."));
              } else if (entry.getValue().getAsJsonPrimitive().isNumber()) {
                keys.add(prefix + entry.getKey());
              }
            });
    return keys;
  }

  @Test
  void networksThatFillTheMemoryAreRefused() {
    Configuration wide = Configuration.quick().with("width", 4096);
    BadInput e = assertThrows(BadInput.class, () -> wide.with("blocks", 8));
    assertTrue(e.getMessage().contains("blocks x width x width"), e.getMessage());
  }

  private static void build(Configuration configuration) {
    configuration.ssl().build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[]", "{\"preset\": \"quick\"}", "null", "{\"a\": {\"b\": 1}}", "{{{"})
  void whatIsNoConfigurationIsRefused(String text) {
    BadInput e = assertThrows(BadInput.class, () -> Configuration.fromJson(text, "file.npz"));
    assertTrue(e.getMessage().startsWith("file.npz"), e.getMessage());
  }

  @Test
  void thePublishedNumbersAreThere() {
    assertEquals(83.6, Published.value("table 3", "Online-Cyc", "pck"));
    assertEquals(0.244, Published.value("table 4", "Vanilla", "seconds"));
    assertEquals(108 + 6, Published.all().size(), "the paper's, and the comparators' own");
    assertEquals(39.87, Published.value("SemGCN", "SemGCN, non-local", "mpjpe"));
    assertThrows(
        IllegalArgumentException.class, () -> Published.value("table 3", "Online-Cyc", "f1"));
  }
}
