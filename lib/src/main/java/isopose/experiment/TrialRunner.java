package isopose.experiment;

import isopose.data.scenario.Scenario;
import isopose.io.BadInput;
import isopose.model.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Runs trials one by one, and reads each scenario once. For one thread. */
final class TrialRunner {
  private final Session session;
  private final Runs runs;
  private final Map<DataSettings, Scenario> scenarios = new HashMap<>();
  private final Map<String, Scenario> targets = new HashMap<>();
  private final Map<DataSettings, Map<String, String>> sources = new HashMap<>();

  TrialRunner(Session session, Runs runs) {
    this.session = session;
    this.runs = runs;
  }

  Runs runs() {
    return runs;
  }

  /** From its record, or by training and adapting. */
  Adaptation run(Trial trial, Progress progress) {
    TargetStream stream = stream(trial);
    Optional<Adaptation> recorded = Runs.recorded(record(trial, stream), stream, trial.settings());
    recorded.ifPresent(adaptation -> progress.finished(adaptation.seconds()));
    return recorded.orElseGet(
        () -> {
          try (TrainedModel model = runs.train(session, trial.configuration(), progress)) {
            return runs.adapt(session, model, stream, trial.settings(), progress);
          }
        });
  }

  /** Trains, unless there is a record. */
  void train(Configuration configuration, Progress progress) {
    runs.train(session, configuration, progress).close();
  }

  /** Where the record of a training is, or will be. */
  RunFolder record(Configuration configuration) {
    return runs.training(configuration, identity(configuration));
  }

  /** Where the record of a trial is, or will be. */
  RunFolder record(Trial trial) {
    return record(trial, stream(trial));
  }

  private RunFolder record(Trial trial, TargetStream stream) {
    Configuration configuration = trial.configuration();
    return runs.adaptation(configuration, identity(configuration), stream, trial.settings());
  }

  private String identity(Configuration configuration) {
    return Identity.ofTraining(
        configuration, sources.computeIfAbsent(configuration.data(), runs::source));
  }

  /**
   * Whether a run is finished.
   *
   * @throws BadInput if its record is damaged: better before other runs are made than after
   */
  static boolean isRecorded(RunFolder run) {
    if (run.isFinished()) {
      run.requireWhole();
    }
    return run.isFinished();
  }

  /** The data of a configuration. */
  Scenario scenario(Configuration configuration) {
    return scenarios.computeIfAbsent(configuration.data(), data -> runs.scenario(configuration));
  }

  /** The samples that a trial sees. */
  TargetStream stream(Trial trial) {
    String other = trial.stream().scenario();
    Scenario scenario =
        other.isEmpty()
            ? scenario(trial.configuration())
            : targets.computeIfAbsent(other, runs::target);
    return trial.stream()
        .of(
            trial.stream().part() == StreamChoice.Part.TARGET
                ? TargetStream.of(scenario)
                : TargetStream.ofValidation(scenario));
  }
}
