package isopose.config;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import isopose.adapt.AdaptSettings;
import isopose.body.BodyEstimation;
import isopose.body.BodyEstimation.Refine;
import isopose.body.BodyEstimation.Scope;
import isopose.body.BodyEstimation.Technique;
import isopose.io.BadInput;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Settings of adaptation by their keys, as sweeps, {@code --set} and records name them. */
public final class AdaptKeys {
  private static final Gson GSON = new Gson();
  private static final String BODY = "body.";

  /** The names of settings in records, by their present names. */
  private static final Map<String, String> FORMER_NAMES =
      Map.of("viewsPerSample", "copies", "anchorStrength", "pull");

  private AdaptKeys() {}

  /** The present name of a setting of a record, such as viewsPerSample for copies. */
  public static String presentName(String recorded) {
    return FORMER_NAMES.entrySet().stream()
        .filter(name -> recorded.equals(name.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(recorded);
  }

  /**
   * Settings with one of them changed. A method that moves no weights has no settings but {@code
   * flip} and those of mode body: {@code body} sets its scope, the others imply scope stream.
   *
   * @param key as in records, without "adapt."; former names are taken, too
   * @throws BadInput if the setting is unknown or the value is not valid
   */
  public static AdaptSettings with(AdaptSettings settings, String key, String value) {
    String name = FORMER_NAMES.getOrDefault(key, key);
    if (name.equals("body") || name.startsWith(BODY)) {
      return withBody(settings, name, value);
    }
    JsonObject tree = GSON.toJsonTree(settings).getAsJsonObject();
    JsonElement before = tree.get(name);
    if (before == null || name.equals("mode") || name.equals("seed")) {
      throw new BadInput("adapt.%s: there is no such setting".formatted(name));
    }
    if (!settings.moves() && !name.equals("flip")) {
      return settings;
    }
    return changed(tree, name, value, "adapt.", AdaptSettings.class);
  }

  /** A method that adapts moves the weights of the body's lifter unless told otherwise. */
  private static AdaptSettings withBody(AdaptSettings settings, String name, String value) {
    BodyEstimation body = settings.body();
    if (body == null) {
      body = BodyEstimation.of(Scope.STREAM).refining(settings.moves() ? Refine.WEIGHTS : null);
    }
    boolean technique = name.equals(BODY + "technique");
    if (!technique && !name.equals(BODY + "refine")) {
      return settings.withBody(changed(body, name, value));
    }
    if (!settings.moves()) {
      throw new BadInput(
          "adapt.%s: expected method Vanilla or Online, got %s"
              .formatted(name, settings.mode().label()));
    }
    return settings.withBody(
        technique
            ? body.refining(
                body.refine(), one(Technique.values(), value, name, "adversary or cycle"))
            : body.refining(one(Refine.values(), value, name, "ratios or weights")));
  }

  private static BodyEstimation changed(BodyEstimation body, String name, String value) {
    JsonObject tree = GSON.toJsonTree(body).getAsJsonObject();
    if (name.equals("body")) {
      tree.addProperty("scope", scope(value).name());
      return GSON.fromJson(tree, BodyEstimation.class);
    }
    String key = name.substring(BODY.length());
    if (!Set.of("resetThreshold", "resetWindow").contains(key)) {
      throw new BadInput("adapt.%s: there is no such setting".formatted(name));
    }
    return changed(tree, key, value, "adapt.body.", BodyEstimation.class);
  }

  private static <T> T changed(
      JsonObject tree, String key, String value, String prefix, Class<T> type) {
    JsonElement before = tree.get(key);
    try {
      tree.add(key, parsed(before.getAsJsonPrimitive(), value));
      return GSON.fromJson(tree, type);
    } catch (IllegalArgumentException | JsonParseException e) {
      throw new BadInput(
          "%s%s=%s: expected a value like %s".formatted(prefix, key, value, before), e);
    } catch (RuntimeException e) { // of the record's constructor
      throw new BadInput("adapt." + Configuration.rootMessage(e), e);
    }
  }

  private static Scope scope(String value) {
    Scope[] allowed = Stream.of(Scope.values()).filter(s -> s != Scope.KNOWN).toArray(Scope[]::new);
    return one(allowed, value, "body", "own, clip, stream or truth");
  }

  private static <E extends Enum<E>> E one(E[] all, String value, String name, String expected) {
    return Stream.of(all)
        .filter(one -> one.name().equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(
            () -> new BadInput("adapt.%s=%s: expected %s".formatted(name, value, expected)));
  }

  private static JsonPrimitive parsed(JsonPrimitive before, String value) {
    if (!before.isBoolean()) {
      return new JsonPrimitive(Double.valueOf(value));
    }
    if (!value.matches("true|false")) {
      throw new IllegalArgumentException(value);
    }
    return new JsonPrimitive(Boolean.valueOf(value));
  }
}
