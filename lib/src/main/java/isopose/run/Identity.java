package isopose.run;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import isopose.adapt.AdaptSettings;
import isopose.config.Configuration;
import isopose.config.LaterOptions;
import isopose.io.Sha256;
import isopose.run.store.AlgorithmVersion;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The identity of a run: the SHA-256 of everything that determines its numbers. That is the whole
 * configuration, the content of the data and the version of the algorithms, and never a name.
 */
public final class Identity {
  private static final Gson GSON = new Gson();
  private static final int DIGITS = 10;

  /** The longest name of a folder; file systems allow 255 bytes. */
  private static final int LONGEST = 150;

  private Identity() {}

  /**
   * Of a training.
   *
   * @param source the content of its source, see {@link isopose.data.Scenarios#source}; it stands
   *     for the scenario's name and for the folders
   */
  public static String ofTraining(Configuration configuration, Map<String, String> source) {
    JsonObject whole = GSON.toJsonTree(configuration.canonical()).getAsJsonObject();
    JsonObject what = LaterOptions.identityOfConfiguration(whole);
    JsonObject data = what.getAsJsonObject("data");
    JsonObject content = GSON.toJsonTree(source).getAsJsonObject();
    for (String key : List.of("laboratory", "cameras")) {
      if (data.has(key)) { // a neutral value is left out
        content.add(key, data.get(key));
      }
    }
    what.add("data", content);
    return of("training", what);
  }

  /**
   * Of an adaptation or a prediction.
   *
   * @param model the identity of the model's training, or the SHA-256 of its checkpoint
   */
  public static String ofAdaptation(String model, AdaptSettings settings, TargetStream stream) {
    JsonObject what = new JsonObject();
    what.addProperty("model", model);
    what.addProperty("stream", stream.contentHash());
    what.add(
        "settings", LaterOptions.identityOfAdaptation(GSON.toJsonTree(settings).getAsJsonObject()));
    return of("adaptation", what);
  }

  /** Of any other computation, from everything that determines its result. */
  public static String of(String kind, JsonObject what) {
    JsonObject whole = new JsonObject();
    whole.addProperty("kind", kind);
    whole.addProperty("algorithm", AlgorithmVersion.CURRENT);
    whole.add("what", what);
    return Sha256.of(GSON.toJson(sorted(whole)));
  }

  /** Keys in alphabetical order: the order of a record's components does not matter. */
  private static JsonElement sorted(JsonElement element) {
    if (!element.isJsonObject()) {
      return element;
    }
    JsonObject given = element.getAsJsonObject();
    JsonObject sorted = new JsonObject();
    new TreeSet<>(given.keySet()).forEach(key -> sorted.add(key, sorted(given.get(key))));
    return sorted;
  }

  /**
   * A folder's name.
   *
   * @param readable the readable part; characters other than letters, digits, dot, hyphen and
   *     underscore are replaced, and what is too long is cut
   */
  static String name(String readable, String identity) {
    String plain = readable.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^\\.", "-");
    return plain.substring(0, Math.min(LONGEST, plain.length()))
        + "-"
        + identity.substring(0, DIGITS);
  }
}
