package isopose.chart.pose;

import isopose.chart.Style;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.study.Method;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A picture of poses: a row for each sample; in it the 2D input and, for each method, the predicted
 * pose in one or more views over the ground truth, with its error.
 *
 * <pre>{@code
 * PosePicture.of(input2d).truth(truth3d).prediction("Joint", joint).prediction("Online", online)
 *     .row(12, "jumping").row(80, "signals")
 * }</pre>
 *
 * <p>In a notebook it shows itself. All millimetre panels of a picture have one scale.
 */
public final class PosePicture {
  /** A method's poses (N, J, 3) in millimetres and how its columns are headed. */
  record Method(String name, Poses poses) {}

  /** A sample's index in all blocks of poses, and its caption. */
  record Row(int index, String caption) {}

  private final Skeleton skeleton;
  private final Poses input;
  private final List<Method> methods = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private Poses truth;
  private String title = "";
  private List<View> views = List.of(View.CAMERA, View.SIDE);

  private PosePicture(Skeleton skeleton, Poses input) {
    this.skeleton = skeleton;
    this.input = checked(input, 2, "the input", skeleton);
  }

  /** Starts a picture from 2D poses (N, 17, 2) in pixels, in Human3.6M's joint order. */
  public static PosePicture of(Poses input) {
    return of(Skeleton.H36M_17, input);
  }

  /** Starts a picture from 2D poses (N, J, 2) of another skeleton. */
  public static PosePicture of(Skeleton skeleton, Poses input) {
    return new PosePicture(skeleton, input);
  }

  /**
   * Ground truth (N, J, 3) in millimetres: grey under each prediction, and what errors are from.
   */
  public PosePicture truth(Poses poses) {
    truth = sameCount(checked(poses, 3, "the ground truth", skeleton));
    return this;
  }

  /** A method's predictions (N, J, 3) in millimetres, in the columns after those already there. */
  public PosePicture prediction(String name, Poses poses) {
    methods.add(new Method(name, sameCount(checked(poses, 3, name, skeleton))));
    return this;
  }

  /** Adds a row for the sample at this index, with a caption above it. */
  public PosePicture row(int index, String caption) {
    if (index < 0 || index >= input.count()) {
      throw new IllegalArgumentException(
          "there is no sample " + index + "; there are 0 to " + (input.count() - 1));
    }
    rows.add(new Row(index, caption));
    return this;
  }

  /** Adds a row for each of these samples, labelled by its index. */
  public PosePicture rows(int... indices) {
    for (int index : indices) {
      row(index, "sample " + index);
    }
    return this;
  }

  /** A line over the whole picture. */
  public PosePicture title(String text) {
    title = text;
    return this;
  }

  /** The views of each prediction; both unless this is called. */
  public PosePicture views(View... chosen) {
    if (chosen.length == 0) {
      throw new IllegalArgumentException("a picture needs at least one view");
    }
    views = List.of(chosen);
    return this;
  }

  /** The pixels, {@link Style#SCALE} times the size on the page. */
  public BufferedImage image() {
    if (rows.isEmpty()) {
      throw new IllegalStateException("the picture has no rows: call row(index, caption) or rows");
    }
    return new PosePictureLayout(this).image();
  }

  /** The method's {@link JointError} in a sample. */
  double error(Method method, int index) {
    return JointError.of(skeleton, method.poses(), truth, index);
  }

  /** The picture in words: each sample and each method's error. */
  @Override
  public String toString() {
    return rows.stream().map(this::words).collect(Collectors.joining("\n"));
  }

  private String words(Row row) {
    return methods.stream()
        .map(method -> method.name() + errorWords(method, row.index()))
        .collect(Collectors.joining(", ", row.caption() + ": ", ""));
  }

  private String errorWords(Method method, int index) {
    double error = error(method, index);
    return Double.isNaN(error) ? "" : String.format(Locale.ROOT, " %.0f mm", error);
  }

  private Poses sameCount(Poses poses) {
    if (poses.count() != input.count()) {
      throw new IllegalArgumentException(
          "the input has " + input.count() + " poses, these are " + poses.count());
    }
    return poses;
  }

  private static Poses checked(Poses poses, int dims, String what, Skeleton skeleton) {
    if (poses.dims() != dims || poses.joints() != skeleton.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must have %d joints x %d numbers, not %d x %d",
              what,
              skeleton.size(),
              dims,
              poses.joints(),
              poses.dims()));
    }
    return poses;
  }

  Skeleton skeleton() {
    return skeleton;
  }

  Poses input() {
    return input;
  }

  /** Null where there is none. */
  Poses truth() {
    return truth;
  }

  List<Method> methods() {
    return methods;
  }

  List<Row> rows() {
    return rows;
  }

  List<View> chosenViews() {
    return views;
  }

  String title() {
    return title;
  }
}
