package isopose.study;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * A number that an experiment reports for a run: the mean of a column of its observations over the
 * samples, or the last value of a column of its training's epochs.
 *
 * @param name in tables, such as "pck"
 * @param column of the observations, or of the epochs
 * @param ofTraining whether the column is one of the epochs
 */
public record Metric(String name, String column, boolean ofTraining) {
  /** Joints within 150 mm, per cent. */
  public static final Metric PCK = column("pck");

  /** Mean of PCK over thresholds from 0 to 150 mm, per cent. */
  public static final Metric AUC = column("auc");

  /** Mean joint error, millimetres. */
  public static final Metric MPJPE = column("mpjpe");

  /** Mean joint error after Procrustes alignment, millimetres. */
  public static final Metric PA_MPJPE = column("pa_mpjpe");

  /**
   * Mean velocity error over the steps between consecutive samples of a segment, millimetres a
   * step; records of before it was added have it only where their predictions are kept.
   */
  public static final Metric MPJVE = column("mpjve");

  /** L_s before a sample's last step; only of methods that adapt. */
  public static final Metric SSL_LOSS = column("self_supervised_loss");

  /** The trained lifter's last error on clips held out from the source, millimetres. */
  public static final Metric VALIDATION = new Metric("validation_mpjpe", "validation_mpjpe", true);

  /** The four scores of the paper's tables. */
  public static final List<Metric> ALL = List.of(PCK, AUC, MPJPE, PA_MPJPE);

  /** The mean of the observations' column of this name. */
  public static Metric column(String column) {
    return new Metric(column, column, false);
  }

  /** The same numbers under another name. */
  public Metric named(String newName) {
    return new Metric(newName, column, ofTraining);
  }

  /** The same of the self-supervised head alone. */
  public static final Metric SSL_HEAD =
      new Metric("validation_ssl_head_mpjpe", "validation_ssl_head_mpjpe", true);

  /** Whether a method has it. */
  boolean isOf(Method method) {
    return equals(SSL_HEAD)
        ? method == Method.JOINT
        : method.adapts() || !column.equals(SSL_LOSS.column);
  }

  /** Whether samples may lack it: the first of a segment has no step, an earlier record none. */
  boolean hasGaps() {
    return equals(MPJVE);
  }

  /** Each sample's number; NaN where it is not in the store. */
  public double[] of(Table observations) {
    return observations.containsColumn(column)
        ? observations.doubleColumn(column).asDoubleArray()
        : IntStream.range(0, observations.rowCount()).mapToDouble(i -> Double.NaN).toArray();
  }

  /**
   * The mean over samples. A prediction that is not finite makes it NaN or infinite; a loss is
   * averaged over the samples that had a step, a velocity error over those that have one.
   */
  double mean(double[] values, int... samples) {
    return IntStream.of(samples)
        .mapToDouble(i -> values[i])
        .filter(value -> !column.equals(SSL_LOSS.column) || Double.isFinite(value))
        .filter(value -> !hasGaps() || !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  /** Those samples of which a difference of two methods can be made, for each seed. */
  int[] comparable(List<double[]> differences, int... samples) {
    return hasGaps()
        ? IntStream.of(samples)
            .filter(i -> differences.stream().noneMatch(seed -> Double.isNaN(seed[i])))
            .toArray()
        : samples;
  }

  /** The last epoch's value; NaN where the training is not in the store. */
  double last(Table epochs) {
    if (epochs == null || !epochs.containsColumn(column)) {
      return Double.NaN;
    }
    DoubleColumn values = epochs.doubleColumn(column);
    return values.getDouble(values.size() - 1);
  }

  /** The mean; NaN of nothing. */
  static double mean(double... values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}
