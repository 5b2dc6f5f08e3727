package isopose.paper;

import isopose.study.Experiment.Analysis;
import isopose.study.Experiment.Findings;
import isopose.study.Study;
import isopose.study.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * "The accuracy decreases linearly with sigma" (Sec. 4.4): how much of PCK's variation a straight
 * line in sigma explains, and how much one in sigma squared does.
 */
final class NoiseFit implements Analysis {
  private static final double[] PRINTED = {0, 5, 10};

  @Override
  public void addTo(Study study, Findings findings) {
    Map<String, Map<Double, Double>> curves = new LinkedHashMap<>();
    Summary.rows(findings.summary().table(), "pck", false)
        .forEach(
            row ->
                curves
                    .computeIfAbsent(row.getString("method"), method -> new LinkedHashMap<>())
                    .put(row.getDouble("at"), row.getDouble("mean")));
    Map<Double, Double> paper = new LinkedHashMap<>();
    for (double sigma : PRINTED) {
      Summary.Row row = Summary.Row.of("ISO", "pck", new double[0], List.of()).at(sigma);
      paper.put(sigma, PaperTables.numbers5(row).orElseThrow());
    }
    curves.put("the paper's ISO", paper);
    curves.forEach((method, curve) -> findings.caption(describe(method, curve)));
  }

  private static String describe(String method, Map<Double, Double> curve) {
    SimpleRegression linear = new SimpleRegression();
    SimpleRegression squared = new SimpleRegression();
    curve.forEach(
        (sigma, pck) -> {
          linear.addData(sigma, pck);
          squared.addData(sigma * sigma, pck);
        });
    return "%s: PCK falls by %.2f a pixel; R^2 %.3f for a line in sigma, %.3f in sigma squared"
        .formatted(method, -linear.getSlope(), linear.getRSquare(), squared.getRSquare());
  }
}
