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

  /** The numbers at these indices. */
  static double[] pick(double[] values, int... indices) {
    return IntStream.of(indices).mapToDouble(i -> values[i]).toArray();
  }

  /** The mean; NaN of nothing. */
  static double mean(double... values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}
