package isopose.experiment;

import isopose.metrics.Evaluation;
import isopose.stats.Holm;
import isopose.stats.Interval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.hipparchus.stat.descriptive.moment.Mean;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The form of every table and figure: a row a number. Columns that have nothing to say hold NaN or
 * nothing.
 *
 * <p>{@code group}: what several rows have in common, such as the laboratory; {@code method}: the
 * paper's name where it has one; {@code at}: the value of what is swept, such as T or alpha; {@code
 * metric}; {@code mean} and {@code std} over {@code seeds}; {@code low} and {@code high}: a 95 %
 * interval; {@code p}: the p-value of the test that the number is zero, uncorrected; {@code runs}:
 * the records behind the number; {@code paper}: what the paper prints, on its own data.
 */
public final class ScoreTable {
  /** A metric: the fraction of the seeds whose training or adaptation diverged. */
  public static final String DIVERGED = "diverged";

  static final String RUNS = "runs";

  /** The level of the tests that {@link #differing} makes. */
  private static final double LEVEL = 0.05;

  /** What a caption says of intervals, p-values and marks. */
  static final String INTERVALS =
      "low, high: 95 % bootstrap interval over seeds and clips, not corrected for the number of"
          + " differences; p: its two-sided p-value; *: differs from 0 at 5 % after Holm's"
          + " correction over all differences of the table";

  private final Table table;

  /** An empty one. */
  public ScoreTable(String name) {
    table =
        Table.create(
            name,
            StringColumn.create("group"),
            StringColumn.create("method"),
            DoubleColumn.create("at"),
            StringColumn.create("metric"),
            DoubleColumn.create("mean"),
            DoubleColumn.create("std"),
            DoubleColumn.create("low"),
            DoubleColumn.create("high"),
            DoubleColumn.create("p"),
            IntColumn.create("seeds"),
            StringColumn.create(RUNS),
            DoubleColumn.create("paper"));
  }

  /** The scores of the paper's tables, and PA-MPJPE, by the names that rows give them. */
  public static Map<String, ToDoubleFunction<Evaluation>> metrics() {
    Map<String, ToDoubleFunction<Evaluation>> metrics = new LinkedHashMap<>();
    metrics.put("pck", Evaluation::pck);
    metrics.put("auc", Evaluation::auc);
    metrics.put("mpjpe", Evaluation::mpjpe);
    metrics.put("pa_mpjpe", Evaluation::paMpjpe);
    return metrics;
  }

  /** One number. */
  public ScoreTable add(Row row) {
    double[] values = row.values();
    table.stringColumn("group").append(row.group());
    table.stringColumn("method").append(row.method());
    table.doubleColumn("at").append(row.at());
    table.stringColumn("metric").append(row.metric());
    table.doubleColumn("mean").append(new Mean().evaluate(values));
    table
        .doubleColumn("std")
        .append(values.length > 1 ? new StandardDeviation().evaluate(values) : Double.NaN);
    table.doubleColumn("low").append(row.low());
    table.doubleColumn("high").append(row.high());
    table.doubleColumn("p").append(row.p());
    table.intColumn("seeds").append(values.length);
    table
        .stringColumn(RUNS)
        .append(row.runs().stream().distinct().collect(Collectors.joining(" ")));
    table.doubleColumn("paper").append(row.paper());
    return this;
  }

  /** The scores of {@link #metrics}, each a row like this one. */
  public void addScores(Row row, List<Evaluation> evaluations) {
    addScores(row, evaluations, metric -> Double.NaN);
  }

  /**
   * The same beside the paper's numbers.
   *
   * @param row without a score
   * @param evaluations one a seed
   * @param paper what the paper prints, by metric; NaN where nothing
   */
  public void addScores(Row row, List<Evaluation> evaluations, ToDoubleFunction<String> paper) {
    metrics()
        .forEach(
            (metric, score) ->
                add(
                    row.scored(metric, evaluations.stream().mapToDouble(score).toArray())
                        .paper(paper.applyAsDouble(metric))));
  }

  /**
   * A point of a sweep: the scores of {@link #metrics}, or, where a seed diverged, that it did.
   *
   * @param row without a score
   * @param seeds as {@link Study#attempts} gives them
   */
  void addPoint(Row row, List<Optional<Adaptation>> seeds) {
    if (!addDiverged(row, seeds, metrics().keySet())) {
      addScores(row, Samples.finished(seeds).stream().map(Adaptation::evaluation).toList());
    }
  }

  /**
   * Where a seed diverged, the row says so and has no score: the mean of the other seeds would be
   * too good.
   *
   * @return whether one did
   */
  boolean addDiverged(Row row, List<Optional<Adaptation>> seeds, Set<String> metrics) {
    if (seeds.stream().allMatch(Optional::isPresent)) {
      return false;
    }
    double[] diverged = seeds.stream().mapToDouble(one -> one.isPresent() ? 0 : 1).toArray();
    double[] unknown = seeds.stream().mapToDouble(one -> Double.NaN).toArray();
    metrics.forEach(metric -> add(row.scored(metric, unknown)));
    add(row.scored(DIVERGED, diverged));
    return true;
  }

  /** The table so far. */
  public Table table() {
    return table;
  }

  /**
   * Whether each row of a table differs from zero at the 5 % level after Holm's correction over all
   * its rows that have a p-value.
   */
  public static boolean[] differing(Table scores) {
    boolean[] differing = new boolean[scores.rowCount()];
    if (scores.containsColumn("p")) {
      double[] adjusted = Holm.adjust(scores.doubleColumn("p").asDoubleArray());
      for (int i = 0; i < differing.length; i++) {
        differing[i] = adjusted[i] <= LEVEL; // false for NaN
      }
    }
    return differing;
  }

  /** The run names of a cell of the column {@code runs}. */
  public static List<String> runs(String cell) {
    return cell.isBlank() ? List.of() : List.of(cell.split(" "));
  }

  /**
   * One number before it is a row.
   *
   * @param values one a seed
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Row(
      String group,
      String method,
      double at,
      String metric,
      double[] values,
      double low,
      double high,
      double p,
      List<String> runs,
      double paper) {

    /** A score of a method, over the seeds. */
    public static Row of(String method, String metric, double[] values, List<String> runs) {
      return new Row(
          "",
          method,
          Double.NaN,
          metric,
          values,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          runs,
          Double.NaN);
    }

    /** The same before it has a score. */
    public static Row of(String method, List<String> runs) {
      return of(method, "", new double[0], runs);
    }

    /** Together with the rows of the same group. */
    public Row in(String newGroup) {
      return new Row(newGroup, method, at, metric, values, low, high, p, runs, paper);
    }

    /** The same row for another method. */
    public Row named(String newMethod) {
      return new Row(group, newMethod, at, metric, values, low, high, p, runs, paper);
    }

    /** The same row for another metric, with its values. */
    public Row scored(String newMetric, double... newValues) {
      return new Row(group, method, at, newMetric, newValues, low, high, p, runs, paper);
    }

    /** At this value of what is swept. */
    public Row at(double value) {
      return new Row(group, method, value, metric, values, low, high, p, runs, paper);
    }

    /** With a 95 % interval, and the test that the number is zero. */
    public Row within(Interval interval) {
      return new Row(
          group,
          method,
          at,
          metric,
          values,
          interval.low(),
          interval.high(),
          interval.p(),
          runs,
          paper);
    }

    /** With a 95 % interval of a number that cannot be zero: there is nothing to test. */
    public Row withinUntested(Interval interval) {
      return within(new Interval(interval.value(), interval.low(), interval.high(), Double.NaN));
    }

    /** Beside the paper's number. */
    public Row paper(double number) {
      return new Row(group, method, at, metric, values, low, high, p, runs, number);
    }
  }
}
