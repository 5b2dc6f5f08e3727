package isopose.experiment;

import isopose.experiment.Comparison.Method;
import isopose.experiment.PairedBootstrap.Interval;
import java.util.ArrayList;
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
        scores.add(lead(study, other, action, places));
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

  private static ScoreTable.Row lead(Study study, Method other, String action, int... places) {
    List<Adaptation> online = study.adaptations(Method.ONLINE);
    List<Adaptation> others = study.adaptations(other);
    List<double[]> leads =
        Samples.differences(
            online.stream().map(a -> Samples.pick(Samples.pck(a), places)).toList(),
            others.stream().map(a -> Samples.pick(Samples.pck(a), places)).toList());
    List<String> clips = online.get(0).stream().clips();
    Interval interval =
        PairedBootstrap.of(leads, IntStream.of(places).mapToObj(clips::get).toList(), 0);
    List<String> runs = new ArrayList<>(Samples.runs(online));
    runs.addAll(Samples.runs(others));
    double[] values = leads.stream().mapToDouble(Samples::mean).toArray();
    return ScoreTable.Row.of("Online - " + other.label(), "pck_lead", values, runs)
        .in(action)
        .within(interval.low(), interval.high());
  }
}
