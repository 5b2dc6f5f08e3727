package isopose.chart.pose;

import isopose.chart.pose.PosePicture.Method;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What {@link PoseView} and {@link StreamPlayer} show: poses beside each other, one moment at a
 * time.
 *
 * @param input (N, J, 2) pixels; null for none
 * @param truth (N, J, 3) millimetres, under each method's poses; null for none
 * @param methods whose poses (N, J, 3) millimetres have a panel each
 * @param frames the indices in those blocks that are shown, in this order
 * @param captions the caption of each frame
 * @param curves lines over the frames, below the panels; may be empty
 * @param framesPerSecond while it plays
 */
record PoseScene(
    String title,
    Skeleton skeleton,
    Poses input,
    Poses truth,
    List<Method> methods,
    List<Integer> frames,
    List<String> captions,
    List<Curve> curves,
    String curvesTitle,
    int framesPerSecond) {
  /** Numbers on a page at most: a notebook with a few scenes stays light. */
  private static final int LARGEST = 142_500;

  static final double PIXEL_UNITS = 1000; // of the input's scale, for whole numbers

  /** A line over the frames: one value a frame, NaN where there is none. */
  record Curve(String name, List<Double> values) {}

  PoseScene {
    if (methods.isEmpty()) {
      throw new IllegalStateException("there is no pose to show: call prediction or truth");
    }
    if (frames.isEmpty()) {
      throw new IllegalStateException("there is no frame to show: call frame or frames");
    }
    methods = List.copyOf(methods);
    frames = List.copyOf(frames);
    captions = List.copyOf(captions);
    curves = List.copyOf(curves);
  }

  /**
   * As many of these indices as fit on a page, evenly spaced.
   *
   * @param panels blocks of 3D poses
   */
  static List<Integer> thinned(List<Integer> indices, int panels, Skeleton skeleton) {
    int numbersOfAFrame = skeleton.size() * (3 * panels + 2) + 2 * panels;
    int most = LARGEST / numbersOfAFrame;
    int stride = (indices.size() + most - 1) / most;
    return IntStream.range(0, indices.size())
        .filter(i -> i % stride == 0)
        .mapToObj(indices::get)
        .toList();
  }

  /** Refuses what does not fit; returns what does. */
  static Poses checked(Skeleton skeleton, Poses poses, int dims, int count, String what) {
    if (poses.dims() != dims || poses.joints() != skeleton.size() || poses.count() != count) {
      throw new IllegalArgumentException(
          "%s must be %d poses of %d joints x %d numbers, not %d of %d x %d"
              .formatted(
                  what, count, skeleton.size(), dims, poses.count(), poses.joints(), poses.dims()));
    }
    return poses;
  }

  /** A block's shown frames about their roots, millimetres. */
  String millimetres(Poses poses) {
    return Shorts.encode(
        frames.size(),
        poses.stride(),
        (f, k) -> JointError.fromRoot(skeleton, poses, frames.get(f), k / 3, k % 3));
  }

  /** The input's shown frames about their roots, each in units of its own mean extent. */
  String units() {
    double[] extent = frames.stream().mapToDouble(this::extent).toArray();
    return Shorts.encode(
        frames.size(),
        input.stride(),
        (f, k) ->
            PIXEL_UNITS
                * JointError.fromRoot(skeleton, input, frames.get(f), k / 2, k % 2)
                / extent[f]);
  }

  /** The mean distance of a frame's joints from its root, pixels. */
  double extent(int index) {
    double mean =
        IntStream.range(0, skeleton.size())
            .mapToDouble(
                j ->
                    Math.hypot(
                        JointError.fromRoot(skeleton, input, index, j, 0),
                        JointError.fromRoot(skeleton, input, index, j, 1)))
            .filter(Double::isFinite)
            .average()
            .orElse(1);
    return mean > 0 ? mean : 1;
  }

  /** The shown frames' errors, tenths of a millimetre; the methods' one after the other. */
  String errors(Method method) {
    return Shorts.encode(
        frames.size(),
        1,
        (f, k) -> 10 * JointError.of(skeleton, method.poses(), truth, frames.get(f)));
  }

  /** Each frame's caption; a caption that stays the same is stored once, with its first frame. */
  List<Object[]> captionChanges() {
    List<Object[]> changes = new ArrayList<>();
    for (int f = 0; f < frames.size(); f++) {
      if (f == 0 || !captions.get(f).equals(captions.get(f - 1))) {
        changes.add(new Object[] {f, captions.get(f)});
      }
    }
    return changes;
  }

  /** The blocks of 3D poses in view, the truth included. */
  List<Poses> blocks() {
    List<Poses> blocks = new ArrayList<>(methods.stream().map(Method::poses).toList());
    blocks.addAll(truth == null ? List.of() : Arrays.asList(truth));
    return blocks;
  }

  /** The scene in words: the same in every run. */
  String words() {
    String names = String.join(", ", methods.stream().map(Method::name).toList());
    return "%s: %s; %d frame%s, to be turned on a page"
        .formatted(
            title.isEmpty() ? "poses" : title, names, frames.size(), frames.size() == 1 ? "" : "s");
  }
}
