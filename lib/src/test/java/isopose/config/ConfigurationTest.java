package isopose.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.adapt.AdaptSettings;
import isopose.adapt.AdaptSettings.Mode;
import isopose.adapt.AdaptSettings.OnDivergence;
import isopose.data.scenario.SourceCameras;
import isopose.data.scenario.SourceSubjects;
import isopose.io.BadInput;
import isopose.loss.Cycle;
import isopose.loss.GeneratorLoss;
import isopose.paper.Published;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

  /** What the paper says, section by section; what it does not mention is off. */
  @ParameterizedTest(name = "{0} = {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "boneTerm | true | Sec. 3.1, eq. 2: ||X - X~||^2 + ||B - B~||^2",
        "sumOverJoints | true | eq. 2 and 4: squared norms; eq. 5: 1/N, a mean over samples alone",
        "generatorLoss | MINIMAX | eq. 3: E(log(1 - D(y))), which eq. 5 minimises over theta_e and theta_s",
        "adversarialWeight | 1.0 | eq. 4: L_adv without a factor",
        "lambda2d | 10.0 | Sec. 3.2.1: lambda_2D = 10",
        "lambda3d | 0.1 | Sec. 3.2.1: lambda_3D = 0.1",
        "identityView | 0.0 | eq. 4 has no such term",
        "depthOnly | false | Sec. 3.2.1: both heads output a J x 3 vector",
        "maxElevation | 20.0 | Sec. 3.2.1: an elevation angle between [-pi/9, pi/9]",
        "cameraElevation | 0.0 | Sec. 3.2.1 mentions no other axis",
        "lambda | 0.1 | Sec. 3.2.1: lambda = 0.1",
        "gradientNorm | 0.0 | no clipping is mentioned",
        "discriminatorLimit | 1.0 | eq. 5: max over theta_d, always",
        "width | 1024 | Sec. 3.3: feature dimension 1,024",
        "dropout | 0.5 | Sec. 3.3: dropout probability 0.5",
        "sharedBlocks | 3 | Sec. 3.3: a linear layer followed by three stacked RBs",
        "blocks | 4 | Sec. 3.3: both heads contain an unshared RB",
        "epochs | 200 | Sec. 4.1: 200 epochs",
        "batch | 64 | Sec. 4.1: mini-batch size of 64",
        "learningRate | 2.0E-4 | Sec. 4.1: initial learning rate of 2e-4",
        "flip | true | Sec. 4.1: horizontal flip augmentation at both training and inference",
        "technique | cycle | Sec. 4.1: unless otherwise stated ISO-Cycle"
      })
  void thePaperPresetIsThePaper(String setting, String value, String quoted) {
    assertEquals(value, Configuration.paper().value(setting), quoted);
  }

  /** Sec. 4.1: alpha = 2e-5, T = 10 and 1; flip at inference; no extra term, clipping or limit. */
  @Test
  void adaptationIsThePapers() {
    assertEquals(
        new AdaptSettings(
            Mode.VANILLA,
            10,
            2e-5,
            32,
            1,
            true,
            7,
            0,
            1,
            OnDivergence.STOP,
            0,
            1,
            true,
            0,
            0,
            null),
        AdaptSettings.vanilla(7));
    assertEquals(
        new AdaptSettings(
            Mode.ONLINE, 1, 2e-5, 32, 1, true, 7, 0, 1, OnDivergence.STOP, 0, 1, true, 0, 0, null),
        AdaptSettings.online(7));
  }

  @Test
  void anObjectiveChangesNothingElse() {
    Configuration quick = Configuration.quick();
    Configuration paper = Objective.PAPER.of(quick);
    assertEquals(quick.network(), paper.network());
    assertEquals(quick.data(), paper.data());
    assertEquals(16, paper.training().epochs());
    assertEquals(256, paper.training().batch());
    assertEquals(1e-3, paper.training().learningRate());
    Cycle cycle = (Cycle) paper.technique().orElseThrow();
    assertEquals(GeneratorLoss.MINIMAX, cycle.adversary().generatorLoss());
    assertEquals(1, cycle.adversary().weight());
    assertEquals(170, cycle.lambda2d(), "the mean over 17 joints times this is the sum times 10");
    assertEquals(1.7, cycle.lambda3d(), 1e-12);
    Cycle plain = (Cycle) Objective.PLAIN.of(quick).technique().orElseThrow();
    assertEquals(GeneratorLoss.NONSATURATING, plain.adversary().generatorLoss());
    assertEquals(10, plain.lambda2d());
    assertEquals(0, plain.adversary().reprojectionWeight());
    assertEquals(0.03, Objective.PLAIN.of(quick).training().lambda());
  }

  @Test
  void anObjectiveThatAConfigurationHasAlreadyIsNotNamedTwice() {
    List<Objective> all = List.of(Objective.values());
    assertEquals(all, Objective.distinct(all, Configuration.quick()));
    assertEquals(List.of(Objective.PAPER), Objective.distinct(all, Configuration.paper()));
    assertEquals(
        List.of(Objective.PAPER),
        Objective.distinct(List.of(Objective.ADDED), Configuration.paper()));
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
        "smoke-repnet",
        "paper-body",
        "quick-body",
        "smoke-body"
      })
  void jsonGoesThereAndBack(String preset) {
    Configuration configuration = Configuration.preset(preset);
    Configuration back = Configuration.fromJson(configuration.json(), "test");
    assertEquals(configuration, back);
    assertEquals(preset, configuration.preset());
  }

  @ParameterizedTest
  @CsvSource({
    "subjects, random, 'expected subjects of one body a clip (varied)'",
    "technique, cycle, 'expected backbone residual and technique none'",
    "batch, 100, 'a multiple of frames = 64'",
    "pooling, median, 'expected attention or mean-max'",
    "training.inputNoise, 0.01, 'body.inputNoise sets its noise'"
  })
  void aBodyEncoderRefusesWhatItCannotLearnFrom(String key, String value, String words) {
    Configuration body = Configuration.preset("quick-body");
    BadInput e = assertThrows(BadInput.class, () -> body.with(key, value));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  @Test
  void inputNoiseIsTheLiftersOrTheBodyEncoders() {
    Configuration quick = Configuration.quick().with("inputNoise", 0.02);
    assertEquals(0.02, quick.training().inputNoise());
    Configuration body = Configuration.preset("quick-body").with("inputNoise", 0.01);
    assertEquals(0.01, body.body().inputNoise());
    assertEquals(0, body.training().inputNoise());
    assertThrows(BadInput.class, () -> quick.with("inputNoise", 1.5));
    Configuration repnet = Configuration.preset("quick-repnet");
    assertThrows(BadInput.class, () -> repnet.with("inputNoise", 0.02));
  }

  @Test
  void aBodyEncoderKeepsItsSourceAsAComparator() {
    Configuration body =
        Configuration.quick().with("epochs", 32).with("seed", 4).comparator("body");
    assertEquals(SourceSubjects.VARIED, body.data().subjects());
    assertEquals(SourceCameras.ANYWHERE, body.data().cameras());
    assertEquals(32, body.training().epochs());
    assertEquals("none-varied-anywhere-quick-body-custom-seed4", body.label());
  }

  @Test
  void everyChangeIsMarked() {
    Configuration quick = Configuration.quick();
    Configuration changed = quick.with("lambda", 0.5);
    assertEquals(0.5, changed.training().lambda());
    assertNotEquals(quick, changed);
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
    "laboratory, moon, 'recorded, five, varied, random or real'",
    "cameras, moon, 'four or anywhere'",
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
    assertTrue(configuration.technique().isPresent());
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
