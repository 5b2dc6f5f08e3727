package isopose.run;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import isopose.adapt.AdaptSettings;
import isopose.body.BodyEstimation;
import isopose.body.BodyEstimation.Refine;
import isopose.body.BodyEstimation.Scope;
import isopose.config.Configuration;
import isopose.config.InputSettings;
import isopose.io.BadInput;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything that determines the result of a run: the training, the samples, and the adaptation to
 * them.
 *
 * @param configuration of the training
 * @param input the samples, their order and their noise
 * @param settings of the adaptation
 */
public record RunSpec(Configuration configuration, InputSettings input, AdaptSettings settings) {
  private static final Gson GSON = new Gson();
  private static final String ADAPT = "adapt.";
  private static final String INPUT = "input.";
  private static final String BODY = "body.";

  /** The names of settings in records, by their present names. */
  private static final Map<String, String> FORMER_NAMES =
      Map.of("viewsPerSample", "copies", "anchorStrength", "pull");

  public RunSpec {
    configuration = configuration.canonical();
  }

  /**
   * The name by which {@link #with(String, String)} takes a setting of a record, such as {@code
   * adapt.viewsPerSample} for {@code adapt.copies}.
   */
  public static String presentName(String recorded) {
    return FORMER_NAMES.entrySet().stream()
        .filter(name -> recorded.equals(ADAPT + name.getValue()))
        .map(name -> ADAPT + name.getKey())
        .findFirst()
        .orElseGet(() -> Configuration.presentName(recorded));
  }

  /** The model as it is trained, on the whole target. */
  public static RunSpec plain(Configuration configuration) {
    return new RunSpec(configuration, InputSettings.target(0), AdaptSettings.none());
  }

  /** The same model and settings on other samples. */
  public RunSpec on(InputSettings other) {
    return new RunSpec(configuration, other, settings);
  }

  /** The same model and samples with other settings. */
  public RunSpec with(AdaptSettings other) {
    return new RunSpec(configuration, input, other);
  }

  /**
   * The same with one setting changed.
   *
   * @param key {@code adapt.steps} (T), {@code adapt.rate} (alpha) and any other setting of
   *     adaptation; {@code adapt.body}: mode body with this scope (own, clip, stream or truth), and
   *     {@code adapt.body.resetThreshold}, {@code adapt.body.resetWindow}; for a method that
   *     adapts, {@code adapt.body.refine} (ratios or weights); {@code input.noise} (pixels), {@code
   *     input.order}, {@code input.scenario}, {@code input.samples}, {@code input.detector}, {@code
   *     input.subjects}; {@code comparator}: trained as that comparator's preset; else a setting of
   *     the configuration, where epochs {@code x2} means twice as many
   * @throws BadInput if the setting is unknown or the value is not valid
   */
  public RunSpec with(String key, String value) {
    if (key.startsWith(ADAPT)) {
      String name = key.substring(ADAPT.length());
      return with(changed(settings, FORMER_NAMES.getOrDefault(name, name), value));
    }
    if (key.startsWith(INPUT)) {
      return on(input.with(key.substring(INPUT.length()), value, configuration.seed()));
    }
    return new RunSpec(trained(key, value), input, settings);
  }

  private Configuration trained(String key, String value) {
    if (key.equals("comparator")) {
      return configuration.comparator(value);
    }
    if (key.equals("epochs") && value.matches("x\\d+")) {
      int times = Integer.parseInt(value.substring(1));
      return configuration.with(key, times * configuration.training().epochs());
    }
    return configuration.with(key, value);
  }

  /**
   * A method that moves no weights has no settings but {@code flip} and those of mode body: {@code
   * adapt.body} sets its scope, the others imply scope stream.
   */
  private static AdaptSettings changed(AdaptSettings settings, String name, String value) {
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
    if (!name.equals(BODY + "refine")) {
      return settings.withBody(changed(body, name, value));
    }
    if (!settings.moves()) {
      throw new BadInput(
          "adapt.body.refine: expected method Vanilla or Online, got " + settings.mode().label());
    }
    return settings.withBody(body.refining(one(Refine.values(), value, name, "ratios or weights")));
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

  /** The paper's name for the method, or the comparator's. */
  String method() {
    return switch (settings.mode()) {
      case VANILLA -> "Vanilla" + refined();
      case ONLINE -> "Online" + refined();
      case NONE -> configuration.method();
      case BODY -> "Body " + settings.body().scope().name().toLowerCase(Locale.ROOT);
    };
  }

  private String refined() {
    BodyEstimation body = settings.body();
    return body == null
        ? ""
        : " of body %s, %s".formatted(body.scope(), body.refine()).toLowerCase(Locale.ROOT);
  }

  /** A few words for progress lines. */
  public String label() {
    return "%s of %s".formatted(settings.label(), configuration.label());
  }
}
