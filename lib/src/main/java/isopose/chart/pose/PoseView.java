package isopose.chart.pose;

import isopose.chart.pose.PosePicture.Method;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Poses that are turned on the page: by mouse, finger or arrow keys, and, where there are several
 * frames, along time.
 *
 * <pre>{@code
 * PoseView.of("Joint", joint).prediction("Online", online).truth(truth3d).frames(100, 160)
 * }</pre>
 */
public final class PoseView extends MovingPoses {
  private static final int FRAMES_PER_SECOND = 10;

  private final Skeleton skeleton;
  private final int count;
  private final List<Method> methods = new ArrayList<>();
  private final List<Integer> frames = new ArrayList<>();
  private final List<String> captions = new ArrayList<>();
  private Poses input;
  private Poses truth;
  private String title = "";
  private int framesPerSecond = FRAMES_PER_SECOND;

  private PoseView(Skeleton skeleton, int count) {
    this.skeleton = skeleton;
    this.count = count;
  }

  /** Starts a view with poses (N, 17, 3) in millimetres, in Human3.6M's joint order. */
  public static PoseView of(String name, Poses poses) {
    return of(Skeleton.H36M_17, name, poses);
  }

  /** Starts a view with poses (N, J, 3) of another skeleton. */
  public static PoseView of(Skeleton skeleton, String name, Poses poses) {
    return new PoseView(skeleton, poses.count()).prediction(name, poses);
  }

  /** More poses (N, J, 3) of the same samples, in a panel beside those already there. */
  public PoseView prediction(String name, Poses poses) {
    methods.add(new Method(name, PoseScene.checked(skeleton, poses, 3, count, name)));
    return this;
  }

  /** Ground truth (N, J, 3): grey under each panel's pose, and what errors are from. */
  public PoseView truth(Poses poses) {
    truth = PoseScene.checked(skeleton, poses, 3, count, "the ground truth");
    return this;
  }

  /** The 2D poses (N, J, 2) behind them, in a panel of their own before the others. */
  public PoseView input(Poses poses) {
    input = PoseScene.checked(skeleton, poses, 2, count, "the input");
    return this;
  }

  /** Adds a frame: the sample at this index, with a caption. */
  public PoseView frame(int index, String caption) {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "there is no sample " + index + "; there are 0 to " + (count - 1));
    }
    frames.add(index);
    captions.add(caption);
    return this;
  }

  /** Adds the samples from {@code begin} (inclusive) to {@code end} (exclusive), to be played. */
  public PoseView frames(int begin, int end) {
    IntStream.range(begin, end).forEach(i -> frame(i, "sample " + i));
    return this;
  }

  /** How fast a sequence plays; 10 unless this is called. */
  public PoseView framesPerSecond(int frames) {
    if (frames < 1 || frames > 60) {
      throw new IllegalArgumentException("1 to 60 frames a second, not " + frames);
    }
    framesPerSecond = frames;
    return this;
  }

  /** A line over the whole view. */
  public PoseView title(String text) {
    title = text;
    return this;
  }

  @Override
  PoseScene scene() {
    List<Integer> all = IntStream.range(0, frames.size()).boxed().toList();
    List<Integer> kept = PoseScene.thinned(all, methods.size() + (truth == null ? 0 : 1), skeleton);
    return new PoseScene(
        title,
        skeleton,
        input,
        truth,
        methods,
        kept.stream().map(frames::get).toList(),
        kept.stream().map(captions::get).toList(),
        List.of(),
        "",
        framesPerSecond);
  }
}
