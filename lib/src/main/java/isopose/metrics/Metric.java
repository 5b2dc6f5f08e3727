package isopose.metrics;

import isopose.skeleton.BodyPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * A number that experiments report, declared once: its name, its {@link Label} in tables and
 * charts, and how it is computed.
 *
 * <p>A metric of samples is a column of each run's observations, and the run's number is the mean
 * over samples. A new one is a constant here that is listed in {@link #PUBLISHED}: observations
 * have it from then on, and for a record of this machine that lacks it, it is computed from the
 * predictions.
 *
 * @param name in tables, such as "pck"
 * @param column of the observations, or of the epochs
 * @param source where its numbers come from
 * @param ofPoses its value for an evaluation of poses, each independent of the others; null for
 *     other metrics
 * @param ofStream its value for each sample of a stream; null where it does not follow from
 *     predictions
 */
public record Metric(
    String name,
    String column,
    Label label,
    Source source,
    ToDoubleFunction<Evaluation> ofPoses,
    Function<StreamScores, double[]> ofStream) {

  /** Where a metric's numbers come from. */
  public enum Source {
    /** The predictions: one number a sample. */
    PREDICTIONS,
    /** The steps of an adaptation: one number for each sample that had a step. */
    ADAPTATION,
    /** The epochs of a training, of which the last counts. */
    TRAINING,
    /** An analysis of several runs; no single run has it. */
    ANALYSIS
  }

  /** Joints within 150 mm, per cent. */
  public static final Metric PCK =
      ofPoses(
          "pck", Label.of("PCK", "%").onAxis("PCK at 150 mm, %").higherIsBetter(), Evaluation::pck);

  /** Mean of PCK over thresholds from 0 to 150 mm, per cent. */
  public static final Metric AUC =
      ofPoses("auc", Label.of("AUC", "%").higherIsBetter(), Evaluation::auc);

  /** Mean joint error, millimetres. */
  public static final Metric MPJPE =
      ofPoses("mpjpe", Label.of("MPJPE", "mm").lowerIsBetter(), Evaluation::mpjpe);

  /** Mean joint error after Procrustes alignment, millimetres. */
  public static final Metric PA_MPJPE =
      ofPoses("pa_mpjpe", Label.of("PA-MPJPE", "mm").lowerIsBetter(), Evaluation::paMpjpe);

  /**
   * Mean velocity error over the steps between consecutive samples of a segment, millimetres a
   * step.
   */
  public static final Metric MPJVE =
      ofStream(
          "mpjve",
          Label.of("MPJVE", "mm a step").lowerIsBetter(),
          scores -> Mpjve.ofSteps(scores.pairs(), scores.successors()));

  /** L_s before a sample's last step; only of methods that adapt. */
  public static final Metric SSL_LOSS =
      of(
          "self_supervised_loss",
          Source.ADAPTATION,
          Label.of("L_s").onAxis("L_s before a sample's last step, mean").as("%.4f"));

  /** The trained lifter's last error on clips held out from the source, millimetres. */
  public static final Metric VALIDATION =
      of(
          "validation_mpjpe",
          Source.TRAINING,
          Label.of("validation MPJPE", "mm").onAxis("MPJPE on held-out source clips, mm"));

  /** The same of the self-supervised head alone, which only Joint has. */
  public static final Metric SSL_HEAD =
      of(
          "validation_ssl_head_mpjpe",
          Source.TRAINING,
          Label.of("SSL head, validation MPJPE", "mm"));

  /** The four scores of the paper's tables. */
  public static final List<Metric> ALL = List.of(PCK, AUC, MPJPE, PA_MPJPE);

  /** The metrics of samples that published results have, too: under the stream's own protocol. */
  public static final List<Metric> PUBLISHED = List.of(MPJPE, PA_MPJPE, PCK, AUC, MPJVE);

  /** All metrics of samples, in the order of the observations' columns. */
  public static final List<Metric> OF_SAMPLES = ofSamples();

  /** The numbers of analyses that need a title, a unit or other decimals than one. */
  private static final List<Metric> OF_ANALYSES =
      List.of(
          analysis("seconds", Label.of("seconds").as("%.4f")),
          analysis("accuracy", Label.of("accuracy", "%")),
          analysis("called_target", Label.of("called target", "%")),
          analysis("target_neighbours", Label.of("target neighbours", "%")),
          analysis("median", Label.of("median").as("%.3f")),
          analysis("quartiles", Label.of("quartiles").as("%.3f")),
          analysis("wasserstein", Label.of("wasserstein").as("%.3f")),
          analysis("asymmetry", Label.of("asymmetry").as("%.3f")),
          analysis("rank_correlation", Label.of("rank_correlation").as("%.2f")),
          analysis("fifth_mean", Label.of("fifth_mean").as("%.2f")),
          analysis("gain_mm", Label.of("gain", "mm").as("%.2f")),
          analysis("gain_mm_per_deviation", Label.of("gain", "mm a deviation").as("%.2f")),
          analysis("positive_percent", Label.of("positive", "%")),
          analysis("worse_percent", Label.of("worse", "%")),
          analysis("chosen_pck", Label.of("PCK % with it")),
          analysis("chosen_alpha", Label.of("alpha").as("%.1e")));

  private static List<Metric> ofSamples() {
    List<Metric> metrics = new ArrayList<>(PUBLISHED);
    metrics.add(MPJPE.under(Protocol.GS, "gs_mpjpe"));
    metrics.add(PCK.under(Protocol.GS, "gs_pck"));
    metrics.add(AUC.under(Protocol.GS, "gs_auc"));
    metrics.add(PCK.under(Protocol.PA, "pa_pck"));
    metrics.add(AUC.under(Protocol.PA, "pa_auc"));
    metrics.add(PA_MPJPE.under(Protocol.THREEDPW, "pa_mpjpe_14"));
    for (BodyPart part : BodyPart.values()) {
      String name = "pck_" + part.name().toLowerCase(Locale.ROOT);
      metrics.add(ofPoses(name, Label.of(name), poses -> poses.pckPerPart().get(part)));
    }
    return List.copyOf(metrics);
  }

  private static Metric of(String name, Source source, Label label) {
    return new Metric(name, name, label, source, null, null);
  }

  private static Metric analysis(String name, Label label) {
    return of(name, Source.ANALYSIS, label);
  }

  private static Metric ofPoses(String name, Label label, ToDoubleFunction<Evaluation> score) {
    return new Metric(
        name, name, label, Source.PREDICTIONS, score, scores -> each(scores.own(), score));
  }

  private static Metric ofStream(
      String name, Label label, Function<StreamScores, double[]> scores) {
    return new Metric(name, name, label, Source.PREDICTIONS, null, scores);
  }

  private Metric under(Protocol protocol, String newName) {
    return new Metric(
        newName,
        newName,
        Label.of(newName),
        source,
        ofPoses,
        scores -> each(scores.under(protocol), ofPoses));
  }

  private static double[] each(Evaluation evaluation, ToDoubleFunction<Evaluation> score) {
    return IntStream.range(0, evaluation.samples())
        .mapToDouble(i -> score.applyAsDouble(evaluation.select(i)))
        .toArray();
  }

  /** The metric of this name; one without a title if none is declared. */
  public static Metric named(String name) {
    return Stream.of(OF_SAMPLES, List.of(SSL_LOSS, VALIDATION, SSL_HEAD), OF_ANALYSES)
        .flatMap(List::stream)
        .filter(metric -> metric.name.equals(name))
        .findFirst()
        .orElseGet(() -> of(name, Source.ANALYSIS, Label.of(name)));
  }

  /** The same numbers under the name of another metric. */
  public Metric shownAs(Metric other) {
    return new Metric(other.name, column, other.label, source, ofPoses, ofStream);
  }

  /** Whether the column is one of the epochs. */
  public boolean ofTraining() {
    return source == Source.TRAINING;
  }

  /** Whether samples may lack it: the first of a segment has no step. */
  public boolean hasGaps() {
    return source == Source.PREDICTIONS && ofPoses == null;
  }

  /** Each sample's number; NaN where it is not in the store. */
  public double[] of(Table observations) {
    return observations.containsColumn(column)
        ? observations.doubleColumn(column).asDoubleArray()
        : IntStream.range(0, observations.rowCount()).mapToDouble(i -> Double.NaN).toArray();
  }

  /**
   * The mean over samples. A prediction that is not finite makes it NaN or infinite; a loss is
   * averaged over the samples that had a step, a metric with gaps over those that have it.
   */
  public double mean(double[] values, int... samples) {
    return IntStream.of(samples)
        .mapToDouble(i -> values[i])
        .filter(value -> source != Source.ADAPTATION || Double.isFinite(value))
        .filter(value -> !hasGaps() || !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  /** Those samples of which a difference of two methods can be made, for each seed. */
  public int[] comparable(List<double[]> differences, int... samples) {
    return hasGaps()
        ? IntStream.of(samples)
            .filter(i -> differences.stream().noneMatch(seed -> Double.isNaN(seed[i])))
            .toArray()
        : samples;
  }

  /** The last epoch's value; NaN where the training is not in the store. */
  public double last(Table epochs) {
    if (epochs == null || !epochs.containsColumn(column)) {
      return Double.NaN;
    }
    DoubleColumn values = epochs.doubleColumn(column);
    return values.getDouble(values.size() - 1);
  }
}
