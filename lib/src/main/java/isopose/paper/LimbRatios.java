package isopose.paper;

import isopose.analysis.Distributions;
import isopose.analysis.LimbRatio;
import isopose.run.Adaptation;
import isopose.skeleton.Poses;
import isopose.stats.Quantiles;
import isopose.study.Experiment.Analysis;
import isopose.study.Experiment.ResultBuilder;
import isopose.study.Method;
import isopose.study.Study;
import isopose.study.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Figure 5: the ratios of upper to lower arm, leg and torso in true poses, Baseline's and Online's.
 *
 * <p>The paper shows distributions; to them come numbers. {@code wasserstein}: how far a
 * distribution lies from the true one (Wasserstein-1, in units of the ratio). {@code asymmetry}:
 * the mean difference of left and right ratio in one pose. {@code quartiles}: the distance between
 * the quartiles, for the paper's "sharper".
 */
public final class LimbRatios implements Analysis {
  /** The table of the distributions among the result's data. */
  public static final String HISTOGRAM = "histogram";

  /** What the target's true poses are called beside the methods. */
  public static final String TRUTH = "ground truth";

  /** What the source's true poses are called: whose proportions the lifter learned. */
  public static final String SOURCE = "source truth";

  /** The methods' names in the result. */
  public static final List<String> METHODS =
      List.of(Method.BASELINE.label(), Method.ONLINE.label());

  private static final int BINS = 60;
  private static final List<Method> COMPARED = List.of(Method.BASELINE, Method.ONLINE);

  @Override
  public void addTo(Study study, ResultBuilder result) {
    Map<String, List<Poses>> poses = new LinkedHashMap<>();
    Map<String, List<String>> runs = new LinkedHashMap<>();
    Adaptation any = study.adaptation(COMPARED.get(0), study.seeds().get(0));
    poses.put(SOURCE, List.of(Samples.sourcePoses(study)));
    runs.put(SOURCE, List.of());
    poses.put(TRUTH, List.of(any.stream().truth()));
    runs.put(TRUTH, List.of());
    for (Method method : COMPARED) {
      List<Adaptation> adaptations = study.adaptations(method);
      poses.put(method.label(), adaptations.stream().map(Adaptation::predictions).toList());
      runs.put(method.label(), adaptations.stream().map(Adaptation::run).toList());
    }
    Summary scores = result.summary();
    Histograms histograms = new Histograms(poses.values());
    for (LimbRatio ratio : LimbRatio.values()) {
      double[] truth = ratio.of(any.stream().truth());
      poses.forEach(
          (method, seeds) -> {
            List<double[]> values = seeds.stream().map(ratio::of).toList();
            addRatio(scores, ratio, method, values, truth, runs.get(method));
          });
      METHODS.forEach(method -> histograms.add(ratio, method, poses.get(method)));
    }
    addAsymmetry(scores, LimbRatio.LEFT_ARM, LimbRatio.RIGHT_ARM, poses, runs);
    addAsymmetry(scores, LimbRatio.LEFT_LEG, LimbRatio.RIGHT_LEG, poses, runs);
    caption(study, any).forEach(result::caption);
    result.data(HISTOGRAM, histograms.table);
  }

  private static void addRatio(
      Summary scores,
      LimbRatio ratio,
      String method,
      List<double[]> values,
      double[] truth,
      List<String> runs) {
    Summary.Row median = Summary.Row.of(method, "median", perSeed(values, Quantiles::median), runs);
    if (method.equals(TRUTH)) {
      median = median.paper(Published.value("figure 5", ratio.limb(), "ratio"));
    }
    scores.add(median.in(ratio.label()));
    double[] spreads = perSeed(values, v -> Quantiles.of(v, 0.75) - Quantiles.of(v, 0.25));
    scores.add(Summary.Row.of(method, "quartiles", spreads, runs).in(ratio.label()));
    double[] distances = perSeed(values, v -> Distributions.wasserstein1(v, truth));
    scores.add(Summary.Row.of(method, "wasserstein", distances, runs).in(ratio.label()));
  }

  private static void addAsymmetry(
      Summary scores,
      LimbRatio left,
      LimbRatio right,
      Map<String, List<Poses>> poses,
      Map<String, List<String>> runs) {
    poses.forEach(
        (method, seeds) -> {
          double[] values = perSeed(seeds, p -> asymmetry(left.of(p), right.of(p)));
          scores.add(Summary.Row.of(method, "asymmetry", values, runs.get(method)).in(left.limb()));
        });
  }

  private static <T> double[] perSeed(List<T> seeds, Function<T, Double> number) {
    return seeds.stream().mapToDouble(number::apply).toArray();
  }

  private static double asymmetry(double[] left, double[] right) {
    return IntStream.range(0, left.length)
        .mapToDouble(i -> Math.abs(left[i] - right[i]))
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  private static List<String> caption(Study study, Adaptation any) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d samples of %s, seeds %s; the paper's ratios are those of MPI-INF-3DHP"
            .formatted(any.stream().count(), any.stream().name(), study.seeds()));
    lines.add(
        "wasserstein: distance from the ground truth's distribution; quartiles: between the first"
            + " and the third; asymmetry: mean |left - right|");
    lines.add("the outermost bins hold everything beyond them; upright lines: true medians");
    for (LimbRatio ratio : LimbRatio.values()) {
      lines.add(ratio.label() + ": " + ratio.bones());
    }
    return lines;
  }

  /** A row a bin of a method's distribution, the mean share over the seeds. */
  private static final class Histograms {
    private final Map<String, Double> from = new LinkedHashMap<>();
    private final Map<String, Double> to = new LinkedHashMap<>();
    private final Table table =
        Table.create(
            HISTOGRAM,
            StringColumn.create("limb"),
            StringColumn.create("method"),
            DoubleColumn.create("ratio"),
            DoubleColumn.create("share"));

    /** With bins that hold all but the outermost hundredth of these poses. */
    Histograms(Collection<List<Poses>> poses) {
      for (LimbRatio ratio : LimbRatio.values()) {
        double[] all =
            poses.stream()
                .flatMap(List::stream)
                .flatMapToDouble(p -> Arrays.stream(ratio.of(p)))
                .toArray();
        double least = Math.floor(10 * Quantiles.of(all, 0.005)) / 10;
        double greatest = Math.ceil(10 * Quantiles.of(all, 0.995)) / 10;
        from.merge(ratio.limb(), least, Math::min);
        to.merge(ratio.limb(), greatest, Math::max);
      }
    }

    void add(LimbRatio ratio, String method, List<Poses> seeds) {
      double first = from.get(ratio.limb());
      double width = (to.get(ratio.limb()) - first) / BINS;
      double[] shares = new double[BINS];
      for (Poses poses : seeds) {
        double[] one = Distributions.histogram(ratio.of(poses), first, to.get(ratio.limb()), BINS);
        Arrays.setAll(shares, bin -> shares[bin] + one[bin] / seeds.size());
      }
      for (int bin = 0; bin < BINS; bin++) {
        table.stringColumn("limb").append(ratio.label());
        table.stringColumn("method").append(method);
        table.doubleColumn("ratio").append(first + (bin + 0.5) * width);
        table.doubleColumn("share").append(shares[bin]);
      }
    }
  }
}
