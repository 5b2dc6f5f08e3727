package isopose.paper;

import isopose.analysis.SourceDistance;
import isopose.config.InputSettings;
import isopose.metrics.Metric;
import isopose.run.RunSpec;
import isopose.skeleton.Poses;
import isopose.stats.Bootstrap;
import isopose.stats.Interval;
import isopose.study.Experiment.Analysis;
import isopose.study.Experiment.ResultBuilder;
import isopose.study.Method;
import isopose.study.Study;
import isopose.study.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import tech.tablesaw.api.Table;

/**
 * Which samples gain from Online and which lose (not in the paper): the fall of the joint error
 * from Joint to Online against what may explain it, in fifths of the samples and by a linear
 * regression on all explanations at once.
 */
final class Gains implements Analysis {
  private static final int DRAWS = 2000;

  /** Source poses to measure distances from: enough to cover it, few enough for seconds. */
  private static final int SOURCE_POSES = 4000;

  @Override
  public void addTo(Study study, ResultBuilder result) {
    List<RunSpec> both = new ArrayList<>(Samples.runs(study, Method.JOINT));
    both.addAll(Samples.runs(study, Method.ONLINE));
    List<String> runs = study.names(both);
    Table stream = study.observations(both.get(0));
    List<String> clips = stream.stringColumn("clip").asList();
    double[] gain =
        Samples.difference(
            Samples.mean(study, Method.JOINT, Metric.MPJPE),
            Samples.mean(study, Method.ONLINE, Metric.MPJPE));
    Map<String, double[]> explanations = explanations(study, both.get(0), stream);
    Summary scores = result.summary();
    scores.add(row("all", "gain_mm", bootstrap(gain, clips), runs));
    double[] worse = Arrays.stream(gain).map(g -> g < 0 ? 100 : 0).toArray();
    Interval share = bootstrap(worse, clips);
    scores.add(
        Summary.Row.of("all", "worse_percent", new double[] {share.value()}, runs)
            .withinUntested(share));
    explanations.forEach(
        (name, values) -> {
          for (int fifth = 0; fifth < Samples.FIFTHS; fifth++) {
            int[] chosen = Samples.fifth(values, fifth);
            List<String> theirs = IntStream.of(chosen).mapToObj(clips::get).toList();
            Interval mean = bootstrap(Samples.pick(gain, chosen), theirs);
            scores.add(row(name, "gain_mm", mean, runs).at(fifth + 1));
            double[] middle = {Samples.mean(Samples.pick(values, chosen))};
            scores.add(Summary.Row.of(name, "fifth_mean", middle, runs).at(fifth + 1));
          }
        });
    regression(scores, explanations, gain, clips, runs);
    caption(study).forEach(result::caption);
  }

  private static Map<String, double[]> explanations(Study study, RunSpec run, Table stream) {
    Poses source = Samples.sourcePoses(study);
    int[] some = InputSettings.spread(source.count(), SOURCE_POSES);
    Map<String, double[]> explanations = new LinkedHashMap<>();
    explanations.put(
        "distance from the source, bones",
        SourceDistance.of(study.stream(run).truth(), source.select(some)));
    explanations.put("camera elevation, degrees", stream.doubleColumn("elevation").asDoubleArray());
    explanations.put("Joint's error, mm", Samples.mean(study, Method.JOINT, Metric.MPJPE));
    explanations.put("L_s before the step", Samples.mean(study, Method.ONLINE, Metric.SSL_LOSS));
    explanations.put(
        "position in the stream, samples",
        IntStream.range(0, stream.rowCount()).asDoubleStream().toArray());
    return explanations;
  }

  private static Interval bootstrap(double[] values, List<String> clips) {
    return Bootstrap.ofMean(List.of(values), clips, 0);
  }

  private static Summary.Row row(String method, String metric, Interval mean, List<String> runs) {
    return Summary.Row.of(method, metric, new double[] {mean.value()}, runs).within(mean);
  }

  /** Millimetres of gain for each standard deviation of an explanation, the others held. */
  private static void regression(
      Summary scores,
      Map<String, double[]> explanations,
      double[] gain,
      List<String> clips,
      List<String> runs) {
    List<double[]> standard = explanations.values().stream().map(Gains::standardised).toList();
    int k = 0;
    for (String name : explanations.keySet()) {
      int coefficient = ++k; // the first is the intercept
      Interval slope =
          Bootstrap.of(
              1, clips, (one, drawn) -> slopes(standard, gain, drawn)[coefficient], DRAWS, 0);
      scores.add(row(name, "gain_mm_per_deviation", slope, runs));
    }
  }

  private static double[] standardised(double[] values) {
    double mean = Samples.mean(values);
    double deviation =
        Math.sqrt(Samples.mean(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).toArray()));
    return Arrays.stream(values).map(v -> deviation > 0 ? (v - mean) / deviation : 0).toArray();
  }

  /**
   * Intercept and slopes by the normal equations; NaN for a draw whose clips do not tell the
   * explanations apart.
   */
  private static double[] slopes(List<double[]> standard, double[] gain, int... indices) {
    int terms = standard.size() + 1;
    RealMatrix moments = MatrixUtils.createRealMatrix(terms, terms);
    RealVector target = new ArrayRealVector(terms);
    double[] x = new double[terms];
    for (int i : indices) {
      Arrays.setAll(x, t -> t == 0 ? 1 : standard.get(t - 1)[i]);
      for (int row = 0; row < terms; row++) {
        target.addToEntry(row, x[row] * gain[i]);
        for (int column = 0; column < terms; column++) {
          moments.addToEntry(row, column, x[row] * x[column]);
        }
      }
    }
    LUDecomposition equations = new LUDecomposition(moments);
    if (!equations.getSolver().isNonSingular()) {
      double[] none = new double[terms];
      Arrays.fill(none, Double.NaN);
      return none;
    }
    return equations.getSolver().solve(target).toArray();
  }

  private static List<String> caption(Study study) {
    return List.of(
        "gain_mm: by how many millimetres a sample's MPJPE falls from Joint to Online, mean over"
            + " seeds %s; the intervals are over clips".formatted(study.seeds()),
        Summary.INTERVALS,
        "at 1 to 5: fifths of the samples by the explanation's value, fifth_mean its mean there",
        "gain_mm_per_deviation: linear regression on all explanations at once, each in units of its"
            + " standard deviation",
        "distance: from the nearest source pose, bones of unit length, in the camera's frame;"
            + " elevation: from the mean direction of the trunk over a clip",
        "samples with a large error have more to gain: part of that slope is regression to the"
            + " mean");
  }
}
