package isopose.run;

import isopose.adapt.AdaptSettings;
import isopose.body.BodyEstimation;
import isopose.config.AdaptKeys;
import isopose.config.Configuration;
import isopose.config.InputSettings;
import isopose.io.BadInput;
import java.util.Locale;

/**
 * Everything that determines the result of a run: the training, the samples, and the adaptation to
 * them.
 *
 * @param configuration of the training
 * @param input the samples, their order and their noise
 * @param settings of the adaptation
 */
public record RunSpec(Configuration configuration, InputSettings input, AdaptSettings settings) {
  private static final String ADAPT = "adapt.";
  private static final String INPUT = "input.";

  public RunSpec {
    configuration = configuration.canonical();
  }

  /**
   * The name by which {@link #with(String, String)} takes a setting of a record, such as {@code
   * adapt.viewsPerSample} for {@code adapt.copies}.
   */
  public static String presentName(String recorded) {
    return recorded.startsWith(ADAPT)
        ? ADAPT + AdaptKeys.presentName(recorded.substring(ADAPT.length()))
        : Configuration.presentName(recorded);
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
   *     adapts, {@code adapt.body.refine} (ratios or weights) and {@code adapt.body.technique}
   *     (adversary or cycle); {@code input.noise} (pixels), {@code input.order}, {@code
   *     input.scenario}, {@code input.samples}, {@code input.detector}, {@code input.subjects};
   *     {@code comparator}: trained as that comparator's preset; else a setting of the
   *     configuration, where epochs {@code x2} means twice as many
   * @throws BadInput if the setting is unknown or the value is not valid
   */
  public RunSpec with(String key, String value) {
    if (key.startsWith(ADAPT)) {
      return with(AdaptKeys.with(settings, key.substring(ADAPT.length()), value));
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
   * Checks, before anything is trained, that the model can be adapted in this way.
   *
   * @throws BadInput as {@link Adaptation#requireFitting}
   */
  public void requireFitting() {
    Adaptation.requireFitting(configuration, configuration.label(), settings);
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
        : " of body %s, %s".formatted(body.scope(), body.refinement()).toLowerCase(Locale.ROOT);
  }

  /** A few words for progress lines. */
  public String label() {
    return "%s of %s".formatted(settings.label(), configuration.label());
  }
}
