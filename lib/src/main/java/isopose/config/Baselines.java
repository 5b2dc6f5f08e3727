package isopose.config;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.io.BadInput;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The one name of each Baseline. It learns by L_f alone, so the weights and views of L_s, the form
 * of its head, lambda and the discriminator's settings do not change it; without this, every change
 * of them would train the same Baseline again. The body's training with D is none: D uses them.
 */
final class Baselines {
  private static final List<String> UNUSED =
      List.of("lambda", "discriminatorRate", "discriminatorLimit", "freezeFakeStatistics");

  private Baselines() {}

  /** A Baseline with everything unused as its preset has it; any other configuration as it is. */
  static Configuration canonical(Configuration configuration) {
    boolean adversarial =
        !configuration.ssl().technique().equals("none") || configuration.bodyHasDiscriminator();
    if (adversarial
        || configuration.repnet() != null) { // RepNet's critic learns at discriminatorRate
      return configuration;
    }
    JsonObject preset = preset(configuration.preset().replace("*", ""));
    if (preset == null) {
      return configuration;
    }
    JsonObject tree = tree(configuration);
    JsonObject ssl = preset.getAsJsonObject("ssl").deepCopy();
    ssl.addProperty("technique", "none");
    tree.add("ssl", ssl);
    JsonObject network = tree.getAsJsonObject("network");
    network.add("depthOnly", preset.getAsJsonObject("network").get("depthOnly"));
    JsonObject training = tree.getAsJsonObject("training");
    UNUSED.forEach(key -> training.add(key, preset.getAsJsonObject("training").get(key)));
    if (isThePresets(tree, preset)) {
      tree.add("preset", preset.get("preset"));
    }
    return Configuration.fromJson(tree.toString(), "canonical Baseline");
  }

  /** Whether all that a Baseline depends on is as in the preset. */
  private static boolean isThePresets(JsonObject tree, JsonObject preset) {
    return Stream.of("network", "training", "repnet", "body")
        .allMatch(group -> Objects.equals(tree.get(group), preset.get(group)));
  }

  /** Null for a configuration that was not made from a preset. */
  private static JsonObject preset(String name) {
    try {
      return tree(Configuration.preset(name));
    } catch (BadInput e) {
      return null;
    }
  }

  private static JsonObject tree(Configuration configuration) {
    return JsonParser.parseString(configuration.json()).getAsJsonObject();
  }
}
