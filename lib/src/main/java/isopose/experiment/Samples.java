package isopose.experiment;

import isopose.metrics.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/** Scores sample by sample, over several seeds. */
final class Samples {
  private Samples() {}

  /** PCK of each sample, per cent. */
  static double[] pck(Adaptation adaptation) {
    return each(adaptation, Evaluation::pck);
  }

  /** MPJPE of each sample, millimetres. */
  static double[] mpjpe(Adaptation adaptation) {
    return each(adaptation, Evaluation::mpjpe);
  }

  private static double[] each(
      Adaptation adaptation, ToDoubleBiFunction<Evaluation, Integer> score) {
    Evaluation evaluation = adaptation.evaluation();
    return IntStream.range(0, evaluation.samples())
        .mapToDouble(i -> score.applyAsDouble(evaluation, i))
        .toArray();
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
