package isopose.study;

import isopose.adapt.AdaptSettings;
import isopose.config.Configuration;
import isopose.config.InputSettings;
import isopose.data.scenario.Scenario;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.metrics.Metric;
import isopose.model.DivergedException;
import isopose.model.Session;
import isopose.run.Adaptation;
import isopose.run.RunSpec;
import isopose.run.Runs;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.run.queue.Engine;
import isopose.run.queue.MissingRuns;
import isopose.run.queue.Runner;
import isopose.run.store.RunFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * The context in which experiments are evaluated: a configuration, seeds, the samples of the
 * target, and the runs that there are. Every result comes from the store, or by running what is
 * missing.
 *
 * <p>For one thread; what was read is kept for as long as the study lives.
 */
public final class Study {
  private final Session session;
  private final Runs runs;
  private final Configuration joint;
  private final List<Long> seeds;
  private final Progress progress;
  private final LoadedRuns loaded; // shared by studies that differ in their configuration only

  /**
   * Prepares, and runs nothing yet.
   *
   * @param joint the Joint model's configuration, of any seed; Baseline's differs in its technique
   * @param seeds at least one, each once
   */
  public Study(
      Session session, Runs runs, Configuration joint, List<Long> seeds, Progress progress) {
    this(session, runs, joint, seeds, progress, new LoadedRuns(new Runner(session, runs), runs));
  }

  private Study(
      Session session,
      Runs runs,
      Configuration joint,
      List<Long> seeds,
      Progress progress,
      LoadedRuns loaded) {
    if (seeds.isEmpty() || seeds.stream().distinct().count() != seeds.size()) {
      throw new IllegalArgumentException("seeds: expected at least one, each once, got " + seeds);
    }
    this.session = session;
    this.runs = runs;
    this.joint = joint;
    this.seeds = List.copyOf(seeds);
    this.progress = progress;
    this.loaded = loaded;
  }

  /** The same with another configuration, such as other source subjects or another technique. */
  public Study with(Configuration otherJoint) {
    return new Study(session, runs, otherJoint, seeds, progress, loaded);
  }

  /** The same with another listener of long work, such as the bar of another cell. */
  public Study showing(Progress otherProgress) {
    return new Study(session, runs, joint, seeds, otherProgress, loaded);
  }

  /** The Joint model's configuration with this seed. */
  public Configuration joint(long seed) {
    return joint.with("seed", seed);
  }

  /** The seeds, in their order. */
  public List<Long> seeds() {
    return seeds;
  }

  /** The number of samples that Vanilla sees; 0: the whole stream. */
  public int subset() {
    return joint.evaluation().subset();
  }

  String streamName() {
    return joint.evaluation().stream() == 0
        ? "whole stream"
        : joint.evaluation().stream() + " samples";
  }

  String subsetName() {
    return "Vanilla's " + joint.evaluation().subset() + " samples";
  }

  /** Where tensors live. */
  public Session session() {
    return session;
  }

  /** The runs of this machine, and the published ones. */
  public Runs runs() {
    return runs;
  }

  /** The listener of long work. */
  public Progress progress() {
    return progress;
  }

  /** A method with this seed and the paper's settings. */
  public RunSpec run(Method method, long seed) {
    return run(method, seed, Map.of());
  }

  /**
   * A method with this seed, the paper's settings and some changes.
   *
   * @param settings as {@link RunSpec#with} takes them; those of adaptation do not apply to a
   *     method that does not adapt
   */
  public RunSpec run(Method method, long seed, Map<String, String> settings) {
    Configuration own = joint(seed);
    RunSpec run =
        new RunSpec(
            method == Method.BODY ? own.comparator("body") : own,
            InputSettings.target(
                method == Method.VANILLA
                    ? joint.evaluation().subset()
                    : joint.evaluation().stream()),
            switch (method) {
              case BASELINE, JOINT, BODY -> AdaptSettings.none();
              case VANILLA -> AdaptSettings.vanilla(seed);
              case ONLINE -> AdaptSettings.online(seed);
            });
    if (method == Method.BODY) {
      run = run.with("adapt.body", "stream");
    }
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      run = run.with(setting.getKey(), setting.getValue());
    }
    return method == Method.BASELINE ? run.with("technique", "none") : run;
  }

  /** The runs' names, as in the store. */
  public List<String> names(List<RunSpec> specs) {
    return specs.stream().map(spec -> record(spec).name()).toList();
  }

  /** The names of the trainings behind runs. */
  List<String> trainings(List<RunSpec> specs) {
    return specs.stream().map(spec -> runner().record(spec.configuration()).name()).toList();
  }

  private Runner runner() {
    return loaded.runner();
  }

  /** Where the record of a run is, or will be. */
  public RunFolder record(RunSpec spec) {
    return runner().record(spec);
  }

  /** Reads the observations of these runs; those that are missing are run. */
  public void load(List<RunSpec> specs) {
    loaded.load(specs, progress);
  }

  /**
   * A row for each sample of a run, in the order of its stream.
   *
   * @throws DivergedException if the training or the adaptation diverged
   * @throws BadInput if the run is published as means over clips
   */
  public Table observations(RunSpec spec) {
    Table observations = meansOrObservations(spec);
    if (observations.containsColumn("samples")
        && observations.column("samples").countMissing() == 0) {
      throw new BadInput(
          "%s: is published as means over clips, and each sample is needed here; --no-published computes it again"
              .formatted(record(spec).name()));
    }
    return observations;
  }

  /**
   * The same, with its clip's means for each sample where a run is published as means over clips.
   */
  Table meansOrObservations(RunSpec spec) {
    return loaded.observations(spec, progress);
  }

  /** Whether the training or the adaptation of a run diverged: it has no observations. */
  public boolean isDiverged(RunSpec spec) {
    return loaded.isDiverged(spec, progress);
  }

  /**
   * Each sample's number under a metric. Where a record of this machine lacks the metric, it is
   * computed from the predictions; for a published one it is NaN.
   */
  double[] values(RunSpec spec, Metric metric) {
    return loaded.values(spec, metric, progress);
  }

  /** A run's score over all its samples. */
  public double score(RunSpec spec, Metric metric) {
    double[] values = values(spec, metric);
    return metric.mean(values, IntStream.range(0, values.length).toArray());
  }

  /** A row for each epoch of a run's training; null if only its adaptations are in the store. */
  Table epochs(RunSpec spec) {
    return loaded.epochs(runner().record(spec.configuration()).name());
  }

  /** The answer to a query over the store. */
  public Table sql(String query) {
    return runs.results().sql(query);
  }

  /** The names of those runs that diverged. */
  List<String> diverged(List<RunSpec> specs) {
    return names(specs.stream().filter(this::isDiverged).toList());
  }

  /** The predictions of a run of this machine; they are computed where only scores are kept. */
  public Adaptation adaptation(RunSpec spec) {
    return loaded.adaptation(spec, progress);
  }

  /** The predictions of a method with this seed. */
  public Adaptation adaptation(Method method, long seed) {
    return adaptation(run(method, seed));
  }

  /** The predictions of a method, for each seed. */
  public List<Adaptation> adaptations(Method method) {
    return seeds.stream().map(seed -> adaptation(method, seed)).toList();
  }

  /** The trained model of a configuration; the caller closes it. */
  public TrainedModel model(Configuration configuration) {
    return runs.train(session, configuration, progress);
  }

  /** The trained model behind a method; the caller closes it. */
  public TrainedModel model(Method method, long seed) {
    return model(run(method, seed).configuration());
  }

  /** The study's data, with the source's variation. */
  public Scenario scenario() {
    return runner().scenario(joint);
  }

  /** The samples that a run sees. */
  public TargetStream stream(RunSpec spec) {
    return runner().stream(spec);
  }

  /** Which of these runs are not in the store, and how long they will take. */
  public MissingRuns missing(List<RunSpec> specs) {
    return MissingRuns.of(runner(), new ArrayList<>(specs), progress);
  }

  /** How many workers complete runs fastest on this machine. */
  public int fastestWorkers() {
    return runner().fastestWorkers();
  }

  /**
   * Completes missing runs on this machine.
   *
   * @param workers processes of one core each that share the work; 1: this process does it
   */
  public void complete(MissingRuns missing, int workers) {
    complete(missing, localEngine(workers));
  }

  /** This machine's engine, with so many workers. */
  public Engine localEngine(int workers) {
    return runner().localEngine(workers);
  }

  /** Completes missing runs, wherever the engine computes. */
  public void complete(MissingRuns missing, Engine engine) {
    runner().complete(missing, engine, progress);
  }
}
