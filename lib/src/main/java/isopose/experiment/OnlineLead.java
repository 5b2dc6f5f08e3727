package isopose.experiment;

import isopose.experiment.Comparison.Method;
import isopose.experiment.PairedBootstrap.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Online's lead over another method in PCK, on some samples of the stream. */
final class OnlineLead {
  private OnlineLead() {}

  /** A row {@code pck_lead}: the lead of each seed and its 95 % interval over seeds and clips. */
  static ScoreTable.Row over(Method other, Study study, int... places) {
    List<Adaptation> online = study.adaptations(Method.ONLINE);
    List<Adaptation> others = study.adaptations(other);
    List<double[]> leads = Samples.differences(pck(online, places), pck(others, places));
    List<String> clips = online.get(0).stream().clips();
    Interval interval =
        PairedBootstrap.of(leads, IntStream.of(places).mapToObj(clips::get).toList(), 0);
    List<String> runs = new ArrayList<>(Samples.runs(online));
    runs.addAll(Samples.runs(others));
    double[] means = leads.stream().mapToDouble(Samples::mean).toArray();
    return ScoreTable.Row.of("Online - " + other.label(), "pck_lead", means, runs)
        .within(interval.low(), interval.high());
  }

  private static List<double[]> pck(List<Adaptation> adaptations, int... places) {
    return adaptations.stream().map(a -> Samples.pick(Samples.pck(a), places)).toList();
  }
}
