package isopose.experiment;

import isopose.metrics.Evaluation;
import isopose.skeleton.FrameId;
import isopose.stats.Bootstrap;
import isopose.stats.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Scores sample by sample, over several seeds. */
final class Samples {
  private Samples() {}

  /** PCK of each sample, per cent. */
  static double[] pck(Adaptation adaptation) {
    return of("pck", adaptation);
  }

  /** MPJPE of each sample, millimetres. */
  static double[] mpjpe(Adaptation adaptation) {
    return of("mpjpe", adaptation);
  }

  /**
   * One score of each sample.
   *
   * @param metric pck, auc, mpjpe or pa_mpjpe
   */
  static double[] of(String metric, Adaptation adaptation) {
    Evaluation evaluation = adaptation.evaluation();
    IntToDoubleFunction score =
        switch (metric) {
          case "pck" -> evaluation::pck;
          case "auc" -> i -> evaluation.select(i).auc();
          case "mpjpe" -> evaluation::mpjpe;
          case "pa_mpjpe" -> evaluation::paMpjpe;
          default -> throw new IllegalArgumentException("no metric '" + metric + "'");
        };
    return IntStream.range(0, evaluation.samples()).mapToDouble(score).toArray();
  }

  /**
   * The mean difference of a score between two methods, with its interval over seeds and clips.
   *
   * @param metric pck, auc, mpjpe or pa_mpjpe
   * @param a one adaptation a seed
   * @param b of the same seeds, on the same stream
   */
  static Interval difference(String metric, List<Adaptation> a, List<Adaptation> b) {
    List<FrameId> frames = a.get(0).stream().frames();
    for (Adaptation adaptation : b) {
      if (!adaptation.stream().frames().equals(frames)) {
        throw new IllegalArgumentException("paired methods must have seen the same stream");
      }
    }
    return Bootstrap.ofMean(
        differences(
            a.stream().map(each -> of(metric, each)).toList(),
            b.stream().map(each -> of(metric, each)).toList()),
        frames.stream().map(FrameId::clip).toList(),
        0);
  }

  /** For each place the mean over the seeds. */
  static double[] mean(List<double[]> seeds) {
    double[] mean = new double[seeds.get(0).length];
    for (double[] seed : seeds) {
      Arrays.setAll(mean, i -> mean[i] + seed[i] / seeds.size());
    }
    return mean;
  }

  /** For each seed and place a - b. */
  static List<double[]> differences(List<double[]> a, List<double[]> b) {
    return IntStream.range(0, a.size()).mapToObj(s -> difference(a.get(s), b.get(s))).toList();
  }

  private static double[] difference(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
  }

  /** The numbers at these places. */
  static double[] pick(double[] values, int... places) {
    return IntStream.of(places).mapToDouble(i -> values[i]).toArray();
  }

  /** The mean; NaN of nothing. */
  static double mean(double... values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** The results that there are. */
  static List<Adaptation> finished(List<Optional<Adaptation>> attempts) {
    return attempts.stream().flatMap(Optional::stream).toList();
  }

  /** Its record's names. */
  static List<String> runs(List<Adaptation> adaptations) {
    return adaptations.stream().map(Adaptation::run).toList();
  }
}
