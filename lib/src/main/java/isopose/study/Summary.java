package isopose.study;

import isopose.stats.Holm;
import isopose.stats.Interval;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.hipparchus.stat.descriptive.moment.Mean;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The form of every table and figure: a row a number. Columns that do not apply hold NaN or are
 * empty.
 *
 * <p>{@code group}: what several rows have in common, such as the source subjects; {@code method}:
 * the paper's name where it has one; {@code at}: the value of what is swept, such as T or alpha;
 * {@code metric}; {@code mean} and {@code std} over {@code seeds}; {@code low} and {@code high}: a
 * 95 % interval; {@code p}: the p-value of the test that the number is zero, uncorrected; {@code
 * runs}: the records behind the number; {@code paper}: what the paper prints, on its own data.
 */
public final class Summary {
  /** A metric: the fraction of the seeds whose training or adaptation diverged. */
  public static final String DIVERGED = "diverged";

  /** The column with the names of the runs behind a number. */
  public static final String RUNS = "runs";

  /** The level of the tests that {@link #differing} makes. */
  private static final double LEVEL = 0.05;

  /** The caption's explanation of intervals, p-values and marks. */
  public static final String INTERVALS =
      "low, high: 95 % bootstrap interval over seeds and clips, not corrected for the number of"
          + " differences; p: its two-sided p-value; *: differs from 0 at 5 % after Holm's"
          + " correction over all differences of the table";

  private final PaperNumbers paper;
  private final Table table;

  /** What the paper prints; empty where it prints nothing. */
  @FunctionalInterface
  public interface PaperNumbers {
    /** The number beside a row. */
    OptionalDouble of(Row row);
  }

  /** An empty one, without the paper's numbers. */
  public Summary(String name) {
    this(name, row -> OptionalDouble.empty());
  }

  /** An empty one. */
  public Summary(String name, PaperNumbers paper) {
    this.paper = paper;
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

  /** One number. */
  public Summary add(Row row) {
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
    table
        .doubleColumn("paper")
        .append(Double.isNaN(row.paper()) ? paper.of(row).orElse(Double.NaN) : row.paper());
    return this;
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

  /** The rows of a metric: differences of two methods, or the methods themselves. */
  public static Table rows(Table summary, String metric, boolean differences) {
    return summary.where(
        table ->
            table
                .stringColumn("metric")
                .isEqualTo(metric)
                .and(
                    differences
                        ? table.stringColumn("method").containsString(" - ")
                        : table.stringColumn("method").eval(method -> !method.contains(" - "))));
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

    /** Computed from these runs. */
    Row from(List<String> newRuns) {
      return new Row(group, method, at, metric, values, low, high, p, newRuns, paper);
    }

    /** Beside the paper's number. */
    public Row paper(double number) {
      return new Row(group, method, at, metric, values, low, high, p, runs, number);
    }
  }
}
