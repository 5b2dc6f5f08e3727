package isopose.experiment;

import ai.djl.ndarray.NDArray;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.adapt.AdaptSettings;
import isopose.data.Normalisation;
import isopose.data.PoseFile;
import isopose.data.PoseFiles;
import isopose.data.Scenario;
import isopose.data.Scenarios;
import isopose.metrics.Evaluation;
import isopose.model.Checkpoint;
import isopose.model.Networks;
import isopose.model.Predictor;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.train.EpochLog;
import isopose.train.JointTraining;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * The records of what was run on this machine. Asking for a run that is there loads it; otherwise
 * it is made, checkpoint by checkpoint, and can be interrupted and asked for again.
 */
public final class Runs {
  private static final String CHECKPOINT = "checkpoint.npz";
  private static final String RESUME = "resume.npz";
  private static final String EPOCHS = "epochs.csv";
  private static final String EPOCHS_DONE = "epochs_done";

  private static final String SAMPLES = "samples.csv";
  private static final String PREDICTIONS = "predictions.npz";
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
  public TrainedModel train(Session session, Configuration configuration, Progress progress) {
    RunFolder run = folder(configuration.runName());
    return run.exclusively(
        () -> {
          if (!run.isFinished()) {
            train(session, configuration, run, progress);
          }
          return load(session, run);
        });
  }

  /** The model of a finished run. */
  TrainedModel load(Session session, RunFolder run) {
    return TrainedModel.read(
        session, run.file(CHECKPOINT), run.name(), run.table(EPOCHS), run.record());
  }

  private void train(
      Session session, Configuration configuration, RunFolder run, Progress progress) {
    Scenario scenario = scenario(configuration);
    Normalisation normalisation = Normalisation.of(scenario.source());
    Networks networks = Networks.of(configuration.network());
    try (Weights weights = Weights.draw(session, networks, configuration.seed());
        JointTraining training =
            new JointTraining(
                session,
                networks,
                weights,
                configuration.training(),
                configuration.ssl().build(),
                scenario::source,
                normalisation,
                configuration.seed())) {
      List<EpochLog> logs = resume(run, training);
      for (int epoch = logs.size(); epoch < configuration.training().epochs(); epoch++) {
        long start = System.nanoTime();
        EpochLog log = training.epoch(epoch, listener(configuration, epoch, logs, progress));
        logs.add(completed(log, session, networks, training, normalisation, scenario, start));
        run.write(EPOCHS, EpochTable.of(logs));
        Checkpoint.write(
            run.file(RESUME),
            weights,
            normalisation,
            configuration.json(),
            resumeState(session, training, logs.size()));
      }
      finish(session, configuration, run, scenario, weights, normalisation, logs);
    }
  }

  /** Goes on after the last epoch whose checkpoint is whole. */
  private static List<EpochLog> resume(RunFolder run, JointTraining training) {
    if (!Files.exists(run.file(RESUME))) {
      return new ArrayList<>();
    }
    Checkpoint checkpoint = Checkpoint.read(run.file(RESUME));
    checkpoint.into(training.weights());
    checkpoint.into(training.optimizerState());
    // the table is written first: it may be one epoch ahead of the checkpoint, never behind
    int done = (int) checkpoint.arrays().get(EPOCHS_DONE).floats()[0];
    return EpochTable.logs(run.table(EPOCHS), done);
  }

  private static Map<String, NDArray> resumeState(
      Session session, JointTraining training, int epochsDone) {
    Map<String, NDArray> state = new LinkedHashMap<>(training.optimizerState());
    state.put(EPOCHS_DONE, session.manager().create(new float[] {epochsDone}));
    return state;
  }

  private static JointTraining.StepListener listener(
      Configuration configuration, int epoch, List<EpochLog> logs, Progress progress) {
    int epochs = configuration.training().epochs();
    String last = logs.isEmpty() ? "" : describe(logs.get(logs.size() - 1));
    long start = System.nanoTime();
    return (step, steps, samples) -> {
      if (Thread.interrupted()) {
        throw new CancellationException(
            "training interrupted in epoch %d of %d; ask again to go on from there"
                .formatted(epoch + 1, epochs));
      }
      double rate = (double) step * samples / ((System.nanoTime() - start) / 1e9);
      progress.update(
          (long) epoch * steps + step,
          (long) epochs * steps,
          "epoch %d/%d, %.0f samples/s%s".formatted(epoch + 1, epochs, rate, last));
    };
  }

  private static String describe(EpochLog log) {
    StringBuilder text = new StringBuilder();
    Map<String, Double> values = log.values();
    text.append("; L_f %.4f".formatted(values.get("joints") + values.getOrDefault("bones", 0.0)));
    if (values.containsKey("adversarial")) {
      text.append(", L_adv %.3f".formatted(values.get("adversarial")));
    }
    if (values.containsKey("discriminator_accuracy")) {
      text.append(", D right %.0f %%".formatted(100 * values.get("discriminator_accuracy")));
    }
    text.append(", validation %.1f mm".formatted(values.get("validation_mpjpe")));
    return text.toString();
  }

  /** Adds to an epoch's log how both heads do on the clips held out from the source. */
  private static EpochLog completed(
      EpochLog log,
      Session session,
      Networks networks,
      JointTraining training,
      Normalisation normalisation,
      Scenario scenario,
      long start) {
    TargetStream validation = TargetStream.ofValidation(scenario);
    Map<String, Double> values = new LinkedHashMap<>(log.values());
    Predictor predictor = new Predictor(networks.lifter(), true);
    for (Predictor.Head head : Predictor.Head.values()) {
      Evaluation evaluation =
          validation.evaluate(
              normalisation.toMillimetres(
                  predictor.predict(
                      session.manager(),
                      training.weights(),
                      normalisation.input(validation.pose2d()),
                      head)));
      String name = head == Predictor.Head.FSL ? "validation" : "validation_ssl_head";
      values.put(name + "_mpjpe", evaluation.mpjpe());
      values.put(name + "_pa_mpjpe", evaluation.paMpjpe());
    }
    values.put("seconds", (System.nanoTime() - start) / 1e9);
    return new EpochLog(log.epoch(), values);
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
    String mode = settings.mode().name().toLowerCase(Locale.ROOT);
    String identity = model.run() + stream.name() + GSON.toJson(settings);
    RunFolder run = folder("%s-%s-%s".formatted(mode, model.run(), Hashes.shortSha256(identity)));
    return run.exclusively(
        () -> {
          if (!run.isFinished()) {
            keep(session, run, model, Adaptation.run(session, model, stream, settings, progress));
          }
          return loadAdaptation(run, stream, settings);
        });
  }

  private static void keep(Session session, RunFolder run, TrainedModel model, Adaptation made) {
    run.write(SAMPLES, SampleTable.of(made));
    PoseFiles.write(
        run.file(PREDICTIONS),
        new PoseFile(made.stream().pose2d(), made.predictions(), made.stream().clips()));
    JsonObject record = new JsonObject();
    record.addProperty("run", run.name());
    record.addProperty("kind", "adaptation");
    record.addProperty("trained", model.run());
    record.addProperty("stream", made.stream().name());
    record.add("settings", GSON.toJsonTree(made.settings()));
    if (made.stream().truth() != null) {
      record.add("scores", scores(made));
    }
    JsonObject hashes = model.record().getAsJsonObject("made").getAsJsonObject("data_sha256");
    record.add("made", Provenance.of(session, hashes, made.seconds()));
    run.finish(record);
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
        PoseFiles.read(run.file(PREDICTIONS)).pose3d(),
        run.table(SAMPLES).doubleColumn("self_supervised_loss").asDoubleArray(),
        record.getAsJsonObject("made").get("seconds").getAsDouble(),
        record);
  }

  private static void finish(
      Session session,
      Configuration configuration,
      RunFolder run,
      Scenario scenario,
      Weights weights,
      Normalisation normalisation,
      List<EpochLog> logs) {
    Checkpoint.write(run.file(CHECKPOINT), weights, normalisation, configuration.json(), Map.of());
    double seconds = logs.stream().mapToDouble(log -> log.values().get("seconds")).sum();
    JsonObject record = new JsonObject();
    record.addProperty("run", run.name());
    record.addProperty("kind", "training");
    record.add("configuration", JsonParser.parseString(configuration.json()));
    record.addProperty("source_samples", Scenario.samples(scenario.source()));
    record.add(
        "made",
        Provenance.of(session, GSON.toJsonTree(scenario.hashes()).getAsJsonObject(), seconds));
    run.finish(record);
    run.delete(RESUME);
  }
}
