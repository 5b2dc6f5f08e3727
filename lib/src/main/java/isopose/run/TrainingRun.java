package isopose.run;

import ai.djl.ndarray.NDArray;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.body.BodyTraining;
import isopose.body.Pooling;
import isopose.comparator.repnet.RepNetTraining;
import isopose.config.Configuration;
import isopose.data.Normalisation;
import isopose.data.scenario.Scenario;
import isopose.io.Progress;
import isopose.io.Sha256;
import isopose.io.numpy.NpyArray;
import isopose.loss.SslObjective;
import isopose.metrics.Evaluation;
import isopose.model.Checkpoint;
import isopose.model.Networks;
import isopose.model.Predictor;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.run.store.RunFolder;
import isopose.run.store.Store;
import isopose.skeleton.Poses;
import isopose.train.EpochLog;
import isopose.train.JointTraining;
import isopose.train.Training;
import isopose.train.TrainingSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import tech.tablesaw.api.Table;

/** Trains one configuration into its folder, with a checkpoint after every epoch. */
final class TrainingRun {
  static final String CHECKPOINT = "checkpoint.npz";
  static final String EPOCHS = Store.EPOCHS;
  private static final String RESUME = "resume.npz";
  private static final String EPOCHS_DONE = "epochs_done";
  private static final String IDENTITY = "identity";
  private static final Gson GSON = new Gson();

  private final Session session;
  private final Configuration configuration;
  private final Scenario scenario;
  private final Progress progress;
  private final Normalisation normalisation;
  private final Networks networks;
  private final List<EpochLog> logs = new ArrayList<>();

  TrainingRun(Session session, Configuration configuration, Scenario scenario, Progress progress) {
    this(session, configuration, configuration.networks(), scenario, progress);
  }

  /** With a pooling that has no name in a configuration. */
  TrainingRun(
      Session session,
      Configuration configuration,
      Pooling pooling,
      Scenario scenario,
      Progress progress) {
    this(session, configuration, configuration.networks(pooling), scenario, progress);
  }

  private TrainingRun(
      Session session,
      Configuration configuration,
      Networks networks,
      Scenario scenario,
      Progress progress) {
    this.session = session;
    this.configuration = configuration;
    this.scenario = scenario;
    this.progress = progress;
    normalisation = Normalisation.of(scenario.source());
    this.networks = networks;
  }

  /** Trains to the end, from the last whole checkpoint if there is one, and keeps the record. */
  void into(RunFolder run) {
    try (Weights weights = Weights.draw(session, networks, configuration.seed());
        Training training = training(weights)) {
      resume(run, training);
      train(training, () -> keepEpoch(run, training));
      finish(run, weights);
    }
  }

  /** Trains with a technique that has no name in a configuration, and keeps no record. */
  TrainedModel unrecorded(SslObjective technique) {
    Weights weights = Weights.draw(session, networks, configuration.seed());
    return unrecorded(new JointTraining(setup(weights), Optional.of(technique)), technique);
  }

  /** Trains and keeps no record: what is trained has no name in a configuration. */
  TrainedModel unrecorded() {
    return unrecorded(training(Weights.draw(session, networks, configuration.seed())), null);
  }

  private TrainedModel unrecorded(Training training, SslObjective own) {
    try (training) {
      train(training, () -> {});
      return new TrainedModel(
          own == null ? "unrecorded" : "unrecorded-" + own.name(),
          configuration,
          networks,
          training.weights(),
          normalisation,
          EpochTable.of(logs),
          new JsonObject(),
          null,
          own);
    } catch (RuntimeException e) {
      training.weights().close();
      throw e;
    }
  }

  /** The model that a finished training left. */
  static TrainedModel read(Session session, RunFolder run) {
    JsonObject record = run.record();
    Path checkpoint = run.required(CHECKPOINT);
    JsonElement identity = record.get("identity");
    return TrainedModel.read(
        session,
        checkpoint,
        run.name(),
        EpochTable.read(run),
        record,
        identity == null ? Sha256.of(checkpoint) : identity.getAsString());
  }

  private TrainingSetup setup(Weights weights) {
    return new TrainingSetup(
        session,
        networks,
        weights,
        configuration.training(),
        scenario::source,
        normalisation,
        configuration.seed());
  }

  private Training training(Weights weights) {
    if (configuration.body() != null) {
      return new BodyTraining(
          setup(weights),
          configuration.body(),
          scenario.source(),
          scenario.validation(),
          configuration.ssl().views());
    }
    return configuration.repnet() == null
        ? new JointTraining(setup(weights), configuration.technique())
        : new RepNetTraining(setup(weights), configuration.repnet());
  }

  private void train(Training training, Runnable epochDone) {
    while (logs.size() < configuration.training().epochs()) {
      long start = System.nanoTime();
      EpochLog log = training.epoch(logs.size(), new StepProgress(start));
      logs.add(validated(log, training.weights(), start));
      epochDone.run();
    }
  }

  private void keepEpoch(RunFolder run, Training training) {
    Table epochs = EpochTable.of(logs);
    EpochTable.write(run, epochs);
    progress.epochs(epochs);
    Map<String, NDArray> state = new LinkedHashMap<>(training.state());
    state.put(EPOCHS_DONE, session.manager().create(new float[] {logs.size()}));
    Checkpoint.write(
        run.file(RESUME),
        training.weights(),
        normalisation,
        configuration.json(),
        state,
        Map.of(IDENTITY, NpyArray.of(run.identity())));
  }

  /** Continues after the last epoch with a complete checkpoint. */
  private void resume(RunFolder run, Training training) {
    if (!Files.exists(run.file(RESUME))) {
      return;
    }
    Checkpoint checkpoint = Checkpoint.read(run.file(RESUME));
    NpyArray identity = checkpoint.arrays().get(IDENTITY);
    if (identity == null || !identity.strings()[0].equals(run.identity())) {
      throw run.damaged(RESUME, "was written with another configuration, data or version");
    }
    checkpoint.into(training.weights());
    checkpoint.into(training.state());
    // the table is written first: it may be one epoch ahead of the checkpoint, never behind
    int done = (int) checkpoint.arrays().get(EPOCHS_DONE).floats()[0];
    Table epochs = Files.exists(run.file(EPOCHS)) ? EpochTable.read(run) : Table.create();
    if (epochs.rowCount() < done) {
      throw run.damaged(EPOCHS, "lacks epochs that " + RESUME + " has");
    }
    logs.addAll(EpochTable.logs(epochs, done));
  }

  /** Shows the steps of one epoch as a part of the whole training; stops where interrupted. */
  private final class StepProgress implements Progress {
    private final long start;
    private final String last = logs.isEmpty() ? "" : describe(logs.get(logs.size() - 1));

    StepProgress(long start) {
      this.start = start;
    }

    @Override
    public void update(long step, long steps, String message) {
      int epoch = logs.size();
      int epochs = configuration.training().epochs();
      if (Thread.interrupted()) {
        throw new CancellationException(
            "training interrupted in epoch %d of %d; ask again to go on from there"
                .formatted(epoch + 1, epochs));
      }
      double rate = step * samplesPerStep() / ((System.nanoTime() - start) / 1e9);
      progress.update(
          epoch * steps + step,
          epochs * steps,
          "epoch %d/%d, %.0f samples/s%s".formatted(epoch + 1, epochs, rate, last));
    }
  }

  private double samplesPerStep() {
    int batch = configuration.training().batch();
    return configuration.repnet() == null ? batch : batch * configuration.repnet().criticSteps();
  }

  private static String describe(EpochLog log) {
    StringBuilder text = new StringBuilder();
    Map<String, Double> values = log.values();
    if (values.containsKey("joints")) {
      text.append("; L_f %.4f".formatted(values.get("joints") + values.getOrDefault("bones", 0.0)));
    }
    if (values.containsKey("reprojection")) {
      text.append("; reprojection %.4f".formatted(values.get("reprojection")));
    }
    if (values.containsKey("body")) {
      text.append(", body %.4f".formatted(values.get("body")));
    }
    if (values.containsKey("adversarial")) {
      text.append(", L_adv %.3f".formatted(values.get("adversarial")));
    }
    if (values.containsKey("discriminator_accuracy")) {
      text.append(", D right %.0f %%".formatted(100 * values.get("discriminator_accuracy")));
    }
    text.append(", validation %.1f mm".formatted(values.get("validation_mpjpe")));
    return text.toString();
  }

  /** Adds the errors of both heads on the clips held out from the source to an epoch's log. */
  private EpochLog validated(EpochLog log, Weights weights, long start) {
    TargetStream validation = TargetStream.ofValidation(scenario);
    Map<String, Double> values = new LinkedHashMap<>(log.values());
    Poses input = normalisation.input(validation.pose2d());
    Predictor predictor = new Predictor(networks.lifter(), true);
    for (Predictor.Head head : Predictor.Head.values()) {
      Poses predicted = predictor.predict(session.manager(), weights, input, head);
      Evaluation evaluation = validation.evaluate(normalisation.toMillimetres(predicted));
      String name = head == Predictor.Head.FSL ? "validation" : "validation_ssl_head";
      values.put(name + "_mpjpe", evaluation.mpjpe());
      values.put(name + "_pa_mpjpe", evaluation.paMpjpe());
    }
    values.put("seconds", (System.nanoTime() - start) / 1e9);
    return new EpochLog(log.epoch(), values);
  }

  private void finish(RunFolder run, Weights weights) {
    Checkpoint.write(
        run.file(CHECKPOINT), weights, normalisation, configuration.json(), Map.of(), Map.of());
    double seconds = logs.stream().mapToDouble(log -> log.values().get("seconds")).sum();
    JsonObject record = new JsonObject();
    record.addProperty("run", run.name());
    record.addProperty("kind", "training");
    record.addProperty("method", configuration.method());
    record.add("configuration", JsonParser.parseString(configuration.json()));
    record.addProperty("source_samples", Scenario.samples(scenario.source()));
    record.addProperty("source_clips", Scenario.clips(scenario.source()));
    record.addProperty("validation_clips", Scenario.clips(scenario.validation()));
    Provenance.addCaveats(record, scenario.caveats());
    record.add(
        "made",
        Provenance.of(session, GSON.toJsonTree(scenario.hashes()).getAsJsonObject(), seconds));
    run.finish(record, CHECKPOINT, EPOCHS);
    run.delete(RESUME);
  }
}
