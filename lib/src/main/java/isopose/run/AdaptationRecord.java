package isopose.run;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.adapt.AdaptSettings;
import isopose.config.Configuration;
import isopose.config.InputSettings;
import isopose.data.PoseFile;
import isopose.data.PoseFiles;
import isopose.model.Session;
import isopose.run.store.RunFolder;
import isopose.run.store.Store;

/** The record of an adaptation: observations, predictions and {@code run.json}. */
final class AdaptationRecord {
  private static final String SAMPLES = Store.OBSERVATIONS;
  private static final String PREDICTIONS = "predictions.npz";
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
}
