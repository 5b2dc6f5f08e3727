package isopose.experiment;

import isopose.adapt.AdaptSettings;
import isopose.experiment.Comparison.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The best alpha is known only to who has the labels. What would one get who chooses it by what is
 * known at run time, the mean of L_s over the stream (not in the paper)? Each L_s is taken before
 * its sample's step, so it is the loss on a sample not yet adapted to.
 *
 * <p>L_s has an adversarial term whose other side, the discriminator, moves with alpha too: the
 * losses of two alphas are not quite of one kind, and that is the weakness of the rule.
 */
public final class ChoosingAlpha implements Experiment {
  private static final double[] RATES = {2e-7, 2e-6, 2e-5, 2e-4, 2e-3};
  private static final double PAPERS = 2e-5;

  @Override
  public String name() {
    return "figure alpha";
  }

  @Override
  public String about() {
    return "alpha chosen by L_s, against the oracle's (an addition to the paper)";
  }

  @Override
  public List<Trial> trials(Study study) {
    List<Trial> trials = new ArrayList<>();
    for (long seed : study.seeds()) {
      for (double rate : RATES) {
        trials.add(trial(study, seed, rate));
      }
    }
    return trials;
  }

  private static Trial trial(Study study, long seed, double rate) {
    return study.trial(Method.ONLINE, seed).with(AdaptSettings.online(seed).withRate(rate));
  }

  @Override
  public Findings evaluate(Study study) {
    ScoreTable scores = new ScoreTable(name());
    Map<String, ToDoubleFunction<Adaptation>> metrics = new LinkedHashMap<>();
    metrics.put("pck", a -> a.evaluation().pck());
    metrics.put("self_supervised_loss", ChoosingAlpha::loss);
    metrics.forEach(
        (metric, score) -> {
          for (double rate : RATES) {
            List<Optional<Adaptation>> seeds =
                study.attempts(study.seeds().stream().map(s -> trial(study, s, rate)).toList());
            List<Adaptation> adaptations = Samples.finished(seeds);
            ScoreTable.Row row =
                ScoreTable.Row.of(Method.ONLINE.label(), Samples.runs(adaptations)).at(rate);
            if (!scores.addDiverged(row, seeds, Set.of(metric))) {
              scores.add(row.scored(metric, adaptations.stream().mapToDouble(score).toArray()));
            }
          }
        });
    rule(scores, study, "the paper's alpha", rates -> rates.get(PAPERS));
    rule(scores, study, "lowest mean L_s", rates -> best(rates, a -> -loss(a)));
    rule(scores, study, "oracle: highest PCK", rates -> best(rates, a -> a.evaluation().pck()));
    return Findings.of(
        name(),
        List.of(
            "Online, T = 1, unscaled; mean and standard deviation over seeds " + study.seeds(),
            "chosen_pck, chosen_alpha: by each rule, for each seed; the oracle looks at the test"
                + " labels and can be used by nobody"),
        scores.table());
  }

  private static double loss(Adaptation adaptation) {
    return Arrays.stream(adaptation.selfSupervisedLoss())
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  private interface Rule {
    Adaptation choose(Map<Double, Adaptation> rates);
  }

  private static Adaptation best(
      Map<Double, Adaptation> rates, ToDoubleFunction<Adaptation> score) {
    ToDoubleFunction<Adaptation> finite =
        a ->
            Double.isNaN(score.applyAsDouble(a))
                ? Double.NEGATIVE_INFINITY
                : score.applyAsDouble(a);
    return rates.values().stream().max(Comparator.comparingDouble(finite)).orElseThrow();
  }

  private static void rule(ScoreTable scores, Study study, String name, Rule rule) {
    List<Adaptation> chosen = new ArrayList<>();
    for (long seed : study.seeds()) {
      Map<Double, Adaptation> rates = new LinkedHashMap<>();
      for (double rate : RATES) {
        study
            .attempts(List.of(trial(study, seed, rate)))
            .forEach(one -> one.ifPresent(adaptation -> rates.put(rate, adaptation)));
      }
      chosen.add(rule.choose(rates));
    }
    double[] pck = chosen.stream().mapToDouble(a -> a.evaluation().pck()).toArray();
    double[] alpha = chosen.stream().mapToDouble(a -> a.settings().rate()).toArray();
    scores.add(ScoreTable.Row.of(name, "chosen_pck", pck, Samples.runs(chosen)));
    scores.add(ScoreTable.Row.of(name, "chosen_alpha", alpha, Samples.runs(chosen)));
  }
}
