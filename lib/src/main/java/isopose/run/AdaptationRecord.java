package isopose.run;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.adapt.AdaptSettings;
import isopose.config.Configuration;
import isopose.config.InputSettings;
import isopose.data.PoseFile;
import isopose.data.PoseFiles;
import isopose.data.scenario.Scenarios;
import isopose.io.BadInput;
import isopose.model.Session;
import isopose.run.store.RunFolder;
import isopose.run.store.Store;
import isopose.skeleton.FrameId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The record of an adaptation: observations, predictions and {@code run.json}. */
final class AdaptationRecord {
  private static final String SAMPLES = Store.OBSERVATIONS;
  private static final String PREDICTIONS = "predictions.npz";
  private static final double SAME_MILLIMETRES = 0.01;
  private static final Gson GSON = new Gson();

  private AdaptationRecord() {}

  /** Writes it. */
  static void write(Session session, RunFolder run, TrainedModel model, Adaptation made) {
    Configuration configuration = model.configuration();
    String method = new RunSpec(configuration, InputSettings.whole(), made.settings()).method();
    run.write(SAMPLES, ObservationTable.of(run.name(), configuration, method, made));
    PoseFiles.write(
        run.file(PREDICTIONS),
        new PoseFile(made.stream().pose2d(), made.predictions(), made.stream().frames()));
    JsonObject record = new JsonObject();
    record.addProperty("run", run.name());
    record.addProperty("kind", "adaptation");
    record.addProperty("method", method);
    record.add("configuration", JsonParser.parseString(configuration.json()));
    if (model.record().has("kind")) {
      record.addProperty("trained", model.run());
    } else {
      record.addProperty("checkpoint_sha256", model.identity());
    }
    record.addProperty("stream", made.stream().name());
    record.addProperty("stream_content", made.stream().contentHash());
    record.addProperty("stream_clips", made.stream().clips().stream().distinct().count());
    record.add("stream_sha256", GSON.toJsonTree(made.stream().hashes()));
    record.add("settings", GSON.toJsonTree(made.settings()));
    Provenance.addCaveats(record, made.stream().caveats());
    record.addProperty("resets", made.resets());
    record.add("drift", made.drift().json());
    if (made.stream().truth() != null) {
      record.add("scores", scores(made));
    }
    JsonObject training = model.record().getAsJsonObject("made");
    record.add(
        "made",
        Provenance.of(
            session,
            training == null ? new JsonObject() : training.getAsJsonObject("data_sha256"),
            made.seconds()));
    run.finish(record, SAMPLES, PREDICTIONS);
  }

  private static JsonObject scores(Adaptation made) {
    JsonObject scores = new JsonObject();
    scores.add("all", GSON.toJsonTree(made.evaluation().scores()));
    made.evaluation()
        .by(made.stream().parts())
        .forEach((part, evaluation) -> scores.add(part, GSON.toJsonTree(evaluation.scores())));
    return scores;
  }

  /** Reads it. */
  static Adaptation read(RunFolder run, TargetStream stream, AdaptSettings settings) {
    JsonObject record = run.record();
    return new Adaptation(
        run.name(),
        settings,
        stream,
        PoseFiles.read(run.required(PREDICTIONS)).pose3d(),
        run.table(SAMPLES).doubleColumn("self_supervised_loss").asDoubleArray(),
        Drift.fromJson(record.getAsJsonObject("drift")),
        record.has("resets") ? record.get("resets").getAsInt() : 0,
        Provenance.seconds(record),
        record);
  }

  /**
   * Reads it with its stream. The truth is that of the scenario after which the stream is named, if
   * the recorded score follows from it, and else unknown.
   */
  static Adaptation read(RunFolder run, Runs runs) {
    JsonObject record = run.record();
    String name = record.get("stream").getAsString();
    PoseFile made = PoseFiles.read(run.required(PREDICTIONS));
    TargetStream stream =
        samples(name, made.frames(), runs)
            .map(found -> found.withInput(name, made.pose2d()))
            .filter(found -> hasRecordedScore(record, found.evaluate(made.pose3d()).mpjpe()))
            .orElseGet(
                () -> TargetStream.of(name, new PoseFile(made.pose2d(), null, made.frames())));
    return read(run, stream, GSON.fromJson(record.get("settings"), AdaptSettings.class));
  }

  /** The samples of these frames in the scenario after which a stream is named. */
  private static Optional<TargetStream> samples(String stream, List<FrameId> frames, Runs runs) {
    Optional<String> scenario =
        Scenarios.names().stream()
            .filter(stream::startsWith)
            .max(Comparator.comparingInt(String::length));
    if (scenario.isEmpty()) {
      return Optional.empty();
    }
    try {
      TargetStream whole = TargetStream.of(runs.target(scenario.get()));
      Map<FrameId, Integer> indices = new HashMap<>();
      for (int i = 0; i < whole.count(); i++) {
        indices.put(whole.frames().get(i), i);
      }
      return indices.keySet().containsAll(frames)
          ? Optional.of(whole.select(stream, frames.stream().mapToInt(indices::get).toArray()))
          : Optional.empty();
    } catch (BadInput dataIsMissing) {
      return Optional.empty();
    }
  }

  private static boolean hasRecordedScore(JsonObject record, double mpjpe) {
    return record.has("scores")
        && Math.abs(
                record.getAsJsonObject("scores").getAsJsonObject("all").get("mpjpe").getAsDouble()
                    - mpjpe)
            < SAME_MILLIMETRES;
  }
}
