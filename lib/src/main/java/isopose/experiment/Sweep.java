package isopose.experiment;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import isopose.adapt.AdaptSettings;
import isopose.adapt.AdaptSettings.Mode;
import isopose.experiment.Comparison.Method;
import isopose.experiment.ScoreTable.Row;
import isopose.io.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One setting varied, all others as they are: what Online, Joint or another method makes of it.
 *
 * @param title the sweep's own name, such as "lambda"
 * @param about why anyone varies this
 * @param key a configuration's setting, as {@code --set} takes it, or with {@link #ADAPT} before
 *     its name one of adaptation: {@code adapt.steps} (T), {@code adapt.rate} (alpha), {@code
 *     adapt.viewsPerSample}, {@code adapt.skip}, {@code adapt.flip}, {@code adapt.anchorStrength},
 *     {@code adapt.adversarialShare}, {@code adapt.gradientNorm}, {@code adapt.discriminatorLimit},
 *     {@code adapt.carryMoments}
 * @param values what it is set to
 * @param methods who is asked
 */
public record Sweep(
    String title, String about, String key, List<String> values, List<Method> methods)
    implements Experiment {
  private static final String ADAPT = "adapt.";
  private static final Gson GSON = new Gson();

  /** Settings by the names that records have for them. */
  private static final Map<String, String> FORMER_NAMES =
      Map.of("viewsPerSample", "copies", "anchorStrength", "pull");

  public Sweep {
    values = List.copyOf(values);
    methods = List.copyOf(methods);
    if (values.isEmpty() || methods.isEmpty()) {
      throw new BadInput("sweep " + key + ": expected at least one value and one method");
    }
  }

  @Override
  public String name() {
    return "sweep " + title;
  }

  @Override
  public List<Trial> trials(Study study) {
    List<Trial> trials = new ArrayList<>();
    for (String value : values) {
      for (Method method : methods) {
        study.seeds().forEach(seed -> trials.add(trial(study, method, value, seed)));
      }
    }
    return trials;
  }

  private Trial trial(Study study, Method method, String value, long seed) {
    if (!key.startsWith(ADAPT)) {
      return study.with(study.joint(seed).with(key, value)).trial(method, seed);
    }
    Trial trial = study.trial(method, seed);
    String setting = key.substring(ADAPT.length());
    return trial.with(with(trial.settings(), FORMER_NAMES.getOrDefault(setting, setting), value));
  }

  /** Settings with one of them changed; what does not adapt keeps all but {@code flip}. */
  private static AdaptSettings with(AdaptSettings settings, String name, String value) {
    JsonObject tree = GSON.toJsonTree(settings).getAsJsonObject();
    JsonElement before = tree.get(name);
    if (before == null || name.equals("mode") || name.equals("seed")) {
      throw new BadInput("sweep adapt.%s: there is no such setting".formatted(name));
    }
    if (settings.mode() == Mode.NONE && !name.equals("flip")) {
      return settings;
    }
    try {
      tree.add(name, parsed(before.getAsJsonPrimitive(), value));
      return GSON.fromJson(tree, AdaptSettings.class);
    } catch (IllegalArgumentException | JsonParseException e) {
      throw new BadInput(
          "sweep adapt.%s=%s: expected a value like %s".formatted(name, value, before), e);
    } catch (RuntimeException e) { // of the record's constructor
      throw new BadInput("sweep adapt." + Configuration.rootMessage(e), e);
    }
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

  @Override
  public Findings evaluate(Study study) {
    ScoreTable scores = new ScoreTable(name());
    for (Method method : methods) {
      for (String value : values) {
        List<Trial> trials =
            study.seeds().stream().map(seed -> trial(study, method, value, seed)).toList();
        addScores(scores, study, method, number(value), trials);
        if (!key.startsWith(ADAPT)) {
          addHome(scores, study, method, number(value), trials);
        }
      }
    }
    return Findings.of(name(), caption(study), scores.table());
  }

  private static void addScores(
      ScoreTable scores, Study study, Method method, double at, List<Trial> trials) {
    List<Optional<Adaptation>> seeds = study.attempts(trials);
    List<String> runs = Samples.runs(Samples.finished(seeds));
    scores.addPoint(Row.of(method.label(), runs).at(at), seeds);
  }

  /** The trained lifter's last error on clips held out from the source: what may choose. */
  private static void addHome(
      ScoreTable scores, Study study, Method method, double at, List<Trial> trials) {
    List<Configuration> trained = trials.stream().map(Trial::configuration).toList();
    List<RunFolder> runs = trained.stream().map(study::record).toList();
    if (!runs.stream().allMatch(RunFolder::isFinished)) {
      return; // its adaptations are here, copied without it
    }
    double[] errors = runs.stream().mapToDouble(Runs::errorAtHome).toArray();
    List<String> names = runs.stream().map(RunFolder::name).toList();
    scores.add(Row.of(method.label(), "home_mpjpe", errors, names).at(at));
  }

  /** The value as a place on an axis: true is 1, false 0; NaN for any other word. */
  private static double number(String value) {
    if (value.matches("true|false")) {
      return value.equals("true") ? 1 : 0;
    }
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private List<String> caption(Study study) {
    List<String> caption = new ArrayList<>();
    caption.add("%s: %s".formatted(key, about));
    caption.add(
        "Unscaled; PCK and AUC over 14 joints, MPJPE over 17; preset %s; seeds %s."
            .formatted(study.joint(0).preset(), study.seeds()));
    if (methods.contains(Method.VANILLA) && study.extent().subset() > 0) {
      caption.add("Vanilla on %d samples only.".formatted(study.extent().subset()));
    }
    if (study.seeds().size() == 1) {
      caption.add("One seed: differences of about one PCK say nothing.");
    }
    caption.add("The best value on a test stream is an oracle: choose on validation data.");
    if (!key.startsWith(ADAPT)) {
      caption.add("At home: clips held out from the source, without adaptation.");
    }
    return caption;
  }
}
