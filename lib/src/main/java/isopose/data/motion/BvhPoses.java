package isopose.data.motion;

import isopose.data.motion.BvhBody.Pair;
import isopose.geometry.Vectors;
import isopose.io.BadInput;
import isopose.io.bvh.BvhClip;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The 17 joints of Human3.6M in a BVH clip.
 *
 * <p>Hips, knees, ankles, shoulders, elbows and wrists are the file's own. The rest differs from
 * program to program, and is put where Human3.6M has it:
 *
 * <ul>
 *   <li>the pelvis is midway between the hips;
 *   <li>the thorax is the head's parent: the base of the neck, a little above the shoulders;
 *   <li>the spine lies on the file's own spine, {@value #SPINE} of the way from pelvis to thorax;
 *   <li>neck/nose and head top, which no file has, lie {@value #NOSE_UP} mm above and {@value
 *       #NOSE_FORWARD} mm in front of the joint where the head begins, and {@value #TOP_UP} mm
 *       above it, for a leg of {@value #LEG} mm; they turn with the head and scale with the leg.
 *       Thorax to nose and nose to head top are then near Human3.6M's 121 and 115 mm.
 * </ul>
 *
 * <p>Widths stay as recorded: a character with narrow shoulders keeps them. A file with joints of
 * Human3.6M's names, as this library writes them, is taken as it is.
 *
 * <p>BVH has no units; unless the user states it, the leg's length tells which of the usual ones a
 * file has.
 */
public final class BvhPoses {
  private static final double LEG = 820;

  /**
   * The middle, as a ratio, of the lengths of legs from a child's of 60 % of an adult's size
   * upwards. Two of the units differ by 2.2 at least, so every leg from 470 to 1,040 mm is read in
   * the right one.
   */
  private static final double MIDDLE_LEG = 700;

  private static final double NOSE_UP = 25;
  private static final double NOSE_FORWARD = 55;
  private static final double TOP_UP = 130;
  private static final double SPINE = 0.476;

  /** Millimetres, centimetres, inches, CMU's inches / 0.45, metres. */
  private static final List<Double> UNITS = List.of(1.0, 10.0, 25.4, 25.4 / 0.45, 1000.0);

  private final BvhClip clip;
  private final BvhBody body;
  private final ForwardKinematics skeleton;
  private final double unit;
  private final double headScale;
  private final BvhHead head; // null: the file has Human3.6M's joints
  private final int[] h36m; // null: joints are found by BvhBody
  private final UpAxis up;

  /** A clip of a published data set: the y axis points up. */
  public BvhPoses(BvhClip clip) {
    this(clip, ClipReading.PUBLISHED);
  }

  /**
   * Finds the body in a clip and measures it.
   *
   * @throws BadInput if a joint is missing, the body has no human size, or does not tell which axis
   *     points up
   */
  public BvhPoses(BvhClip clip, ClipReading reading) {
    this.clip = clip;
    this.h36m = BvhBody.h36m(clip);
    this.body = h36m == null ? BvhBody.of(clip) : BvhBody.of(h36m);
    this.skeleton = new ForwardKinematics(clip);
    skeleton.pose(0);
    double leg = legLength();
    this.unit = reading.unit() == null ? unitOf(leg) : stated(leg, reading.unit());
    this.headScale = leg / LEG;
    this.up = reading.up() == null ? UpAxis.of(clip, body, skeleton) : reading.up();
    this.head = h36m == null ? BvhHead.of(clip, body, skeleton) : null;
  }

  /**
   * The unit that the user states; else of millimetres, centimetres, inches, CMU's unit (inches /
   * 0.45 = 56.44 mm) and metres the one in which a leg comes nearest to {@value #MIDDLE_LEG} mm.
   */
  double millimetresPerUnit() {
    return unit;
  }

  /**
   * Every {@code stride}-th frame from {@code first} on.
   *
   * @return (N, 17, 3) millimetres, relative to the pelvis; y up
   */
  public Poses read(int first, int stride) {
    int count = Math.max(0, (clip.frames() - first + stride - 1) / stride);
    Poses poses = Poses.zeros(count, Skeleton.H36M_17.size(), 3);
    for (int i = 0; i < count; i++) {
      skeleton.pose(first + i * stride);
      double[][] points = points();
      for (int j = 0; j < points.length; j++) {
        double[] point = up.toY(Vectors.subtract(points[j], points[0]));
        for (int d = 0; d < 3; d++) {
          poses.set(i, j, d, (float) (point[d] * unit));
        }
      }
    }
    return poses;
  }

  /** The 17 joints in the world, in the file's units. */
  private double[][] points() {
    if (h36m != null) {
      return Arrays.stream(h36m).mapToObj(skeleton::position).toArray(double[][]::new);
    }
    double[] pelvis =
        Vectors.between(
            skeleton.position(body.hips().left()), skeleton.position(body.hips().right()), 0.5);
    return new double[][] {
      pelvis,
      skeleton.position(body.hips().right()),
      skeleton.position(body.knees().right()),
      skeleton.position(body.ankles().right()),
      skeleton.position(body.hips().left()),
      skeleton.position(body.knees().left()),
      skeleton.position(body.ankles().left()),
      alongSpine(pelvis),
      skeleton.position(body.neck()),
      head.point(skeleton, headScale * NOSE_UP, headScale * NOSE_FORWARD),
      head.point(skeleton, headScale * TOP_UP, 0),
      skeleton.position(body.shoulders().left()),
      skeleton.position(body.elbows().left()),
      skeleton.position(body.wrists().left()),
      skeleton.position(body.shoulders().right()),
      skeleton.position(body.elbows().right()),
      skeleton.position(body.wrists().right()),
    };
  }

  /** The point {@link #SPINE} of the way along the line pelvis, spine joints, neck. */
  private double[] alongSpine(double[] pelvis) {
    List<double[]> line = body.spine().stream().map(skeleton::position).toList();
    double total = 0;
    double[] from = pelvis;
    for (double[] to : line) {
      total += Vectors.distance(from, to);
      from = to;
    }
    double left = total * SPINE;
    from = pelvis;
    for (double[] to : line) {
      double length = Vectors.distance(from, to);
      if (length > left) {
        return Vectors.between(from, to, left / length);
      }
      left -= length;
      from = to;
    }
    return from;
  }

  /** Thigh and shin, the mean of both sides, in the file's units. */
  private double legLength() {
    return (length(body.hips(), body.knees()) + length(body.knees(), body.ankles())) / 2;
  }

  private double length(Pair from, Pair to) {
    return Vectors.distance(skeleton.position(from.left()), skeleton.position(to.left()))
        + Vectors.distance(skeleton.position(from.right()), skeleton.position(to.right()));
  }

  private double unitOf(double leg) {
    double best =
        UNITS.stream().min(Comparator.comparingDouble(unit -> distance(leg * unit))).orElseThrow();
    if (!(distance(leg * best) < Math.log(2.5))) {
      throw new BadInput(
          "%s: a leg of %s units is no person's in mm, cm, inches, inches/0.45 or m; rescale it"
              .formatted(clip.file(), leg));
    }
    return best;
  }

  private static double distance(double leg) {
    return Math.abs(Math.log(leg / MIDDLE_LEG));
  }

  private double stated(double leg, double millimetres) {
    if (!(distance(leg * millimetres) < Math.log(4))) {
      throw new BadInput(
          "%s: a leg would be %.0f mm long in the unit stated; state another"
              .formatted(clip.file(), leg * millimetres));
    }
    return millimetres;
  }
}
