package isopose.experiment;

import isopose.experiment.Comparison.Method;
import java.util.List;

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
    return Findings.of(
        name(),
        List.of(
            "unscaled; mean and standard deviation over seeds " + study.seeds(), StreamParts.LEAD),
        StreamParts.scores(name(), study, StreamParts.by(actions)).table());
  }
}
