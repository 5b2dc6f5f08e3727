package isopose.experiment;

import isopose.adapt.AdaptSettings;
import isopose.experiment.Comparison.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collapse at a high learning rate, and what a pull back to the trained weights does about it (not
 * in the paper): Online with three alphas and three pulls.
 */
public final class PullBack implements Experiment {
  private static final double[] RATES = {2e-5, 2e-4, 2e-3};
  private static final double[] PULLS = {0, 0.01, 0.05};

  @Override
  public String name() {
    return "figure pull";
  }

  @Override
  public String about() {
    return "collapse at a high alpha, and a pull back to the trained weights (an addition)";
  }

  @Override
  public List<Trial> trials(Study study) {
    List<Trial> trials = new ArrayList<>();
    for (long seed : study.seeds()) {
      trials.add(study.trial(Method.JOINT, seed));
      for (double rate : RATES) {
        for (double pull : PULLS) {
          trials.add(trial(study, seed, rate, pull));
        }
      }
    }
    return trials;
  }

  private static Trial trial(Study study, long seed, double rate, double pull) {
    return study
        .trial(Method.ONLINE, seed)
        .with(AdaptSettings.online(seed).withRate(rate).withAnchorStrength(pull));
  }

  @Override
  public Findings evaluate(Study study) {
    ScoreTable scores = new ScoreTable(name());
    add(scores, "Joint, not adapted", Double.NaN, study, study.trials(List.of(Method.JOINT)));
    for (double pull : PULLS) {
      for (double rate : RATES) {
        List<Trial> trials =
            study.seeds().stream().map(seed -> trial(study, seed, rate, pull)).toList();
        add(
            scores,
            pull == 0 ? "no pull" : "pull %s %%".formatted(pull * 100),
            rate,
            study,
            trials);
      }
    }
    return Findings.of(
        name(),
        List.of(
            "Online, T = 1, on the whole stream; unscaled; mean and standard deviation over seeds "
                + study.seeds(),
            "at: alpha; pull: the share of the way that every adapted weight goes back to its"
                + " trained value after each step",
            "the paper has no pull; it reports 70.9 PCK at alpha = 2e-3 on its own benchmark"),
        scores.table());
  }

  private static void add(
      ScoreTable scores, String method, double rate, Study study, List<Trial> trials) {
    List<Optional<Adaptation>> seeds = study.attempts(trials);
    List<String> runs = Samples.runs(Samples.finished(seeds));
    scores.addPoint(ScoreTable.Row.of(method, runs).at(rate), seeds);
  }
}
