package isopose.study;

import isopose.config.InputSettings;
import isopose.metrics.Metric;
import isopose.run.RunSpec;
import isopose.stats.Bootstrap;
import isopose.study.Grouping.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;

/** A part of an experiment: axes x methods x metrics, over the whole stream or some of it. */
final class Panel {
  /** The samples that a row is scored on. */
  enum Samples {
    /** What each method saw: Vanilla its own evaluation subset, the others the stream. */
    OWN,
    /** The stream; Vanilla only where it saw all of it. */
    STREAM,
    /** The evaluation subset of Vanilla, for all methods. */
    SUBSET
  }

  /**
   * A method in this panel.
   *
   * @param settings that are changed in its runs
   * @param swept whether the axes change it, or it stands beside them
   */
  record Row(String label, Method method, Map<String, String> settings, boolean swept) {}

  /** The difference of two methods or of two rows, by their labels, for some of the metrics. */
  private record Difference(
      Predicate<Row> of,
      String label,
      Predicate<Row> from,
      String fromLabel,
      List<Metric> metrics) {}

  /** A row with its values on all axes, without numbers. */
  private record Cell(String group, String label, double at, Row row, List<RunSpec> runs) {}

  final String name;
  final List<Axis> axes = new ArrayList<>();
  final List<Row> rows = new ArrayList<>();
  final List<Metric> metrics = new ArrayList<>();
  private final List<Difference> differences = new ArrayList<>();
  Grouping grouping = Grouping.NONE;
  Samples samples = Samples.OWN;

  Panel(String name) {
    this.name = name;
  }

  void difference(Method method, Method from) {
    differences.add(
        new Difference(
            row -> row.method() == method,
            method.label(),
            row -> row.method() == from,
            from.label(),
            List.copyOf(metrics)));
  }

  void difference(String label, String from) {
    for (String named : List.of(label, from)) {
      if (rows.stream().noneMatch(row -> row.label().equals(named))) {
        throw new IllegalArgumentException("delta: there is no row " + named);
      }
    }
    differences.add(
        new Difference(
            row -> row.label().equals(label),
            label,
            row -> row.label().equals(from),
            from,
            List.copyOf(metrics)));
  }

  boolean hasDifferences() {
    return !differences.isEmpty();
  }

  boolean hasMethod(Method method) {
    return rows.stream().anyMatch(row -> row.method() == method);
  }

  /** All runs that its numbers come from. */
  List<RunSpec> runs(Study study) {
    return cells(study).stream().flatMap(cell -> cell.runs().stream()).toList();
  }

  private List<Cell> cells(Study study) {
    List<Cell> cells = new ArrayList<>();
    if (samples == Samples.SUBSET && study.subset() == 0) {
      return cells;
    }
    for (List<Axis.Point> points : Axis.product(axes)) {
      for (Row row : rows) {
        boolean shown =
            samples != Samples.STREAM || row.method() != Method.VANILLA || study.subset() == 0;
        Cell cell = cell(study, row, points);
        if (shown && cells.stream().noneMatch(other -> isSameRow(cell, other))) {
          cells.add(cell);
        }
      }
    }
    return cells;
  }

  private static boolean isSameRow(Cell a, Cell b) {
    return a.group().equals(b.group())
        && a.label().equals(b.label())
        && Double.compare(a.at(), b.at()) == 0;
  }

  private Cell cell(Study study, Row row, List<Axis.Point> points) {
    List<String> group = new ArrayList<>();
    if (!name.isEmpty()) {
      group.add(name);
    }
    String label = row.label();
    double at = Double.NaN;
    Map<String, String> settings = new LinkedHashMap<>();
    for (int a = 0; a < axes.size(); a++) {
      Axis.Point point = points.get(a);
      boolean applies = row.swept() || axes.get(a).role() == Axis.Role.GROUP;
      if (applies) {
        settings.putAll(point.settings());
      }
      switch (axes.get(a).role()) {
        case GROUP -> group.add(point.label());
        case AT -> at = row.swept() ? point.at() : at;
        case METHOD -> label = row.swept() && !isBare(row) ? point.label().formatted(label) : label;
      }
    }
    settings.putAll(row.settings());
    if (samples != Samples.OWN && name.isEmpty()) {
      group.add(samples == Samples.STREAM ? study.streamName() : study.subsetName());
    }
    List<RunSpec> runs =
        study.seeds().stream().map(seed -> study.run(row.method(), seed, settings)).toList();
    return new Cell(String.join("; ", group), label, at, row, runs);
  }

  /** A Baseline has no technique, and so no variants of one. */
  private boolean isBare(Row row) {
    return row.method() == Method.BASELINE
        && axes.stream()
            .filter(axis -> axis.role() == Axis.Role.METHOD)
            .flatMap(axis -> axis.points().stream())
            .allMatch(point -> point.settings().keySet().equals(Set.of("technique")));
  }

  /** Adds its rows: each method's scores, then the differences. */
  void evaluate(Study study, Summary summary) {
    List<Cell> cells = cells(study);
    for (Cell cell : cells) {
      if (diverged(study, cell) > 0) {
        addDiverged(study, summary, cell);
      } else {
        groups(study, cell).forEach(g -> addScores(study, summary, cell, g));
      }
    }
    for (Difference difference : differences) {
      for (Cell cell : cells) {
        if (difference.of().test(cell.row()) && diverged(study, cell) == 0) {
          partner(cells, cell, difference)
              .filter(from -> diverged(study, from) == 0)
              .ifPresent(
                  from ->
                      groups(study, cell)
                          .forEach(
                              g ->
                                  addDifference(
                                      study, summary, cell, from, g, difference.metrics())));
        }
      }
    }
  }

  private static long diverged(Study study, Cell cell) {
    return cell.runs().stream().filter(study::isDiverged).count();
  }

  /** Where a seed diverged, a row has no score: the mean of the other seeds would be too good. */
  private void addDiverged(Study study, Summary summary, Cell cell) {
    List<RunSpec> finished = cell.runs().stream().filter(run -> !study.isDiverged(run)).toList();
    double[] unknown = cell.runs().stream().mapToDouble(run -> Double.NaN).toArray();
    double[] diverged =
        cell.runs().stream().mapToDouble(run -> study.isDiverged(run) ? 1 : 0).toArray();
    Summary.Row row =
        Summary.Row.of(cell.label(), study.names(finished)).in(cell.group()).at(cell.at());
    metrics.stream()
        .filter(cell.row().method()::has)
        .forEach(metric -> summary.add(row.scored(metric.name(), unknown)));
    summary.add(row.scored(Summary.DIVERGED, diverged));
  }

  /** The groups of samples that a row is scored on; every seed saw the same stream. */
  private List<Group> groups(Study study, Cell cell) {
    RunSpec run = cell.runs().get(0);
    if (samples == Samples.SUBSET && cell.row().method() != Method.VANILLA) {
      int[] subset = InputSettings.spread(study.observations(run).rowCount(), study.subset());
      return List.of(new Group("", Double.NaN, subset));
    }
    return grouping.of(
        grouping == Grouping.NONE ? study.meansOrObservations(run) : study.observations(run));
  }

  /** The row of the other method with the same settings: a variant's own, else the common one. */
  private static Optional<Cell> partner(List<Cell> cells, Cell cell, Difference difference) {
    String own = cell.label().replace(difference.label(), difference.fromLabel());
    return cells.stream()
        .filter(other -> difference.from().test(other.row()))
        .filter(other -> other.group().equals(cell.group()))
        .filter(other -> Double.isNaN(other.at()) || other.at() == cell.at())
        .min(Comparator.comparing(other -> other.label().equals(own) ? 0 : 1));
  }

  private static Summary.Row row(Study study, Cell cell, Group group, String label) {
    List<String> names = new ArrayList<>(List.of(cell.group(), group.label()));
    names.removeIf(String::isEmpty);
    return Summary.Row.of(label, study.names(cell.runs()))
        .in(String.join("; ", names))
        .at(Double.isNaN(group.at()) ? cell.at() : group.at());
  }

  private void addScores(Study study, Summary summary, Cell cell, Group group) {
    for (Metric metric : metrics) {
      if (cell.row().method().has(metric)) {
        double[] values =
            cell.runs().stream()
                .mapToDouble(
                    run ->
                        metric.ofTraining()
                            ? metric.last(study.epochs(run))
                            : metric.mean(study.values(run, metric), group.samples()))
                .toArray();
        if (metric.hasGaps() && DoubleStream.of(values).anyMatch(Double::isNaN)) {
          continue; // a record without it
        }
        Summary.Row row = row(study, cell, group, cell.label()).scored(metric.name(), values);
        summary.add(metric.ofTraining() ? row.from(study.trainings(cell.runs())) : row);
      }
    }
  }

  private void addDifference(
      Study study, Summary summary, Cell cell, Cell from, Group group, List<Metric> compared) {
    List<RunSpec> both = new ArrayList<>(cell.runs());
    both.addAll(from.runs());
    String label = "%s - %s".formatted(cell.label(), from.label());
    List<String> clips = clips(study, cell.runs().get(0), group.samples());
    for (Metric metric : compared) {
      if (metric.ofTraining() || !from.row().method().has(metric)) {
        continue;
      }
      List<double[]> seeds = new ArrayList<>();
      for (int s = 0; s < cell.runs().size(); s++) {
        if (!clips(study, from.runs().get(s), group.samples()).equals(clips)) {
          throw new IllegalArgumentException(label + ": the two methods saw different streams");
        }
        double[] a = study.values(cell.runs().get(s), metric);
        double[] b = study.values(from.runs().get(s), metric);
        seeds.add(IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray());
      }
      int[] samples = metric.comparable(seeds, group.samples());
      if (samples.length == 0) {
        continue;
      }
      seeds.replaceAll(all -> IntStream.of(samples).mapToDouble(i -> all[i]).toArray());
      summary.add(
          row(study, cell, group, label)
              .scored(metric.name(), seeds.stream().mapToDouble(Panel::mean).toArray())
              .within(Bootstrap.ofMean(seeds, clips(study, cell.runs().get(0), samples), 0))
              .from(study.names(both)));
    }
  }

  private static double mean(double... values) {
    return DoubleStream.of(values).average().orElse(Double.NaN);
  }

  private static List<String> clips(Study study, RunSpec run, int... samples) {
    StringColumn clips = study.meansOrObservations(run).stringColumn("clip");
    return IntStream.of(samples).mapToObj(clips::get).toList();
  }
}
