package isopose.paper;

import isopose.metrics.Metric;
import isopose.run.RunSpec;
import isopose.study.Experiment.Analysis;
import isopose.study.Experiment.ResultBuilder;
import isopose.study.Method;
import isopose.study.Study;
import isopose.study.Summary.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The best alpha is known only with the labels. This analysis chooses it by the mean of L_s over
 * the stream, which is known at run time. Each L_s is taken before its sample's step, so it is the
 * loss on a sample not yet adapted to.
 *
 * <p>L_s has an adversarial term whose other side, the discriminator, moves with alpha too: so the
 * losses of two alphas are not exactly comparable, which is a limitation of the rule.
 */
final class ChosenRate implements Analysis {
  private static final List<String> RATES = List.of("2e-7", "2e-6", "2e-5", "2e-4", "2e-3");
  private static final String PAPERS = "2e-5";

  @Override
  public void addTo(Study study, ResultBuilder result) {
    rule(study, result, "the paper's alpha", seed -> run(study, seed, PAPERS));
    rule(
        study,
        result,
        "lowest mean L_s",
        seed -> best(study, seed, run -> -study.score(run, Metric.SSL_LOSS)));
    rule(
        study,
        result,
        "oracle: highest PCK",
        seed -> best(study, seed, run -> study.score(run, Metric.PCK)));
    result.caption("chosen_pck, chosen_alpha: by each rule, for each seed");
    result.caption("the oracle reads the test labels, which are not known in use");
  }

  private static RunSpec run(Study study, long seed, String rate) {
    return study.run(Method.ONLINE, seed, Map.of("adapt.rate", rate));
  }

  private static RunSpec best(Study study, long seed, ToDoubleFunction<RunSpec> score) {
    return RATES.stream()
        .map(rate -> run(study, seed, rate))
        .filter(run -> !study.isDiverged(run))
        .max(Comparator.comparingDouble(run -> orLowest(score.applyAsDouble(run))))
        .orElseThrow();
  }

  private static double orLowest(double score) {
    return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
  }

  private static void rule(
      Study study, ResultBuilder result, String name, Function<Long, RunSpec> rule) {
    List<RunSpec> chosen = new ArrayList<>();
    study.seeds().forEach(seed -> chosen.add(rule.apply(seed)));
    double[] pck = chosen.stream().mapToDouble(run -> study.score(run, Metric.PCK)).toArray();
    double[] alpha = chosen.stream().mapToDouble(run -> run.settings().rate()).toArray();
    result.summary().add(Row.of(name, "chosen_pck", pck, study.names(chosen)));
    result.summary().add(Row.of(name, "chosen_alpha", alpha, study.names(chosen)));
  }
}
