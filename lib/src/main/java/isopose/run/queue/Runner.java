package isopose.run.queue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.config.Configuration;
import isopose.config.DataSettings;
import isopose.config.InputSettings;
import isopose.data.scenario.Scenario;
import isopose.data.scenario.Scenarios;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.model.Session;
import isopose.run.Adaptation;
import isopose.run.Identity;
import isopose.run.RunSpec;
import isopose.run.Runs;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.run.store.RunFolder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** Runs specs one by one, and reads each scenario once. For one thread. */
public final class Runner {
  private final Session session;
  private final Runs runs;
  private final Map<DataSettings, Scenario> scenarios = new HashMap<>();
  private final Map<String, Scenario> targets = new HashMap<>();
  private final Map<DataSettings, Map<String, String>> sources = new HashMap<>();
  private final Map<Configuration, String> identities = new HashMap<>();
  private final Map<RunSpec, RunFolder> records = new HashMap<>();

  public Runner(Session session, Runs runs) {
    this.session = session;
    this.runs = runs;
  }

  Runs runs() {
    return runs;
  }

  /** From its record, or by training and adapting. */
  public Adaptation run(RunSpec spec, Progress progress) {
    spec.requireFitting();
    TargetStream stream = stream(spec);
    Optional<Adaptation> recorded = Runs.recorded(record(spec), stream, spec.settings());
    recorded.ifPresent(adaptation -> progress.finished(adaptation.seconds()));
    return recorded.orElseGet(
        () -> {
          try (TrainedModel model = runs.train(session, spec.configuration(), progress)) {
            return runs.adapt(session, model, stream, spec.settings(), progress);
          }
        });
  }

  /** Trains, unless there is a record. */
  public void train(Configuration configuration, Progress progress) {
    runs.train(session, configuration, progress).close();
  }

  /** Where the record of a training is, or will be. */
  public RunFolder record(Configuration configuration) {
    return runs.training(configuration, identity(configuration));
  }

  /** Where the record of a spec is, or will be; its stream is made and hashed once. */
  public RunFolder record(RunSpec spec) {
    return records.computeIfAbsent(
        spec,
        s ->
            runs.adaptation(
                s.configuration(), identity(s.configuration()), stream(s), s.settings()));
  }

  /** A published training keeps its identity on a machine that lacks its data. */
  private String identity(Configuration configuration) {
    return identities.computeIfAbsent(
        configuration,
        c -> {
          try {
            return Identity.ofTraining(c, sources.computeIfAbsent(c.data(), runs::source));
          } catch (BadInput missing) {
            return publishedTraining(c).orElseThrow(() -> missing);
          }
        });
  }

  /** The identity of a published training of this configuration; its data need not be here. */
  private Optional<String> publishedTraining(Configuration configuration) {
    Table records =
        runs.results()
            .sql(
                "select record from published_runs where kind = 'training' and seed = "
                    + configuration.seed());
    for (String text : records.stringColumn("record")) {
      JsonObject record = JsonParser.parseString(text).getAsJsonObject();
      String json = record.get("configuration").toString();
      if (Configuration.fromJson(json, "published run").canonical().equals(configuration)) {
        return Optional.of(record.get("identity").getAsString());
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a run is finished here, or published.
   *
   * @throws BadInput if its record is damaged: better before other runs are made than after
   */
  boolean isRecorded(RunFolder run) {
    if (run.isFinished()) {
      run.requireWhole();
    }
    return run.isFinished() || runs.results().isPublished(run.name());
  }

  /** How many workers complete runs fastest on this machine. */
  public int fastestWorkers() {
    return LocalEngine.fastest(session);
  }

  /**
   * This machine's engine.
   *
   * @param workers processes of one core each that share the work; 1: this process does it
   */
  public Engine localEngine(int workers) {
    return new LocalEngine(this, session.device(), workers);
  }

  /**
   * Completes missing runs, the trainings before the adaptations.
   *
   * @throws BadInput if runs failed, with the first one's message, after all others were completed
   */
  public void complete(MissingRuns missing, Engine engine, Progress progress) {
    List<Job> jobs = missing.jobs();
    JobProgress shown = new JobProgress(progress, jobs);
    engine.run(runs, jobs.stream().filter(job -> job.run() == null).toList(), shown);
    engine.run(runs, jobs.stream().filter(job -> job.run() != null).toList(), shown);
    shown.requireNoFailure();
  }

  /** The data of a configuration. */
  public Scenario scenario(Configuration configuration) {
    return scenarios.computeIfAbsent(configuration.data(), data -> runs.scenario(configuration));
  }

  /** The samples that a run sees; for a target its source need not be there. */
  public TargetStream stream(RunSpec run) {
    InputSettings input = run.input();
    String name =
        input.scenario().isEmpty() ? run.configuration().data().scenario() : input.scenario();
    if (input.part() == InputSettings.Part.VALIDATION) {
      return TargetStream.ofValidation(scenario(run.configuration())).select(input);
    }
    boolean own = input.scenario().isEmpty() && name.equals(Scenarios.BVH);
    Scenario scenario =
        own ? scenario(run.configuration()) : targets.computeIfAbsent(name, runs::target);
    return TargetStream.of(scenario).select(input);
  }
}
