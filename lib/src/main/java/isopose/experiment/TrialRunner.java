package isopose.experiment;

import isopose.data.Scenario;
import isopose.data.Scenarios;
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
    Optional<Adaptation> recorded = runs.recorded(trial.configuration(), stream, trial.settings());
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

  boolean isTrained(Configuration configuration) {
    return runs.recordOf(configuration).isFinished();
  }

  boolean isRecorded(Trial trial) {
    return runs.recordOf(trial.configuration(), stream(trial), trial.settings()).isFinished();
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
            : targets.computeIfAbsent(other, name -> Scenarios.target(name, runs.data()));
    return trial.stream()
        .of(
            trial.stream().part() == StreamChoice.Part.TARGET
                ? TargetStream.of(scenario)
                : TargetStream.ofValidation(scenario));
  }
}
