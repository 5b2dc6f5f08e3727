package isopose.run.queue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.adapt.AdaptSettings;
import isopose.config.Configuration;
import isopose.config.InputSettings;
import isopose.io.Progress;
import isopose.model.DivergedException;
import isopose.run.RunSpec;

/**
 * One piece of a {@link MissingRuns}: a training, or an adaptation to a stream.
 *
 * @param configuration what is trained
 * @param run what is adapted; null if this is the training itself
 * @param seconds it will take, for progress only; 1 if unknown
 */
public record Job(Configuration configuration, RunSpec run, double seconds) {
  private static final Gson GSON = new Gson();

  /** One line of text, for another process. */
  public String json() {
    JsonObject json = new JsonObject();
    json.add("configuration", JsonParser.parseString(configuration.json()));
    if (run != null) {
      json.add("input", GSON.toJsonTree(run.input()));
      json.add("settings", GSON.toJsonTree(run.settings()));
    }
    return GSON.toJson(json);
  }

  /** Reads what {@link #json()} wrote. */
  public static Job fromJson(String line) {
    JsonObject json = JsonParser.parseString(line).getAsJsonObject();
    Configuration configuration =
        Configuration.fromJson(json.get("configuration").toString(), "job");
    if (!json.has("input")) {
      return new Job(configuration, null, 1);
    }
    InputSettings input = GSON.fromJson(json.get("input"), InputSettings.class);
    AdaptSettings settings = GSON.fromJson(json.get("settings"), AdaptSettings.class);
    return new Job(configuration, new RunSpec(configuration, input, settings), 1);
  }

  /**
   * Makes the record. A run that diverges leaves no record and does not stop the queue; it is
   * reported when its result is requested.
   */
  public void execute(Runner runner, Progress progress) {
    try {
      if (run == null) {
        runner.train(configuration, progress);
      } else {
        runner.run(run, progress);
      }
    } catch (DivergedException e) {
      progress.update(1, 1, e.fact());
    }
  }

  /** A few words for progress lines. */
  public String label() {
    return run == null ? "training " + configuration.label() : run.label();
  }
}
