package isopose.data;

import isopose.skeleton.Poses;
import java.util.List;

/**
 * The 17 joints of Human3.6M in a BVH clip, as well as anatomy allows.
 *
 * <p>Hips, knees, ankles, shoulders, elbows and wrists are the file's own. The rest differs from
 * program to program, and is put where Human3.6M has it:
 *
 * <ul>
 *   <li>the pelvis is midway between the hips;
 *   <li>the thorax is the head's parent, the base of the neck, a little above the shoulders;
 *   <li>the spine lies on the file's own spine, {@value #SPINE} of the way from pelvis to thorax;
 *   <li>neck/nose and head top lie in front of and above the joint where the head begins, and turn
 *       with the head. No file has them. Their distances are an adult's, {@link #NOSE_UP}, {@link
 *       #NOSE_FORWARD} and {@link #TOP_UP} millimetres for a leg of {@link #LEG}, and scale with
 *       the leg: thorax to nose and nose to head top are then near Human3.6M's 121 and 115 mm.
 * </ul>
 *
 * <p>BVH has no units. The leg's length tells which of the usual ones a file has (see {@link
 * #millimetresPerUnit()}).
 */
final class BvhPoses {
  /** Thigh and shin of an adult in millimetres. */
  static final double LEG = 820;

  static final double NOSE_UP = 25;
  static final double NOSE_FORWARD = 55;
  static final double TOP_UP = 130;

  /** Human3.6M: pelvis to spine 233 mm, spine to thorax 257 mm. */
  static final double SPINE = 0.476;

  /** Millimetres, centimetres, inches, CMU's inches / 0.45, metres. */
  private static final List<Double> UNITS = List.of(1.0, 10.0, 25.4, 25.4 / 0.45, 1000.0);

  private final BvhClip clip;
  private final BvhBody body;
  private final ForwardKinematics skeleton;
  private final double unit;
  private final double headScale; // file units for each millimetre of the adult's head
  private final double[] headUp; // in the head's own frame
  private final double[] headForward;

  /**
   * Finds the body in a clip and measures it.
   *
   * @throws BadInput if a joint is missing or the body has no size
   */
  BvhPoses(BvhClip clip) {
    this.clip = clip;
    this.body = BvhBody.of(clip);
    this.skeleton = new ForwardKinematics(clip);
    skeleton.pose(0);
    double leg = legLength();
    this.unit = unitOf(leg);
    this.headScale = leg / LEG;
    this.headUp = headUp();
    this.headForward = headForward();
  }

  /**
   * Of millimetres, centimetres, inches, CMU's unit (inches / 0.45 = 56.44 mm) and metres the one
   * in which a leg comes nearest to an adult's.
   */
  double millimetresPerUnit() {
    return unit;
  }

  /**
   * Every {@code stride}-th frame from {@code first} on.
   *
   * @return (N, 17, 3) millimetres, relative to the pelvis, in the file's world: y up
   */
  Poses read(int first, int stride) {
    int count = Math.max(0, (clip.frames() - first + stride - 1) / stride);
    Poses poses = Poses.zeros(count, 17, 3);
    for (int i = 0; i < count; i++) {
      skeleton.pose(first + i * stride);
      write(poses, i);
    }
    return poses;
  }

  private void write(Poses poses, int i) {
    double[] pelvis = middle(body.hips());
    int neck = body.spine().get(body.spine().size() - 1);
    put(poses, i, 1, pelvis, joint(body.hips().right()));
    put(poses, i, 2, pelvis, joint(body.knees().right()));
    put(poses, i, 3, pelvis, joint(body.ankles().right()));
    put(poses, i, 4, pelvis, joint(body.hips().left()));
    put(poses, i, 5, pelvis, joint(body.knees().left()));
    put(poses, i, 6, pelvis, joint(body.ankles().left()));
    put(poses, i, 7, pelvis, alongSpine(pelvis));
    put(poses, i, 8, pelvis, joint(neck));
    put(poses, i, 9, pelvis, onHead(NOSE_UP, NOSE_FORWARD));
    put(poses, i, 10, pelvis, onHead(TOP_UP, 0));
    put(poses, i, 11, pelvis, joint(body.shoulders().left()));
    put(poses, i, 12, pelvis, joint(body.elbows().left()));
    put(poses, i, 13, pelvis, joint(body.wrists().left()));
    put(poses, i, 14, pelvis, joint(body.shoulders().right()));
    put(poses, i, 15, pelvis, joint(body.elbows().right()));
    put(poses, i, 16, pelvis, joint(body.wrists().right()));
  }

  private void put(Poses poses, int i, int j, double[] pelvis, double[] point) {
    for (int d = 0; d < 3; d++) {
      poses.set(i, j, d, (float) ((point[d] - pelvis[d]) * unit));
    }
  }

  /** The point {@link #SPINE} of the way along the line pelvis, spine joints, neck. */
  private double[] alongSpine(double[] pelvis) {
    double[] lengths = new double[body.spine().size()];
    double total = 0;
    double[] from = pelvis;
    for (int s = 0; s < lengths.length; s++) {
      double[] to = joint(body.spine().get(s));
      lengths[s] = distance(from, to);
      total += lengths[s];
      from = to;
    }
    double left = total * SPINE;
    from = pelvis;
    for (int s = 0; s < lengths.length; s++) {
      double[] to = joint(body.spine().get(s));
      if (left <= lengths[s] && lengths[s] > 0) {
        return between(from, to, left / lengths[s]);
      }
      left -= lengths[s];
      from = to;
    }
    return from;
  }

  private double[] onHead(double up, double forward) {
    double[] local = new double[3];
    for (int d = 0; d < 3; d++) {
      local[d] = headScale * (up * headUp[d] + forward * headForward[d]);
    }
    double[] point = skeleton.toWorld(body.head(), local);
    for (int d = 0; d < 3; d++) {
      point[d] += skeleton.position(body.head(), d);
    }
    return point;
  }

  /** Up in the head's frame: towards its child, or, where there is none, on from the neck. */
  private double[] headUp() {
    for (BvhJoint joint : clip.joints()) {
      double[] offset = {joint.offsetX(), joint.offsetY(), joint.offsetZ()};
      if (joint.parent() == body.head() && joint.channels().isEmpty() && norm(offset) > 0) {
        return scaled(offset, 1 / norm(offset));
      }
    }
    BvhJoint head = clip.joints().get(body.head());
    double[] offset = {head.offsetX(), head.offsetY(), head.offsetZ()};
    if (!(norm(offset) > 0)) {
      throw new BadInput(
          clip.name()
              + ": the head '"
              + head.name()
              + "' lies on the neck; no way to tell its top");
    }
    return scaled(offset, 1 / norm(offset));
  }

  /**
   * Forward in the head's frame: over a clip people look where their chest points, so it is the
   * axis of the head's frame, nearest to level, that the chest's direction follows best.
   */
  private double[] headForward() {
    double[] mean = new double[3];
    int stride = Math.max(1, clip.frames() / 100);
    for (int f = 0; f < clip.frames(); f += stride) {
      skeleton.pose(f);
      double[] ahead = skeleton.toLocal(body.head(), chestForward());
      for (int d = 0; d < 3; d++) {
        mean[d] += ahead[d];
      }
    }
    int axis = 0;
    for (int d = 0; d < 3; d++) {
      mean[d] *= 1 - Math.abs(headUp[d]);
      axis = Math.abs(mean[d]) > Math.abs(mean[axis]) ? d : axis;
    }
    double[] forward = new double[3];
    forward[axis] = Math.signum(mean[axis]);
    double along = dot(forward, headUp);
    for (int d = 0; d < 3; d++) {
      forward[d] -= along * headUp[d];
    }
    return scaled(forward, 1 / norm(forward));
  }

  /** From right to left shoulder, crossed with up along the trunk. */
  private double[] chestForward() {
    double[] left = difference(joint(body.shoulders().left()), joint(body.shoulders().right()));
    double[] up = difference(middle(body.shoulders()), middle(body.hips()));
    double[] forward = {
      left[1] * up[2] - left[2] * up[1],
      left[2] * up[0] - left[0] * up[2],
      left[0] * up[1] - left[1] * up[0]
    };
    double norm = norm(forward);
    return norm > 0 ? scaled(forward, 1 / norm) : forward;
  }

  private double legLength() {
    double thighs =
        distance(joint(body.hips().left()), joint(body.knees().left()))
            + distance(joint(body.hips().right()), joint(body.knees().right()));
    double shins =
        distance(joint(body.knees().left()), joint(body.ankles().left()))
            + distance(joint(body.knees().right()), joint(body.ankles().right()));
    return (thighs + shins) / 2;
  }

  private double unitOf(double leg) {
    double best = 0;
    double off = Double.POSITIVE_INFINITY;
    for (double candidate : UNITS) {
      double ratio = Math.abs(Math.log(leg * candidate / LEG));
      if (ratio < off) {
        off = ratio;
        best = candidate;
      }
    }
    if (!(off < Math.log(2.5))) {
      throw new BadInput(
          "%s: a leg of %s units is no human leg in mm, cm, inches, inches/0.45 or m"
              .formatted(clip.name(), leg));
    }
    return best;
  }

  private double[] joint(int joint) {
    return new double[] {
      skeleton.position(joint, 0), skeleton.position(joint, 1), skeleton.position(joint, 2)
    };
  }

  private double[] middle(BvhBody.Pair pair) {
    return between(joint(pair.left()), joint(pair.right()), 0.5);
  }

  private static double[] between(double[] a, double[] b, double share) {
    double[] point = new double[3];
    for (int d = 0; d < 3; d++) {
      point[d] = a[d] + share * (b[d] - a[d]);
    }
    return point;
  }

  private static double[] difference(double[] a, double[] b) {
    return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
  }

  private static double[] scaled(double[] a, double factor) {
    return new double[] {a[0] * factor, a[1] * factor, a[2] * factor};
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  private static double distance(double[] a, double[] b) {
    return norm(difference(a, b));
  }
}
