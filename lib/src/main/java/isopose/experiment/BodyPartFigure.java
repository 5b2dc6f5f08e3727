package isopose.experiment;

import isopose.experiment.Comparison.Method;
import isopose.metrics.Evaluation;
import isopose.skeleton.BodyPart;
import isopose.skeleton.Skeleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Figure 7: PCK of eight parts of the body, Baseline and Online. */
public final class BodyPartFigure implements Experiment {
  private static final List<Method> METHODS = List.of(Method.BASELINE, Method.ONLINE);

  @Override
  public String name() {
    return "figure 7";
  }

  @Override
  public String about() {
    return "PCK of eight body parts: Baseline, Online";
  }

  @Override
  public List<Trial> trials(Study study) {
    return study.trials(METHODS);
  }

  @Override
  public Findings evaluate(Study study) {
    ScoreTable scores = new ScoreTable(name());
    for (BodyPart part : BodyPart.values()) {
      for (Method method : METHODS) {
        List<Adaptation> adaptations = study.adaptations(method);
        double[] pck =
            adaptations.stream().mapToDouble(a -> a.evaluation().pckPerPart().get(part)).toArray();
        scores.add(
            ScoreTable.Row.of(
                    method.label(), "pck", pck, adaptations.stream().map(Adaptation::run).toList())
                .in(label(part)));
      }
    }
    Evaluation any = study.adaptation(Method.BASELINE, study.seeds().get(0)).evaluation();
    List<String> caption = new ArrayList<>();
    caption.add(
        "PCK at 150 mm, unscaled, mean and standard deviation over seeds %s, %d samples each"
            .formatted(study.seeds(), any.samples()));
    for (BodyPart part : BodyPart.values()) {
      caption.add(label(part) + ": " + joints(part));
    }
    return Findings.of(name(), caption, scores.table());
  }

  private static String label(BodyPart part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  private static String joints(BodyPart part) {
    return Arrays.stream(part.indices(Skeleton.H36M_17))
        .mapToObj(Skeleton.H36M_17.joints()::get)
        .collect(Collectors.joining(", "));
  }
}
