package isopose.experiment;

import isopose.experiment.Comparison.Method;
import isopose.experiment.ScoreTable.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * Table 5: Gaussian noise on the 2D input. The paper says that "the accuracy decreases linearly
 * with sigma"; more sigmas and a fit test that.
 */
final class Table5 implements Experiment {
  private static final List<Double> SIGMAS = List.of(0.0, 2.5, 5.0, 7.5, 10.0, 15.0, 20.0);
  private static final List<Double> PRINTED = List.of(0.0, 5.0, 10.0);
  private static final List<Method> METHODS = List.of(Method.BASELINE, Method.JOINT, Method.ONLINE);

  @Override
  public String name() {
    return "table 5";
  }

  @Override
  public String about() {
    return "Gaussian noise on the 2D input, sigma 0 to 20 pixels for a person of 200";
  }

  @Override
  public List<Trial> trials(Study study) {
    List<Trial> trials = new ArrayList<>();
    for (double sigma : SIGMAS) {
      for (Method method : METHODS) {
        study.seeds().forEach(seed -> trials.add(trial(study, method, sigma, seed)));
      }
    }
    return trials;
  }

  private static Trial trial(Study study, Method method, double sigma, long seed) {
    Trial trial = study.trial(method, seed);
    return trial.on(trial.stream().withNoise(sigma, sigma == 0 ? 0 : seed));
  }

  @Override
  public Findings evaluate(Study study) {
    ScoreTable scores = new ScoreTable(name());
    Map<Method, double[]> pck = new LinkedHashMap<>();
    for (Method method : METHODS) {
      double[] means = new double[SIGMAS.size()];
      for (int k = 0; k < means.length; k++) {
        means[k] = addSigma(scores, study, method, SIGMAS.get(k));
      }
      pck.put(method, means);
    }
    List<String> caption = new ArrayList<>();
    caption.add(
        "Unscaled; PCK and AUC over 14 joints, MPJPE over 17; preset %s; seeds %s; at: sigma in pixels for a person of 200 pixels, head to foot."
            .formatted(study.joint(0).preset(), study.seeds()));
    pck.forEach((method, means) -> caption.add(describe(label(method), SIGMAS, means)));
    caption.add(describe("the paper's ISO", PRINTED, published()));
    caption.add("paper: Human3.6M to MPI-INF-3DHP; noise on ground-truth 2D there and here.");
    return Findings.of(name(), caption, scores.table());
  }

  /** The mean PCK, after its rows were added. */
  private static double addSigma(ScoreTable scores, Study study, Method method, double sigma) {
    List<Adaptation> adaptations =
        study.seeds().stream()
            .map(seed -> study.adaptation(trial(study, method, sigma, seed)))
            .toList();
    scores.addScores(
        Row.of(label(method), Samples.runs(adaptations)).at(sigma),
        adaptations.stream().map(Adaptation::evaluation).toList(),
        metric -> Published.find("table 5", row(method, sigma), metric).orElse(Double.NaN));
    return adaptations.stream().mapToDouble(a -> a.evaluation().pck()).average().orElseThrow();
  }

  private static String label(Method method) {
    return method == Method.ONLINE ? "ISO" : method.label();
  }

  /** The row's name in the paper, which shows Baseline without noise only. */
  private static String row(Method method, double sigma) {
    String label = label(method);
    return sigma == 0 ? label : "%s (sigma = %.0f)".formatted(label, sigma);
  }

  private static double[] published() {
    return PRINTED.stream()
        .mapToDouble(sigma -> Published.value("table 5", row(Method.ONLINE, sigma), "pck"))
        .toArray();
  }

  /**
   * "Linear" is taken at its word: how much of PCK's variation a straight line in sigma explains,
   * and how much one in sigma squared does.
   */
  private static String describe(String name, List<Double> sigmas, double[] pck) {
    SimpleRegression linear = new SimpleRegression();
    SimpleRegression squared = new SimpleRegression();
    for (int k = 0; k < pck.length; k++) {
      linear.addData(sigmas.get(k), pck[k]);
      squared.addData(sigmas.get(k) * sigmas.get(k), pck[k]);
    }
    return "%s: PCK falls by %.2f a pixel; R^2 %.3f for a line in sigma, %.3f in sigma squared."
        .formatted(name, -linear.getSlope(), linear.getRSquare(), squared.getRSquare());
  }
}
