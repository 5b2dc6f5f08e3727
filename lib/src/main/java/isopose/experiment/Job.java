package isopose.experiment;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.adapt.AdaptSettings;
import isopose.model.DivergedException;

/**
 * One piece of a {@link Plan}: a training, or an adaptation to a stream.
 *
 * @param configuration what is trained
 * @param trial what is adapted; null if this is the training itself
 * @param seconds it will take, for progress only; 1 where nobody knows
 */
record Job(Configuration configuration, Trial trial, double seconds) {
  private static final Gson GSON = new Gson();

  /** One line of text, for a worker process. */
  String json() {
    JsonObject json = new JsonObject();
    json.add("configuration", JsonParser.parseString(configuration.json()));
    if (trial != null) {
      json.add("stream", GSON.toJsonTree(trial.stream()));
      json.add("settings", GSON.toJsonTree(trial.settings()));
    }
    return GSON.toJson(json);
  }

  /** Reads what {@link #json()} wrote. */
  static Job fromJson(String line) {
    JsonObject json = JsonParser.parseString(line).getAsJsonObject();
    Configuration configuration =
        Configuration.fromJson(json.get("configuration").toString(), "job");
    if (!json.has("stream")) {
      return new Job(configuration, null, 1);
    }
    StreamChoice stream = GSON.fromJson(json.get("stream"), StreamChoice.class);
    AdaptSettings settings = GSON.fromJson(json.get("settings"), AdaptSettings.class);
    return new Job(configuration, new Trial(configuration, stream, settings), 1);
  }

  /**
   * Makes the record. A run that diverges leaves none and stops no queue: it diverges again, at the
   * same place, when its result is asked for, and is reported there.
   */
  void run(TrialRunner runner, Progress progress) {
    try {
      if (trial == null) {
        runner.train(configuration, progress);
      } else {
        runner.run(trial, progress);
      }
    } catch (DivergedException e) {
      progress.update(1, 1, e.fact());
    }
  }

  /** A few words for progress lines. */
  String label() {
    return trial == null ? "training " + configuration.label() : trial.label();
  }
}
