package isopose.experiment;

import isopose.adapt.AdaptSettings;
import isopose.data.scenario.Scenario;
import isopose.experiment.Comparison.Method;
import isopose.metrics.Evaluation;
import isopose.model.DivergedException;
import isopose.model.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The methods of Sec. 4.2 with one configuration and several seeds, and any other {@link Trial}:
 * every result from its record, or by running what is missing.
 *
 * <p>For one thread; everything is computed when it is asked for, and kept for as long as the study
 * lives.
 */
public final class Study {
  private final Session session;
  private final Runs runs;
  private final Configuration joint;
  private final List<Long> seeds;
  private final Extent extent;
  private final Progress progress;
  private final TrialRunner runner;
  private final Map<Trial, Adaptation> adaptations;

  /**
   * Prepares, and runs nothing yet.
   *
   * @param joint the Joint model's configuration, of any seed; Baseline's differs in its technique
   * @param seeds at least one
   */
  public Study(
      Session session,
      Runs runs,
      Configuration joint,
      List<Long> seeds,
      Extent extent,
      Progress progress) {
    this(
        session,
        runs,
        joint,
        seeds,
        extent,
        progress,
        new TrialRunner(session, runs),
        new HashMap<>());
  }

  private Study(
      Session session,
      Runs runs,
      Configuration joint,
      List<Long> seeds,
      Extent extent,
      Progress progress,
      TrialRunner runner,
      Map<Trial, Adaptation> adaptations) {
    if (seeds.isEmpty() || seeds.stream().distinct().count() != seeds.size()) {
      throw new IllegalArgumentException("seeds: expected at least one, each once, got " + seeds);
    }
    this.session = session;
    this.runs = runs;
    this.joint = joint;
    this.seeds = List.copyOf(seeds);
    this.extent = extent;
    this.progress = progress;
    this.runner = runner;
    this.adaptations = adaptations;
  }

  /** The Joint model's configuration with this seed. */
  public Configuration joint(long seed) {
    return joint.with("seed", seed);
  }

  /** The Baseline's configuration with this seed. */
  public Configuration baseline(long seed) {
    return joint(seed).with("technique", "none").canonical();
  }

  /** The seeds, in their order. */
  public List<Long> seeds() {
    return seeds;
  }

  /** How much of the target is looked at. */
  public Extent extent() {
    return extent;
  }

  /** Where tensors live. */
  public Session session() {
    return session;
  }

  /** The records. */
  public Runs runs() {
    return runs;
  }

  /** Who hears of long work. */
  public Progress progress() {
    return progress;
  }

  /**
   * The same with another configuration, such as another laboratory or technique; what one of the
   * two has, the other need not read again.
   */
  public Study with(Configuration otherJoint) {
    return new Study(session, runs, otherJoint, seeds, extent, progress, runner, adaptations);
  }

  /** The same, telling somebody else of long work, such as the bar of another cell. */
  public Study showing(Progress otherProgress) {
    return new Study(session, runs, joint, seeds, extent, otherProgress, runner, adaptations);
  }

  /** One of Sec. 4.2's methods with this seed, with the paper's settings. */
  public Trial trial(Method method, long seed) {
    StreamChoice stream = StreamChoice.target(extent.stream());
    AdaptSettings none = AdaptSettings.none();
    return switch (method) {
      case BASELINE -> new Trial(baseline(seed), stream, none);
      case JOINT -> new Trial(joint(seed), stream, none);
      case VANILLA ->
          new Trial(joint(seed), StreamChoice.target(extent.subset()), AdaptSettings.vanilla(seed));
      case ONLINE -> new Trial(joint(seed), stream, AdaptSettings.online(seed));
    };
  }

  /** These methods with every seed. */
  public List<Trial> trials(List<Method> methods) {
    return seeds.stream()
        .flatMap(seed -> methods.stream().map(method -> trial(method, seed)))
        .toList();
  }

  /** One of Sec. 4.2's methods with this seed. */
  public Adaptation adaptation(Method method, long seed) {
    return adaptation(trial(method, seed));
  }

  /** One of Sec. 4.2's methods, for each seed. */
  public List<Adaptation> adaptations(Method method) {
    return seeds.stream().map(seed -> adaptation(method, seed)).toList();
  }

  /** Any trial: from its record, or by training and adapting. */
  public Adaptation adaptation(Trial trial) {
    return adaptations.computeIfAbsent(trial, missing -> runner.run(missing, progress));
  }

  /**
   * A point of a sweep, one result a trial: empty where the training or the adaptation diverged.
   */
  List<Optional<Adaptation>> attempts(List<Trial> trials) {
    return trials.stream().map(this::attempt).toList();
  }

  private Optional<Adaptation> attempt(Trial trial) {
    try {
      return Optional.of(adaptation(trial));
    } catch (DivergedException e) {
      return Optional.empty();
    }
  }

  /** A method's scores on the samples that Vanilla saw, so that all four can be compared. */
  public Evaluation onSubset(Method method, long seed) {
    Adaptation adaptation = adaptation(method, seed);
    return extent.subset() == 0 || method == Method.VANILLA
        ? adaptation.evaluation()
        : adaptation.evaluation(extent.subset());
  }

  /** The trained model behind a method, Baseline or Joint; the caller closes it. */
  public TrainedModel model(Method method, long seed) {
    return model(method == Method.BASELINE ? baseline(seed) : joint(seed));
  }

  /** The trained model of any configuration; the caller closes it. */
  public TrainedModel model(Configuration configuration) {
    return runs.train(session, configuration, progress);
  }

  /** The study's data, with the laboratory's people in the source. */
  public Scenario scenario() {
    return scenario(joint);
  }

  /** The data of a configuration, read once. */
  public Scenario scenario(Configuration configuration) {
    return runner.scenario(configuration);
  }

  /** Where the record of a training is, or will be. */
  RunFolder record(Configuration configuration) {
    return runner.record(configuration);
  }

  /** Where the record of a trial is, or will be. */
  RunFolder record(Trial trial) {
    return runner.record(trial);
  }

  /** The samples that a trial sees. */
  public TargetStream stream(Trial trial) {
    return runner.stream(trial);
  }

  /** How many workers make its records fastest on this machine. */
  public int fastestWorkers() {
    return Workers.fastest(session);
  }

  /**
   * Makes the records that a plan found missing.
   *
   * @param workers processes of one core each that share the work; 1: this process does it
   */
  public void complete(Plan plan, int workers) {
    List<Job> jobs = plan.jobs();
    JobProgress shown = new JobProgress(progress, jobs);
    if (workers > 1 && jobs.size() > 1) {
      Workers team = new Workers(runs, session.device(), workers);
      team.run(jobs.stream().filter(job -> job.trial() == null).toList(), shown);
      team.run(jobs.stream().filter(job -> job.trial() != null).toList(), shown);
      return;
    }
    Failures failures = new Failures(jobs.size());
    for (Job job : jobs) {
      failures.unless(
          job, () -> job.run(runner, (done, all, text) -> shown.update(job, done, all, text)));
      shown.finish(job);
    }
    failures.report();
  }

  /** Which of these trials have a record, and what the others will take. */
  public Plan plan(List<Trial> trials) {
    return Plan.of(runner, trials, progress);
  }
}
