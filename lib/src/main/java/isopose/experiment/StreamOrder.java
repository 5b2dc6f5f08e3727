package isopose.experiment;

import isopose.experiment.Comparison.Method;
import isopose.experiment.StreamChoice.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Does it matter in which order the target's samples arrive (not in the paper)? Online adaptation
 * in the order of clips, shuffled sample by sample, and action by action. Joint and Baseline do not
 * care; they are what Online's lead is counted from.
 */
public final class StreamOrder implements Experiment {
  @Override
  public String name() {
    return "figure order";
  }

  @Override
  public String about() {
    return "Online on the stream in the order of clips, shuffled, by action (an addition)";
  }

  @Override
  public List<Trial> trials(Study study) {
    List<Trial> trials = new ArrayList<>();
    for (Order order : Order.values()) {
      for (long seed : study.seeds()) {
        trials.add(trial(study, Method.ONLINE, order, seed));
        OnlineLead.OTHERS.forEach(other -> trials.add(trial(study, other, order, seed)));
      }
    }
    return trials;
  }

  private static Trial trial(Study study, Method method, Order order, long seed) {
    Trial trial = study.trial(method, seed);
    return order == Order.CLIPS ? trial : trial.on(trial.stream().in(order, 0));
  }

  @Override
  public Findings evaluate(Study study) {
    ScoreTable scores = new ScoreTable(name());
    for (Order order : Order.values()) {
      List<Adaptation> online = adaptations(study, Method.ONLINE, order);
      String group = order.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      scores.addScores(
          ScoreTable.Row.of(Method.ONLINE.label(), Samples.runs(online)).in(group),
          online.stream().map(Adaptation::evaluation).toList());
      for (Method other : OnlineLead.OTHERS) {
        scores.add(OnlineLead.of(online, other, adaptations(study, other, order)).in(group));
      }
    }
    return Findings.of(
        name(),
        List.of(
            "the same samples in three orders; T = 1, alpha = 2e-5; unscaled; seeds "
                + study.seeds(),
            "pck_lead: Online minus the other method in PCK",
            ScoreTable.INTERVALS),
        scores.table());
  }

  private static List<Adaptation> adaptations(Study study, Method method, Order order) {
    return study.seeds().stream()
        .map(seed -> study.adaptation(trial(study, method, order, seed)))
        .toList();
  }
}
