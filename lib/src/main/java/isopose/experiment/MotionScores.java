package isopose.experiment;

import isopose.experiment.Comparison.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The scores of each motion of the target, and what Online adds there (not in the paper). */
public final class MotionScores implements Experiment {

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
    return study.trials(StreamParts.METHODS);
  }

  @Override
  public Findings evaluate(Study study) {
    List<String> actions = study.adaptations(Method.JOINT).get(0).stream().actions();
    Map<String, int[]> motions = new TreeMap<>();
    for (String action : actions) {
      motions.computeIfAbsent(
          action,
          name ->
              IntStream.range(0, actions.size())
                  .filter(i -> actions.get(i).equals(name))
                  .toArray());
    }
    return Findings.of(
        name(),
        List.of(
            "unscaled; mean and standard deviation over seeds " + study.seeds(), StreamParts.LEAD),
        StreamParts.scores(name(), study, motions).table());
  }
}
