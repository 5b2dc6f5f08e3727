package isopose.config;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;

/**
 * Options that came after the first records were made, each with the value that changes nothing.
 *
 * <p>A record made before an option existed is what the same settings with the neutral value would
 * give. So a neutral value does not enter a run's identity, and a configuration that lacks the
 * option has the neutral value: old records keep their names and can be read.
 */
public final class LaterOptions {
  /** Evaluation settings do not change a run. */
  private static final String EVALUATION = "evaluation";

  private static final Map<String, JsonPrimitive> CONFIGURATION =
      Map.ofEntries(
          Map.entry("data.cameras", new JsonPrimitive("FOUR")),
          Map.entry("data.unit", new JsonPrimitive("")),
          Map.entry("data.up", new JsonPrimitive("")),
          Map.entry("data.skipBad", new JsonPrimitive(false)),
          Map.entry("network.depthOnly", new JsonPrimitive(false)),
          Map.entry("network.backbone", new JsonPrimitive("residual")),
          Map.entry("ssl.adversarialWeight", new JsonPrimitive(1.0)),
          Map.entry("training.sumOverJoints", new JsonPrimitive(false)),
          Map.entry("training.inputNoise", new JsonPrimitive(0.0)),
          Map.entry("body.discriminator", new JsonPrimitive(false)),
          Map.entry("repnet.beta1", new JsonPrimitive(0.9)),
          Map.entry("repnet.beta2", new JsonPrimitive(0.999)));

  private static final Map<String, JsonPrimitive> ADAPTATION =
      Map.of(
          "pull", new JsonPrimitive(0.0),
          "adversarialShare", new JsonPrimitive(1.0),
          "onDivergence", new JsonPrimitive("STOP"),
          "gradientNorm", new JsonPrimitive(0.0),
          "discriminatorLimit", new JsonPrimitive(1.0),
          "carryMoments", new JsonPrimitive(true),
          "averageDecay", new JsonPrimitive(0.0),
          "resetDistance", new JsonPrimitive(0.0));

  private LaterOptions() {}

  /** Gives a configuration's JSON the neutral values of the options that it lacks. */
  static void fill(JsonObject configuration) {
    if (!configuration.has(EVALUATION)) {
      configuration.add(EVALUATION, new Gson().toJsonTree(EvaluationSettings.usual()));
    }
    CONFIGURATION.forEach(
        (path, neutral) -> {
          JsonObject group = group(configuration, path);
          if (group != null && !group.has(name(path))) {
            group.add(name(path), neutral);
          }
        });
  }

  /** A configuration's JSON without neutral values: what its identity is made of. */
  public static JsonObject identityOfConfiguration(JsonObject configuration) {
    JsonObject identity = withoutNeutral(configuration, CONFIGURATION);
    identity.remove(EVALUATION);
    return identity;
  }

  /** An adaptation's settings without neutral values: what their identity is made of. */
  public static JsonObject identityOfAdaptation(JsonObject settings) {
    return withoutNeutral(settings, ADAPTATION);
  }

  private static JsonObject withoutNeutral(JsonObject full, Map<String, JsonPrimitive> options) {
    JsonObject identity = full.deepCopy();
    options.forEach(
        (path, neutral) -> {
          JsonObject group = group(identity, path);
          if (group != null && neutral.equals(group.get(name(path)))) {
            group.remove(name(path));
          }
        });
    return identity;
  }

  /** The object that holds an option, or null if there is none. */
  private static JsonObject group(JsonObject tree, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return tree;
    }
    JsonElement group = tree.get(path.substring(0, dot));
    return group instanceof JsonObject object ? object : null;
  }

  private static String name(String path) {
    return path.substring(path.indexOf('.') + 1);
  }
}
