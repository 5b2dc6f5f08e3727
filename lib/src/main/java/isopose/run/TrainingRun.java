package isopose.run;

import ai.djl.ndarray.NDArray;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.comparator.repnet.RepNetTraining;
import isopose.config.Configuration;
import isopose.data.Normalisation;
import isopose.data.scenario.Scenario;
import isopose.io.NpyArray;
import isopose.loss.Technique;
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
import java.nio.file.Files;
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

  private TrainingRun() {}

  /** Trains to the end, from the last whole checkpoint if there is one. */
  static void execute(
      Session session,
      Configuration configuration,
      Scenario scenario,
      RunFolder run,
      Progress progress) {
    Normalisation normalisation = Normalisation.of(scenario.source());
    Networks networks = configuration.networks();
    try (Weights weights = Weights.draw(session, networks, configuration.seed());
        Training training =
            training(session, configuration, networks, weights, scenario, normalisation)) {
      List<EpochLog> logs = resume(run, training);
      for (int epoch = logs.size(); epoch < configuration.training().epochs(); epoch++) {
        long start = System.nanoTime();
        EpochLog log = training.epoch(epoch, listener(configuration, epoch, logs, progress));
        logs.add(completed(log, session, networks, training, normalisation, scenario, start));
        Table epochs = EpochTable.of(logs);
        EpochTable.write(run, epochs);
        progress.epochs(epochs);
        Checkpoint.write(
            run.file(RESUME),
            weights,
            normalisation,
            configuration.json(),
            resumeState(session, training, logs.size()),
            Map.of(IDENTITY, NpyArray.of(run.identity())));
      }
      finish(session, configuration, run, scenario, weights, normalisation, logs);
    }
  }

  /** Trains with a technique that has no name in a configuration, and keeps no record. */
  static TrainedModel unrecorded(
      Session session,
      Configuration configuration,
      Technique technique,
      Scenario scenario,
      Progress progress) {
    Normalisation normalisation = Normalisation.of(scenario.source());
    Networks networks = configuration.networks();
    Weights weights = Weights.draw(session, networks, configuration.seed());
    try (Training training =
        new JointTraining(
            session,
            networks,
            weights,
            configuration.training(),
            Optional.of(technique),
            scenario::source,
            normalisation,
            configuration.seed())) {
      List<EpochLog> logs = new ArrayList<>();
      for (int epoch = 0; epoch < configuration.training().epochs(); epoch++) {
        long start = System.nanoTime();
        EpochLog log = training.epoch(epoch, listener(configuration, epoch, logs, progress));
        logs.add(completed(log, session, networks, training, normalisation, scenario, start));
      }
      return new TrainedModel(
          "unrecorded-" + technique.name(),
          configuration,
          networks,
          weights,
          normalisation,
          EpochTable.of(logs),
          new JsonObject(),
          null,
          technique);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  private static Training training(
      Session session,
      Configuration configuration,
      Networks networks,
      Weights weights,
      Scenario scenario,
      Normalisation normalisation) {
    if (configuration.repnet() != null) {
      return new RepNetTraining(
          session,
          networks,
          weights,
          configuration.training(),
          configuration.repnet(),
          scenario::source,
          normalisation,
          configuration.seed());
    }
    return new JointTraining(
        session,
        networks,
        weights,
        configuration.training(),
        configuration.technique(),
        scenario::source,
        normalisation,
        configuration.seed());
  }

  /** Goes on after the last epoch whose checkpoint is whole. */
  private static List<EpochLog> resume(RunFolder run, Training training) {
    if (!Files.exists(run.file(RESUME))) {
      return new ArrayList<>();
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
    return EpochTable.logs(epochs, done);
  }

  private static Map<String, NDArray> resumeState(
      Session session, Training training, int epochsDone) {
    Map<String, NDArray> state = new LinkedHashMap<>(training.state());
    state.put(EPOCHS_DONE, session.manager().create(new float[] {epochsDone}));
    return state;
  }

  private static Training.StepListener listener(
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
    if (values.containsKey("joints")) {
      text.append("; L_f %.4f".formatted(values.get("joints") + values.getOrDefault("bones", 0.0)));
    }
    if (values.containsKey("reprojection")) {
      text.append("; reprojection %.4f".formatted(values.get("reprojection")));
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

  /** Adds to an epoch's log how both heads do on the clips held out from the source. */
  private static EpochLog completed(
      EpochLog log,
      Session session,
      Networks networks,
      Training training,
      Normalisation normalisation,
      Scenario scenario,
      long start) {
    TargetStream validation = TargetStream.ofValidation(scenario);
    Map<String, Double> values = new LinkedHashMap<>(log.values());
    Poses input = normalisation.input(validation.pose2d());
    Predictor predictor = new Predictor(networks.lifter(), true);
    for (Predictor.Head head : Predictor.Head.values()) {
      Poses predicted = predictor.predict(session.manager(), training.weights(), input, head);
      Evaluation evaluation = validation.evaluate(normalisation.toMillimetres(predicted));
      String name = head == Predictor.Head.FSL ? "validation" : "validation_ssl_head";
      values.put(name + "_mpjpe", evaluation.mpjpe());
      values.put(name + "_pa_mpjpe", evaluation.paMpjpe());
    }
    values.put("seconds", (System.nanoTime() - start) / 1e9);
    return new EpochLog(log.epoch(), values);
  }

  private static void finish(
      Session session,
      Configuration configuration,
      RunFolder run,
      Scenario scenario,
      Weights weights,
      Normalisation normalisation,
      List<EpochLog> logs) {
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
    Runs.addCaveats(record, scenario.caveats());
    record.add(
        "made",
        Provenance.of(session, GSON.toJsonTree(scenario.hashes()).getAsJsonObject(), seconds));
    run.finish(record, CHECKPOINT, EPOCHS);
    run.delete(RESUME);
  }
}
