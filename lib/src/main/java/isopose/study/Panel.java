package isopose.study;

import isopose.metrics.Metric;
import isopose.run.RunSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

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
  record Difference(
      Predicate<Row> of,
      String label,
      Predicate<Row> from,
      String fromLabel,
      List<Metric> metrics) {}

  /** A row with its values on all axes, without numbers. */
  record Cell(String group, String label, double at, Row row, List<RunSpec> runs) {}

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
    new PanelScores(study, summary, grouping, samples, metrics)
        .add(cells(study), List.copyOf(differences));
  }
}
