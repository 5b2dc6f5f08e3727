package isopose.experiment;

import isopose.experiment.Comparison.Method;
import isopose.stats.Bootstrap;
import isopose.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Online's lead over another method in PCK, on some samples of the stream. */
final class OnlineLead {
  /** Whom it leads, or trails. */
  static final List<Method> OTHERS = List.of(Method.JOINT, Method.BASELINE);

  private OnlineLead() {}

  /** A row {@code pck_lead}: the lead of each seed and its 95 % interval over seeds and clips. */
  static ScoreTable.Row over(Method other, Study study, int... places) {
    return of(study.adaptations(Method.ONLINE), other, study.adaptations(other), places);
  }

  /** The same on the whole stream, for these adaptations. */
  static ScoreTable.Row of(List<Adaptation> online, Method other, List<Adaptation> others) {
    int samples = online.get(0).stream().count();
    return of(online, other, others, IntStream.range(0, samples).toArray());
  }

  private static ScoreTable.Row of(
      List<Adaptation> online, Method other, List<Adaptation> others, int... places) {
    List<double[]> leads = Samples.differences(pck(online, places), pck(others, places));
    List<String> clips = online.get(0).stream().clips();
    Interval interval =
        Bootstrap.ofMean(leads, IntStream.of(places).mapToObj(clips::get).toList(), 0);
    List<String> runs = new ArrayList<>(Samples.runs(online));
    runs.addAll(Samples.runs(others));
    double[] means = leads.stream().mapToDouble(Samples::mean).toArray();
    return ScoreTable.Row.of("Online - " + other.label(), "pck_lead", means, runs).within(interval);
  }

  private static List<double[]> pck(List<Adaptation> adaptations, int... places) {
    return adaptations.stream().map(a -> Samples.pick(Samples.pck(a), places)).toList();
  }
}
