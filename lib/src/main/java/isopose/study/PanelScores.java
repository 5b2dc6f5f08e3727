package isopose.study;

import isopose.config.InputSettings;
import isopose.metrics.Metric;
import isopose.run.RunSpec;
import isopose.stats.Bootstrap;
import isopose.study.Grouping.Group;
import isopose.study.Panel.Cell;
import isopose.study.Panel.Difference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The numbers of a panel: a row of the summary for each cell and metric, and the differences. */
final class PanelScores {
  private final Study study;
  private final Summary summary;
  private final Grouping grouping;
  private final Panel.Samples samples;
  private final List<Metric> metrics;

  PanelScores(
      Study study,
      Summary summary,
      Grouping grouping,
      Panel.Samples samples,
      List<Metric> metrics) {
    this.study = study;
    this.summary = summary;
    this.grouping = grouping;
    this.samples = samples;
    this.metrics = List.copyOf(metrics);
  }

  /** Each method's scores, then the differences. */
  void add(List<Cell> cells, List<Difference> differences) {
    for (Cell cell : cells) {
      if (diverged(cell) > 0) {
        addDiverged(cell);
      } else {
        groups(cell).forEach(g -> addScores(cell, g));
      }
    }
    for (Difference difference : differences) {
      for (Cell cell : cells) {
        if (difference.of().test(cell.row()) && diverged(cell) == 0) {
          partner(cells, cell, difference)
              .filter(from -> diverged(from) == 0)
              .ifPresent(
                  from ->
                      groups(cell)
                          .forEach(g -> addDifference(cell, from, g, difference.metrics())));
        }
      }
    }
  }

  private long diverged(Cell cell) {
    return cell.runs().stream().filter(study::isDiverged).count();
  }

  /** Where a seed diverged, a row has no score: the mean of the other seeds would be too good. */
  private void addDiverged(Cell cell) {
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
  private List<Group> groups(Cell cell) {
    boolean isSubset = samples == Panel.Samples.SUBSET && cell.row().method() != Method.VANILLA;
    if (!isSubset && grouping == Grouping.NONE) {
      return grouping.of(study.meansOrObservations(cell.runs().get(0)));
    }
    List<Table> observations = cell.runs().stream().map(study::observations).toList();
    Table first = observations.get(0);
    return isSubset
        ? List.of(new Group("", Double.NaN, InputSettings.spread(first.rowCount(), study.subset())))
        : grouping.of(first);
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

  private Summary.Row row(Cell cell, Group group, String label) {
    List<String> names = new ArrayList<>(List.of(cell.group(), group.label()));
    names.removeIf(String::isEmpty);
    return Summary.Row.of(label, study.names(cell.runs()))
        .in(String.join("; ", names))
        .at(Double.isNaN(group.at()) ? cell.at() : group.at());
  }

  private void addScores(Cell cell, Group group) {
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
        Summary.Row row = row(cell, group, cell.label()).scored(metric.name(), values);
        summary.add(metric.ofTraining() ? row.from(study.trainings(cell.runs())) : row);
      }
    }
  }

  private void addDifference(Cell cell, Cell from, Group group, List<Metric> compared) {
    List<RunSpec> both = new ArrayList<>(cell.runs());
    both.addAll(from.runs());
    String label = "%s - %s".formatted(cell.label(), from.label());
    List<String> clips = clips(cell.runs().get(0), group.samples());
    for (Metric metric : compared) {
      if (metric.ofTraining() || !from.row().method().has(metric)) {
        continue;
      }
      List<double[]> seeds = new ArrayList<>();
      for (int s = 0; s < cell.runs().size(); s++) {
        if (!clips(from.runs().get(s), group.samples()).equals(clips)) {
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
          row(cell, group, label)
              .scored(metric.name(), seeds.stream().mapToDouble(PanelScores::mean).toArray())
              .within(Bootstrap.ofMean(seeds, clips(cell.runs().get(0), samples), 0))
              .from(study.names(both)));
    }
  }

  private static double mean(double... values) {
    return DoubleStream.of(values).average().orElse(Double.NaN);
  }

  private List<String> clips(RunSpec run, int... samples) {
    StringColumn clips = study.meansOrObservations(run).stringColumn("clip");
    return IntStream.of(samples).mapToObj(clips::get).toList();
  }
}
