package isopose.run.queue;

import isopose.config.Configuration;
import isopose.io.Progress;
import isopose.run.RunSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What is missing before an experiment can be evaluated.
 *
 * @param asked distinct runs that it looks at, trainings and adaptations
 * @param trainings that have no record, with the seconds each will take where records tell
 * @param adaptations that have no record, likewise
 */
public record MissingRuns(
    int asked,
    Map<Configuration, OptionalDouble> trainings,
    Map<RunSpec, OptionalDouble> adaptations) {

  /** One training that has no record. */
  public static MissingRuns of(Configuration training) {
    return new MissingRuns(1, Map.of(training, OptionalDouble.empty()), Map.of());
  }

  public static MissingRuns of(Runner runner, List<RunSpec> specs, Progress progress) {
    Cost cost = new Cost(runner.runs(), progress);
    LinkedHashSet<RunSpec> distinct = new LinkedHashSet<>(specs);
    distinct.forEach(RunSpec::requireFitting);
    LinkedHashSet<Configuration> trained = new LinkedHashSet<>();
    distinct.forEach(spec -> trained.add(spec.configuration()));
    Map<Configuration, OptionalDouble> trainings = new LinkedHashMap<>();
    for (Configuration configuration : trained) {
      if (!runner.isRecorded(runner.record(configuration))) {
        trainings.put(configuration, cost.of(configuration, runner.scenario(configuration)));
      }
    }
    Map<RunSpec, OptionalDouble> adaptations = new LinkedHashMap<>();
    for (RunSpec spec : distinct) {
      if (!runner.isRecorded(runner.record(spec))) {
        adaptations.put(spec, cost.of(spec, runner.stream(spec).count()));
      }
    }
    return new MissingRuns(distinct.size() + trained.size(), trainings, adaptations);
  }

  /** The missing runs: trainings first, and of each kind the longest first. */
  List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    trainings.forEach((training, seconds) -> jobs.add(new Job(training, null, seconds.orElse(1))));
    adaptations.forEach(
        (spec, seconds) -> jobs.add(new Job(spec.configuration(), spec, seconds.orElse(1))));
    jobs.sort(
        Comparator.comparing((Job job) -> job.run() != null)
            .thenComparing(Job::seconds, Comparator.reverseOrder()));
    return jobs;
  }

  /** Runs that have no record yet. */
  public int missing() {
    return trainings.size() + adaptations.size();
  }

  /** All missing runs' seconds on one core, as far as records tell. */
  public double seconds() {
    return known().stream().mapToDouble(Double::doubleValue).sum();
  }

  private List<Double> known() {
    List<Double> known = new ArrayList<>();
    trainings.values().forEach(seconds -> seconds.ifPresent(known::add));
    adaptations.values().forEach(seconds -> seconds.ifPresent(known::add));
    return known;
  }

  /**
   * A description in one line.
   *
   * @param workers the number of processes
   */
  public String describe(int workers) {
    if (missing() == 0) {
      return "all %d runs are recorded".formatted(asked);
    }
    String what =
        "%d of %d runs are missing (%d trainings, %d adaptations): "
            .formatted(missing(), asked, trainings.size(), adaptations.size());
    int unknown = missing() - known().size();
    if (unknown == missing()) {
      return what + "no earlier run of their kind tells how long they take";
    }
    String time = "about " + duration(seconds() / Math.max(1, Math.min(workers, missing())));
    String rest = unknown == 0 ? "" : ", and %d of a kind that was never timed".formatted(unknown);
    return what + time + " with " + (workers == 1 ? "one worker" : workers + " workers") + rest;
  }

  private static String duration(double seconds) {
    return seconds < 90
        ? "%.0f seconds".formatted(Math.ceil(seconds))
        : "%.0f minutes".formatted(Math.ceil(seconds / 60));
  }
}
