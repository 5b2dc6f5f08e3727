package isopose.experiment;

import isopose.experiment.Comparison.Method;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Baseline, Joint and Online on parts of the stream, and what Online adds there. */
final class StreamParts {
  static final List<Method> METHODS = List.of(Method.BASELINE, Method.JOINT, Method.ONLINE);

  static final String LEAD =
      "pck_lead: Online minus the other method; the interval of a part of one clip is over seeds"
          + " only; "
          + ScoreTable.INTERVALS;

  private StreamParts() {}

  /**
   * The places of equal samples.
   *
   * @param keys what each sample is
   */
  static <K extends Comparable<K>> SortedMap<K, int[]> by(List<K> keys) {
    SortedMap<K, int[]> parts = new TreeMap<>();
    for (K key : new TreeSet<>(keys)) {
      parts.put(
          key, IntStream.range(0, keys.size()).filter(i -> keys.get(i).equals(key)).toArray());
    }
    return parts;
  }

  /**
   * The four scores of each method, and Online's leads.
   *
   * @param parts the places of each part's samples in the stream, by the part's name
   */
  static ScoreTable scores(String experiment, Study study, Map<String, int[]> parts) {
    ScoreTable scores = new ScoreTable(experiment);
    parts.forEach(
        (part, places) -> {
          METHODS.forEach(method -> add(scores, study, part, method, places));
          for (Method other : OnlineLead.OTHERS) {
            scores.add(OnlineLead.over(other, study, places).in(part));
          }
        });
    return scores;
  }

  private static void add(
      ScoreTable scores, Study study, String part, Method method, int... places) {
    List<Adaptation> adaptations = study.adaptations(method);
    scores.addScores(
        ScoreTable.Row.of(method.label(), Samples.runs(adaptations)).in(part),
        adaptations.stream().map(a -> a.evaluation().select(places)).toList());
  }
}
