package isopose.paper;

import isopose.run.RunSpec;
import isopose.study.Method;
import isopose.study.Metric;
import isopose.study.Study;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Numbers sample by sample, over several seeds. */
final class Samples {
  /** Into how many parts {@link #fifth} divides samples. */
  static final int FIFTHS = 5;

  private Samples() {}

  /** A method's runs, one a seed. */
  static List<RunSpec> runs(Study study, Method method) {
    return study.seeds().stream().map(seed -> study.run(method, seed, Map.of())).toList();
  }

  /** For each sample the mean over the seeds. */
  static double[] mean(Study study, Method method, Metric metric) {
    return mean(
        runs(study, method).stream().map(run -> metric.of(study.observations(run))).toList());
  }

  private static double[] mean(List<double[]> seeds) {
    double[] mean = new double[seeds.get(0).length];
    for (double[] seed : seeds) {
      Arrays.setAll(mean, i -> mean[i] + seed[i] / seeds.size());
    }
    return mean;
  }

  /** For each sample a - b. */
  static double[] difference(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
  }

  /** The indices of the samples whose value is in this fifth of all, the smallest values first. */
  static int[] fifth(double[] values, int fifth) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted((i, j) -> Double.compare(values[i], values[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    return Arrays.copyOfRange(
        order, fifth * order.length / FIFTHS, (fifth + 1) * order.length / FIFTHS);
  }

  /** The numbers at these indices. */
  static double[] pick(double[] values, int... indices) {
    return IntStream.of(indices).mapToDouble(i -> values[i]).toArray();
  }

  /** The mean; NaN of nothing. */
  static double mean(double... values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}
