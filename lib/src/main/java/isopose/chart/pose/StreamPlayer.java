package isopose.chart.pose;

import isopose.chart.Charts;
import isopose.chart.pose.PosePicture.Method;
import isopose.chart.pose.PoseScene.Curve;
import isopose.metrics.Evaluation;
import isopose.run.TargetStream;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A stream that plays on the page: the 2D input, what methods make of it over the truth, and their
 * running error below, which is also used to seek. Of a long stream every second, third and so on
 * sample is shown; the running error still counts all.
 *
 * <pre>{@code StreamPlayer.of(stream).prediction("Joint", joint).prediction("Online", online)}
 * </pre>
 */
public final class StreamPlayer extends MovingPoses {
  private static final int FRAMES_PER_SECOND = 15;
  private static final int WINDOW = 100;

  private final TargetStream stream;
  private final List<Method> methods = new ArrayList<>();
  private int begin;
  private int end;
  private int window = WINDOW;
  private String title = "";

  private StreamPlayer(TargetStream stream) {
    this.stream = stream;
    end = stream.count();
  }

  /** Starts a player of a whole stream. */
  public static StreamPlayer of(TargetStream stream) {
    return new StreamPlayer(stream);
  }

  /** A method's predictions (N, 17, 3) in millimetres, in a panel after those already there. */
  public StreamPlayer prediction(String name, Poses poses) {
    methods.add(
        new Method(name, PoseScene.checked(Skeleton.H36M_17, poses, 3, stream.count(), name)));
    return this;
  }

  /** Only the samples from {@code from} (inclusive) to {@code to} (exclusive). */
  public StreamPlayer samples(int from, int to) {
    if (from < 0 || to > stream.count() || from >= to) {
      throw new IllegalArgumentException(
          "no samples %d to %d in a stream of %d".formatted(from, to, stream.count()));
    }
    begin = from;
    end = to;
    return this;
  }

  /** How many samples each point of the running error is the mean of; 100 unless this is called. */
  public StreamPlayer window(int samples) {
    if (samples < 1) {
      throw new IllegalArgumentException("a window spans at least 1 sample, not " + samples);
    }
    window = samples;
    return this;
  }

  /** A line over the whole player. */
  public StreamPlayer title(String text) {
    title = text;
    return this;
  }

  @Override
  PoseScene scene() {
    boolean scored = stream.truth() != null;
    List<Integer> indices = IntStream.range(begin, end).boxed().toList();
    List<Integer> frames =
        PoseScene.thinned(indices, methods.size() + (scored ? 1 : 0), Skeleton.H36M_17);
    return new PoseScene(
        title,
        Skeleton.H36M_17,
        stream.pose2d(),
        stream.truth(),
        methods,
        frames,
        frames.stream().map(this::caption).toList(),
        scored ? methods.stream().map(method -> curve(method, frames)).toList() : List.of(),
        "mean joint error of " + window + " samples around, mm",
        FRAMES_PER_SECOND);
  }

  private String caption(int sample) {
    return stream.frames().get(sample).track().label() + " (" + stream.actions().get(sample) + ")";
  }

  private Curve curve(Method method, List<Integer> frames) {
    Evaluation evaluation = stream.evaluate(method.poses());
    double[] errors =
        IntStream.range(0, stream.count()).mapToDouble(i -> evaluation.mpjpe(i)).toArray();
    double[] running = Charts.movingMean(errors, window);
    return new Curve(method.name(), frames.stream().map(i -> running[i]).toList());
  }
}
