package isopose.paper;

import isopose.data.PoseSequence;
import isopose.data.scenario.Scenario;
import isopose.metrics.Metric;
import isopose.run.RunSpec;
import isopose.skeleton.Poses;
import isopose.study.Method;
import isopose.study.Study;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Samples as analyses compare them: the source's poses, and scores sample by sample. */
final class Samples {
  /** Into how many parts {@link #fifth} divides samples. */
  static final int FIFTHS = 5;

  /** The seed of source subjects that are drawn at random. */
  private static final long SUBJECTS_SEED = 0;

  private Samples() {}

  /** The source's sequences, those trained on and those held out. */
  static List<PoseSequence> source(Study study) {
    Scenario scenario = study.scenario();
    List<PoseSequence> sequences = new ArrayList<>(scenario.source(SUBJECTS_SEED));
    sequences.addAll(scenario.validation());
    return sequences;
  }

  /** Their true poses, (N, 17, 3) millimetres. */
  static Poses sourcePoses(Study study) {
    return Poses.concatenate(source(study).stream().map(PoseSequence::pose3d).toList(), 17, 3);
  }

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
