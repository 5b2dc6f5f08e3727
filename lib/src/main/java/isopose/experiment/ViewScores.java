package isopose.experiment;

import isopose.analysis.Elevation;
import isopose.data.PoseSequence;
import isopose.experiment.Comparison.Method;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The scores by how far the target's camera looks down, and what Online adds there (not in the
 * paper): other people in the laboratory give the source other bodies, but no other views.
 */
public final class ViewScores implements Experiment {
  private static final int STEP = 10;

  @Override
  public String name() {
    return "figure views";
  }

  @Override
  public String about() {
    return "scores by the camera's elevation: Baseline, Joint, Online (an addition to the paper)";
  }

  @Override
  public List<Trial> trials(Study study) {
    return study.trials(StreamParts.METHODS);
  }

  @Override
  public Findings evaluate(Study study) {
    TargetStream stream = study.adaptations(Method.JOINT).get(0).stream();
    Map<String, int[]> views = views(Elevation.of(stream.truth(), stream.tracks()));
    DoubleSummaryStatistics source = Arrays.stream(sourceElevation(study)).summaryStatistics();
    return Findings.of(
        name(),
        List.of(
            "unscaled; mean and standard deviation over seeds " + study.seeds(),
            "group: by how many degrees the camera looks down on the people, from the mean"
                + " direction of their trunks over a clip",
            "the source's cameras, on held-out clips: %.0f to %.0f degrees"
                .formatted(source.getMin(), source.getMax()),
            "the target's clips: " + clips(views, stream),
            StreamParts.LEAD),
        StreamParts.scores(name(), study, views).table());
  }

  /** How many there are in each view. */
  private static String clips(Map<String, int[]> views, TargetStream stream) {
    return views.entrySet().stream()
        .map(
            view ->
                "%d at %s"
                    .formatted(
                        IntStream.of(view.getValue())
                            .mapToObj(stream.tracks()::get)
                            .distinct()
                            .count(),
                        view.getKey()))
        .collect(Collectors.joining(", "));
  }

  /** The places in steps of ten degrees, from the lowest view to the highest. */
  private static Map<String, int[]> views(double... elevation) {
    Map<String, int[]> views = new LinkedHashMap<>();
    List<Integer> lowest =
        Arrays.stream(elevation).mapToObj(e -> STEP * (int) Math.floor(e / STEP)).toList();
    StreamParts.by(lowest)
        .forEach((low, places) -> views.put("%d to %d".formatted(low, low + STEP), places));
    return views;
  }

  private static double[] sourceElevation(Study study) {
    List<PoseSequence> sequences = study.scenario().validation();
    List<FrameId> frames =
        sequences.stream().flatMap(sequence -> sequence.frames().stream()).toList();
    return Elevation.of(
        Poses.concatenate(sequences.stream().map(PoseSequence::pose3d).toList(), 17, 3),
        frames.stream().map(FrameId::track).toList());
  }
}
