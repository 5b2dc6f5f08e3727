package isopose.paper;

import isopose.study.Experiment.ResultBuilder;
import isopose.study.Grouping;
import isopose.study.Method;
import isopose.study.Study;
import isopose.study.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hipparchus.stat.regression.SimpleRegression;
import tech.tablesaw.api.Table;

/** Analyses that add lines to a caption and no rows. */
final class Captions {
  private static final double[] PRINTED = {0, 5, 10};

  private Captions() {}

  /** The number of clips in each group of camera elevations. */
  static void clipsByElevation(Study study, ResultBuilder result) {
    Table stream = study.observations(study.run(Method.JOINT, study.seeds().get(0), Map.of()));
    String counts =
        Grouping.cameraElevation(10).of(stream).stream()
            .map(
                group ->
                    "%d at %s"
                        .formatted(
                            IntStream.of(group.samples())
                                .mapToObj(stream.stringColumn("clip")::get)
                                .distinct()
                                .count(),
                            group.label()))
            .collect(Collectors.joining(", "));
    result.caption("elevation: from the mean direction of the trunks over a clip");
    result.caption("the target's clips: " + counts);
  }

  /**
   * "The accuracy decreases linearly with sigma" (Sec. 4.4): how much of PCK's variation a straight
   * line in sigma explains, and how much one in sigma squared does.
   */
  static void noiseFit(Study study, ResultBuilder result) {
    Map<String, Map<Double, Double>> curves = new LinkedHashMap<>();
    Summary.rows(result.summary().table(), "pck", false)
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
    curves.forEach((method, curve) -> result.caption(fit(method, curve)));
  }

  private static String fit(String method, Map<Double, Double> curve) {
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
