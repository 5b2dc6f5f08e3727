package isopose.experiment;

import isopose.experiment.Comparison.Method;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The scores of each motion of the target, and what Online adds there (not in the paper). */
public final class MotionScores implements Experiment {
  private static final List<Method> METHODS = List.of(Method.BASELINE, Method.JOINT, Method.ONLINE);

  @Override
  public String name() {
    return "figure motions";
  }

  @Override
  public String about() {
    return "scores of each motion: Baseline, Joint, Online (an addition to the paper)";
  }

  @Override
  public List<Trial> trials(Study study) {
    return study.trials(METHODS);
  }

  @Override
  public Findings evaluate(Study study) {
    TargetStream stream = study.adaptations(Method.JOINT).get(0).stream();
    ScoreTable scores = new ScoreTable(name());
    for (String action : new TreeSet<>(stream.actions())) {
      int[] places =
          IntStream.range(0, stream.count())
              .filter(i -> stream.actions().get(i).equals(action))
              .toArray();
      METHODS.forEach(method -> add(scores, study, action, method, places));
      for (Method other : List.of(Method.JOINT, Method.BASELINE)) {
        scores.add(OnlineLead.over(other, study, places).in(action));
      }
    }
    return Findings.of(
        name(),
        List.of(
            "unscaled; mean and standard deviation over seeds " + study.seeds(),
            "pck_lead: Online minus the other method, with a 95 % interval over seeds and clips; a"
                + " motion of one clip has the spread over seeds only"),
        scores.table());
  }

  private static void add(
      ScoreTable scores, Study study, String action, Method method, int... places) {
    List<Adaptation> adaptations = study.adaptations(method);
    ScoreTable.metrics()
        .forEach(
            (metric, score) ->
                scores.add(
                    ScoreTable.Row.of(
                            method.label(),
                            metric,
                            adaptations.stream()
                                .mapToDouble(
                                    a -> score.applyAsDouble(a.evaluation().select(places)))
                                .toArray(),
                            Samples.runs(adaptations))
                        .in(action)));
  }
}
