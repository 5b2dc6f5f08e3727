package isopose.experiment;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import isopose.adapt.AdaptSettings;
import isopose.data.BadInput;
import isopose.data.PoseFile;
import isopose.data.PoseFiles;
import isopose.data.Scenario;
import isopose.data.Scenarios;
import isopose.model.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * The records of what was run on this machine. Asking for a run that is there loads it; otherwise
 * it is made, checkpoint by checkpoint, and can be interrupted and asked for again.
 */
public final class Runs {

  /** The column of a training's epochs that holds its error on held-out clips of the source. */
  static final String ERROR_AT_HOME = "validation_mpjpe";

  private static final String SAMPLES = "samples.csv";
  private static final String PREDICTIONS = "predictions.npz";
  private static final String STREAM_HASHES = "stream_sha256";
  private static final Gson GSON = new Gson();

  private final Path folder;
  private final Path data;

  /**
   * Of a project.
   *
   * @param project the folder that holds {@code data/}; records go to {@code runs/} in it
   */
  public Runs(Path project) {
    this(project.resolve("runs"), project.resolve("data"));
  }

  /** With records and data in folders of their own. */
  public Runs(Path folder, Path data) {
    this.folder = folder;
    this.data = data;
  }

  /** The folder of all records. */
  Path path() {
    return folder;
  }

  /** The folder of all data. */
  Path data() {
    return data;
  }

  /** The folder of a run of this name. */
  public RunFolder folder(String run) {
    return new RunFolder(folder.resolve(run));
  }

  /** The data that a configuration names. */
  public Scenario scenario(Configuration configuration) {
    DataSettings settings = configuration.data();
    return settings.scenario().equals(Scenarios.BVH)
        ? Scenarios.bvh(
            Path.of(settings.source()), Path.of(settings.target()), settings.laboratory())
        : Scenarios.load(settings.scenario(), data, settings.laboratory());
  }

  /**
   * The trained model of a configuration: loaded if its run is finished, else trained, from its
   * last checkpoint if there is one.
   *
   * @throws CancellationException if the thread is interrupted; the last epoch's checkpoint stays
   */
  public TrainedModel train(Session session, Configuration asked, Progress progress) {
    Configuration configuration = asked.canonical();
    RunFolder run = folder(configuration.runName());
    return run.exclusively(
        () -> {
          if (run.isFinished()) {
            requireSameSource(run, configuration);
          } else {
            orClosed(
                progress,
                () ->
                    TrainingRun.execute(
                        session, configuration, scenario(configuration), run, progress));
          }
          TrainedModel model = load(session, run);
          progress.epochs(model.epochs());
          progress.finished(seconds(run));
          return model;
        });
  }

  /** Who watches work that is interrupted sees it end. */
  private static void orClosed(Progress progress, Runnable work) {
    try {
      work.run();
    } catch (CancellationException e) {
      progress.close();
      throw e;
    }
  }

  private static double seconds(RunFolder run) {
    return run.record().getAsJsonObject("made").get("seconds").getAsDouble();
  }

  /**
   * The model of a run that train made.
   *
   * @throws BadInput if there is no such run, or it is not finished
   */
  public TrainedModel load(Session session, String name) {
    RunFolder run = folder(name);
    if (!name.matches("[A-Za-z0-9._-]+") || !run.isFinished()) {
      throw new BadInput(
          "%s: there is no finished run of this name in %s; train prints the name"
              .formatted(name, folder));
    }
    return load(session, run);
  }

  private static TrainedModel load(Session session, RunFolder run) {
    return TrainedModel.read(
        session,
        whole(run, TrainingRun.CHECKPOINT),
        run.name(),
        run.table(TrainingRun.EPOCHS),
        run.record());
  }

  /** A file of a finished record, which one that {@code --records} copied lacks. */
  private static Path whole(RunFolder run, String name) {
    if (!Files.exists(run.file(name))) {
      throw new BadInput(
          "%s: the copy of a record, which has no %s to compute from; keep whole records in another folder (--runs)"
              .formatted(run.file("run.json"), name));
    }
    return run.file(name);
  }

  /**
   * A stream adapted to (or just predicted) by the model of a finished run: loaded if it is there.
   *
   * @throws CancellationException if the thread is interrupted
   */
  public Adaptation adapt(
      Session session,
      TrainedModel model,
      TargetStream stream,
      AdaptSettings settings,
      Progress progress) {
    RunFolder run = adaptation(model.run(), stream, settings);
    return run.exclusively(
        () -> {
          if (run.isFinished()) {
            requireSameStream(run, stream);
          } else {
            orClosed(
                progress,
                () ->
                    keep(
                        session,
                        run,
                        model,
                        Adaptation.run(session, model, stream, settings, progress)));
          }
          progress.finished(seconds(run));
          return loadAdaptation(run, stream, settings);
        });
  }

  /** Folders that users fill may have changed since; records of before hashes were kept pass. */
  private static void requireSameStream(RunFolder run, TargetStream stream) {
    JsonObject record = run.record();
    if (record.has(STREAM_HASHES)
        && !record.get(STREAM_HASHES).equals(GSON.toJsonTree(stream.hashes()))) {
      throw otherData(run, stream.name());
    }
  }

  /**
   * The model of a finished run does not depend on what else is on this machine; but where its
   * source's folder is here, it must be what it was.
   */
  private void requireSameSource(RunFolder run, Configuration configuration) {
    DataSettings settings = configuration.data();
    Map<String, String> now = Scenarios.sourceHash(settings.scenario(), data, settings.source());
    JsonObject recorded = run.record().getAsJsonObject("made").getAsJsonObject("data_sha256");
    now.forEach(
        (folder, hash) -> {
          if (recorded.has(folder) && !recorded.get(folder).getAsString().equals(hash)) {
            throw otherData(run, settings.scenario());
          }
        });
  }

  private static BadInput otherData(RunFolder run, String what) {
    return new BadInput(
        "%s: this record was made with other files of %s than there are now; put those back, or keep new records in another folder (--runs)"
            .formatted(run.file("run.json"), what));
  }

  /** The record of an adaptation, if it was made before; the model is not needed for that. */
  public Optional<Adaptation> recorded(
      Configuration configuration, TargetStream stream, AdaptSettings settings) {
    RunFolder run = recordOf(configuration, stream, settings);
    if (!run.isFinished()) {
      return Optional.empty();
    }
    requireSameStream(run, stream);
    return Optional.of(loadAdaptation(run, stream, settings));
  }

  /** Where the record of a training is, or will be. */
  RunFolder recordOf(Configuration configuration) {
    return folder(configuration.canonical().runName());
  }

  /** Where the record of an adaptation is, or will be. */
  RunFolder recordOf(Configuration configuration, TargetStream stream, AdaptSettings settings) {
    return adaptation(configuration.canonical().runName(), stream, settings);
  }

  /** What the finished training of a configuration logged, a row an epoch. */
  Table epochs(Configuration configuration) {
    return recordOf(configuration).table(TrainingRun.EPOCHS);
  }

  /** The last MPJPE of a finished training on clips held out from its source, millimetres. */
  double errorAtHome(Configuration configuration) {
    return last(epochs(configuration), ERROR_AT_HOME);
  }

  /** What a training logged in its last epoch. */
  static double last(Table epochs, String column) {
    return epochs.doubleColumn(column).getDouble(epochs.rowCount() - 1);
  }

  /** What every finished run here says of itself. */
  List<JsonObject> records() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .map(RunFolder::new)
          .filter(RunFolder::isFinished)
          .map(RunFolder::record)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private RunFolder adaptation(String trained, TargetStream stream, AdaptSettings settings) {
    String mode =
        settings.mode() == AdaptSettings.Mode.NONE
            ? "plain"
            : settings.mode().name().toLowerCase(Locale.ROOT);
    JsonObject own = GSON.toJsonTree(settings).getAsJsonObject();
    String identity = trained + stream.name() + GSON.toJson(LaterOptions.identityOfAdaptation(own));
    return folder("%s-%s-%s".formatted(mode, trained, Hashes.shortSha256(identity)));
  }

  private static void keep(Session session, RunFolder run, TrainedModel model, Adaptation made) {
    run.write(SAMPLES, SampleTable.of(made));
    PoseFiles.write(
        run.file(PREDICTIONS),
        new PoseFile(made.stream().pose2d(), made.predictions(), made.stream().frames()));
    JsonObject record = new JsonObject();
    record.addProperty("run", run.name());
    record.addProperty("kind", "adaptation");
    record.addProperty("trained", model.run());
    record.addProperty("stream", made.stream().name());
    record.addProperty("stream_clips", made.stream().clips().stream().distinct().count());
    record.add(STREAM_HASHES, GSON.toJsonTree(made.stream().hashes()));
    record.add("settings", GSON.toJsonTree(made.settings()));
    addCaveats(record, made.stream().caveats());
    record.addProperty("resets", made.resets());
    record.add("drift", made.drift().json());
    if (made.stream().truth() != null) {
      record.add("scores", scores(made));
    }
    JsonObject hashes = model.record().getAsJsonObject("made").getAsJsonObject("data_sha256");
    record.add("made", Provenance.of(session, hashes, made.seconds()));
    run.finish(record);
  }

  /** Says in a record what keeps its numbers from being the published ones. */
  static void addCaveats(JsonObject record, List<String> caveats) {
    if (!caveats.isEmpty()) {
      record.add("caveats", GSON.toJsonTree(caveats));
    }
  }

  private static JsonObject scores(Adaptation made) {
    JsonObject scores = new JsonObject();
    scores.add("all", GSON.toJsonTree(made.evaluation().scores()));
    made.evaluation()
        .by(made.stream().parts())
        .forEach((part, evaluation) -> scores.add(part, GSON.toJsonTree(evaluation.scores())));
    return scores;
  }

  private static Adaptation loadAdaptation(
      RunFolder run, TargetStream stream, AdaptSettings settings) {
    JsonObject record = run.record();
    return new Adaptation(
        run.name(),
        settings,
        stream,
        PoseFiles.read(whole(run, PREDICTIONS)).pose3d(),
        run.table(SAMPLES).doubleColumn("self_supervised_loss").asDoubleArray(),
        Drift.fromJson(record.getAsJsonObject("drift")),
        record.has("resets") ? record.get("resets").getAsInt() : 0,
        seconds(run),
        record);
  }
}
