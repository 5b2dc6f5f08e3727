package isopose.run.queue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import isopose.adapt.AdaptSettings;
import isopose.adapt.AdaptSettings.Mode;
import isopose.config.Configuration;
import isopose.data.scenario.Scenario;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.run.RunSpec;
import isopose.run.Runs;
import isopose.run.store.RunFolder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How long a run will take, judged by finished ones of the same kind on this machine: the mean time
 * of a training's samples, or of an adaptation's steps, over the last few records.
 */
final class Cost {
  private static final int LAST = 5;
  private static final Gson GSON = new Gson();

  private final Map<String, List<Double>> secondsAUnit = new HashMap<>();

  /** Reads the records, the newest first. */
  Cost(Runs runs, Progress progress) {
    Map<String, JsonObject> records = new HashMap<>();
    Map<String, String> times = new HashMap<>();
    for (RunFolder run : runs.finished()) {
      unlessDamaged(
          run,
          progress,
          () -> {
            JsonObject record = run.record();
            times.put(run.name(), record.getAsJsonObject("made").get("finished").getAsString());
            records.put(run.name(), record);
          });
    }
    List<String> newestFirst = new ArrayList<>(records.keySet());
    newestFirst.sort(Comparator.comparing(times::get).reversed());
    for (String name : newestFirst) {
      unlessDamaged(runs.folder(name), progress, () -> add(records.get(name)));
    }
  }

  /** A damaged record is left out of the estimate and reported. */
  private static void unlessDamaged(RunFolder run, Progress progress, Runnable work) {
    try {
      work.run();
    } catch (BadInput e) {
      progress.note(e.getMessage());
    } catch (RuntimeException e) {
      progress.note(run.damaged("run.json", "is no record of this program").getMessage());
    }
  }

  private void add(JsonObject record) {
    if (record.get("kind").getAsString().equals("training")) {
      addTraining(record);
    } else if (record.has("configuration") && record.has("scores")) {
      addAdaptation(record);
    }
  }

  private void addTraining(JsonObject record) {
    configuration(record)
        .ifPresent(
            configuration ->
                add(
                    kind(configuration),
                    seconds(record),
                    units(configuration, record.get("source_samples").getAsLong())));
  }

  private void addAdaptation(JsonObject record) {
    AdaptSettings settings = GSON.fromJson(record.get("settings"), AdaptSettings.class);
    int samples = record.getAsJsonObject("scores").getAsJsonObject("all").get("samples").getAsInt();
    configuration(record)
        .ifPresent(
            configuration ->
                add(kind(configuration, settings), seconds(record), units(settings, samples)));
  }

  /** Empty for a record of another version. */
  private static Optional<Configuration> configuration(JsonObject record) {
    try {
      return Optional.of(Configuration.fromJson(record.get("configuration").toString(), "record"));
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  private void add(String kind, double seconds, double units) {
    List<Double> known = secondsAUnit.computeIfAbsent(kind, key -> new ArrayList<>());
    if (known.size() < LAST) {
      known.add(seconds / units);
    }
  }

  private static double seconds(JsonObject record) {
    return record.getAsJsonObject("made").get("seconds").getAsDouble();
  }

  /** Seconds that a training will take; empty without a record of the same kind. */
  OptionalDouble of(Configuration configuration, Scenario scenario) {
    return seconds(kind(configuration), units(configuration, Scenario.samples(scenario.source())));
  }

  /** Seconds that an adaptation will take; empty without a record of the same kind. */
  OptionalDouble of(RunSpec spec, int samples) {
    return seconds(kind(spec.configuration(), spec.settings()), units(spec.settings(), samples));
  }

  private OptionalDouble seconds(String kind, double units) {
    List<Double> known = secondsAUnit.get(kind);
    return known == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            units * known.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
  }

  private static String kind(Configuration configuration) {
    return "train %s %d %d"
        .formatted(
            configuration.ssl().technique(),
            configuration.network().width(),
            configuration.training().batch());
  }

  private static double units(Configuration configuration, long samples) {
    return (double) configuration.training().epochs() * samples;
  }

  private static String kind(Configuration configuration, AdaptSettings settings) {
    return "%s %s %d %d"
        .formatted(
            settings.mode(),
            configuration.ssl().technique(),
            configuration.network().width(),
            settings.mode() == Mode.NONE ? 0 : settings.viewsPerSample());
  }

  /**
   * Steps, and one more a sample for its prediction: a fifth of a step or less, but not nothing.
   */
  private static double units(AdaptSettings settings, int samples) {
    double steps = settings.mode() == Mode.NONE ? 0 : (double) settings.steps() / settings.skip();
    return samples * (steps + 0.2);
  }
}
