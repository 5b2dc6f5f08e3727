package isopose.study;

import isopose.io.Progress;
import isopose.metrics.Metric;
import isopose.model.DivergedException;
import isopose.run.Adaptation;
import isopose.run.RunSpec;
import isopose.run.Runs;
import isopose.run.queue.Runner;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tech.tablesaw.api.Table;

/** Results that were read from the store, or computed where it lacks them, kept in memory. */
final class LoadedRuns {
  private final Runner runner;
  private final Runs runs;
  private final Map<RunSpec, Adaptation> adaptations = new HashMap<>();
  private final Map<String, Table> observations = new HashMap<>();
  private final Map<String, Table> epochs = new HashMap<>();
  private final Map<String, double[]> computed = new HashMap<>();
  private final Set<String> diverged = new HashSet<>();

  LoadedRuns(Runner runner, Runs runs) {
    this.runner = runner;
    this.runs = runs;
  }

  Runner runner() {
    return runner;
  }

  private String name(RunSpec spec) {
    return runner.record(spec).name();
  }

  /** Reads the observations of these runs; those that are missing are run. */
  void load(List<RunSpec> specs, Progress progress) {
    Set<String> wanted = new LinkedHashSet<>(specs.stream().map(this::name).toList());
    wanted.removeAll(observations.keySet());
    if (wanted.isEmpty()) {
      return;
    }
    observations.putAll(runs.results().observations(wanted));
    for (RunSpec spec : specs) {
      String name = name(spec);
      if (!observations.containsKey(name) && !diverged.contains(name)) {
        complete(spec, name, progress);
      }
    }
  }

  private void complete(RunSpec spec, String name, Progress progress) {
    try {
      runner.run(spec, progress);
      observations.putAll(runs.results().observations(List.of(name)));
    } catch (DivergedException e) {
      diverged.add(name);
    }
  }

  /** A row for each sample of a run; a {@link DivergedException} where it diverged. */
  Table observations(RunSpec spec, Progress progress) {
    if (isDiverged(spec, progress)) {
      runner.run(spec, progress); // throws
    }
    return observations.get(name(spec));
  }

  boolean isDiverged(RunSpec spec, Progress progress) {
    load(List.of(spec), progress);
    return diverged.contains(name(spec));
  }

  /** A row for each epoch of a training; null if only its adaptations are in the store. */
  Table epochs(String training) {
    return epochs.computeIfAbsent(training, name -> runs.results().epochs(List.of(name)).get(name));
  }

  /** Each sample's number under a metric; see {@link Study#values}. */
  double[] values(RunSpec spec, Metric metric, Progress progress) {
    double[] values = metric.of(observations(spec, progress));
    boolean lacking =
        metric.ofStream() != null
            && Arrays.stream(values).allMatch(Double::isNaN)
            && runner.record(spec).isFinished();
    return lacking ? computed(spec, metric, progress) : values;
  }

  private double[] computed(RunSpec spec, Metric metric, Progress progress) {
    return computed.computeIfAbsent(
        name(spec) + " " + metric.column(),
        missing -> metric.ofStream().apply(runner.run(spec, progress).streamScores()));
  }

  /** The predictions of a run; they are computed where only scores are kept. */
  Adaptation adaptation(RunSpec spec, Progress progress) {
    return adaptations.computeIfAbsent(spec, missing -> runner.run(missing, progress));
  }
}
