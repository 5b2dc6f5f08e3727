package isopose.data.motion;

import isopose.geometry.Vectors;
import isopose.io.BadInput;
import isopose.io.bvh.BvhClip;
import isopose.io.bvh.BvhJoint;
import isopose.io.bvh.BvhJoint.Channel;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Poses as a BVH clip: a skeleton of Human3.6M's 17 joints with constant bones, and the rotations
 * that bring it into each pose.
 *
 * <p>A bone has the mean length that it has in the poses. Predicted hips, spine and shoulders are
 * not rigid, so pelvis and thorax hold a joint of length zero for each bone that begins there,
 * named after the bone's end with "_base". Each bone is turned from its parent's frame by the
 * smallest rotation; its twist about itself is not known. Lengths are in centimetres, y points up,
 * and at rest the person stands with arms stretched sideways and faces z.
 */
public final class BvhSkeleton {
  private static final Skeleton SKELETON = Skeleton.H36M_17;
  private static final int JOINTS = SKELETON.size();
  private static final double MILLIMETRES = 10;
  private static final double END_LENGTH = 5;

  /** Directions of the bones at rest, by the joint at their end; x is the person's left. */
  private static final double[][] REST = new double[JOINTS][];

  static {
    for (int j = 0; j < JOINTS; j++) {
      String name = SKELETON.joints().get(j);
      boolean leg = name.endsWith("knee") || name.endsWith("ankle");
      double side = name.startsWith("left") ? 1 : name.startsWith("right") ? -1 : 0;
      REST[j] = leg ? new double[] {0, -1, 0} : new double[] {side, side == 0 ? 1 : 0, 0};
    }
  }

  private static final List<Channel> ROTATIONS =
      List.of(Channel.Z_ROTATION, Channel.X_ROTATION, Channel.Y_ROTATION);
  private static final List<Channel> ALL =
      List.of(
          Channel.X_POSITION,
          Channel.Y_POSITION,
          Channel.Z_POSITION,
          Channel.Z_ROTATION,
          Channel.X_ROTATION,
          Channel.Y_ROTATION);

  private final Poses poses;
  private final double[] lengths;
  private final List<BvhJoint> joints = new ArrayList<>();

  /** For each joint of the clip: the end of the bone that its rotation turns, -1 for none. */
  private final List<Integer> turned = new ArrayList<>();

  private BvhSkeleton(Poses poses) {
    this.poses = poses;
    this.lengths = lengths(poses);
  }

  /**
   * The clip of a person.
   *
   * @param name of the clip, in messages
   * @param poses (N, 17, 3) millimetres, camera frame (x right, y down, z away), root-relative; NaN
   *     in frames without a pose, which repeat the frame before
   * @param frameTime seconds from frame to frame
   * @throws BadInput if no frame has a pose
   */
  public static BvhClip of(String name, Poses poses, double frameTime) {
    return new BvhSkeleton(held(poses, name)).clip(name, frameTime);
  }

  /** The same poses with every bone at its mean length, directions kept. */
  public static Poses withConstantBones(Poses poses) {
    double[] lengths = lengths(poses);
    Poses fixed = Poses.zeros(poses.count(), JOINTS, 3);
    for (int i = 0; i < poses.count(); i++) {
      for (int j = 1; j < JOINTS; j++) {
        double[] direction = direction(poses, i, j);
        for (int d = 0; d < 3; d++) {
          float parent = fixed.get(i, SKELETON.parents().get(j), d);
          fixed.set(i, j, d, (float) (parent + lengths[j] * direction[d]));
        }
      }
    }
    return fixed;
  }

  private static double[] lengths(Poses poses) {
    double[] lengths = new double[JOINTS];
    for (int i = 0; i < poses.count(); i++) {
      for (int j = 1; j < JOINTS; j++) {
        lengths[j] += poses.distance(i, j, SKELETON.parents().get(j)) / poses.count();
      }
    }
    return lengths;
  }

  /** Frames without a pose as the one before, the first ones as the first pose. */
  private static Poses held(Poses poses, String name) {
    int first = 0;
    while (first < poses.count() && !poses.isFinite(first)) {
      first++;
    }
    if (first == poses.count()) {
      throw new BadInput(name + ": no frame has a pose; a BVH file needs one");
    }
    int[] rows = new int[poses.count()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = poses.isFinite(i) ? i : i == 0 ? first : rows[i - 1];
    }
    return poses.select(rows);
  }

  /** The unit vector along the bone to a joint, in the camera's frame. */
  private static double[] direction(Poses poses, int i, int joint) {
    int parent = SKELETON.parents().get(joint);
    double[] bone = new double[3];
    for (int d = 0; d < 3; d++) {
      bone[d] = poses.get(i, joint, d) - poses.get(i, parent, d);
    }
    return Vectors.unit(bone);
  }

  private BvhClip clip(String name, double frameTime) {
    joints.add(new BvhJoint("pelvis", -1, 0, 0, 0, ALL));
    turned.add(-1);
    addChildren(0, 0);
    int channels = joints.stream().mapToInt(joint -> joint.channels().size()).sum();
    float[] motion = new float[Math.multiplyExact(poses.count(), channels)];
    for (int i = 0; i < poses.count(); i++) {
      frame(i, motion, i * channels);
    }
    return new BvhClip(name, joints, frameTime, channels, motion);
  }

  /** Adds the joints below a joint of the skeleton, which is number {@code index} of the clip. */
  private void addChildren(int joint, int index) {
    List<Integer> children = new ArrayList<>();
    for (int j = 1; j < JOINTS; j++) {
      if (SKELETON.parents().get(j) == joint) {
        children.add(j);
      }
    }
    if (children.isEmpty()) {
      double[] end = Vectors.add(new double[3], END_LENGTH, REST[joint]);
      String name = joints.get(index).name() + " End";
      add(new BvhJoint(name, index, end[0], end[1], end[2], List.of()), -1);
    }
    for (int child : children) {
      String name = SKELETON.joints().get(child);
      int base = index;
      if (children.size() > 1) {
        base = add(new BvhJoint(name + "_base", index, 0, 0, 0, ROTATIONS), child);
      } else {
        turned.set(index, child);
      }
      double[] o = Vectors.add(new double[3], lengths[child] / MILLIMETRES, REST[child]);
      addChildren(child, add(new BvhJoint(name, base, o[0], o[1], o[2], ROTATIONS), -1));
    }
  }

  private int add(BvhJoint joint, int bone) {
    joints.add(joint);
    turned.add(bone);
    return joints.size() - 1;
  }

  /** Writes the numbers of a frame. */
  private void frame(int i, float[] motion, int begin) {
    double[][] world = new double[joints.size()][];
    int next = begin;
    for (int k = 0; k < joints.size(); k++) {
      BvhJoint joint = joints.get(k);
      if (joint.channels().isEmpty()) {
        continue;
      }
      double[] above = k == 0 ? Rotations.IDENTITY : world[joint.parent()];
      int bone = turned.get(k);
      world[k] = k == 0 ? root(i) : bone < 0 ? above : toBone(above, bone, i);
      if (k == 0) {
        motion[next + 1] = (float) ((lengths[2] + lengths[3]) / MILLIMETRES); // feet at the ground
        next += 3;
      }
      double[] local = Rotations.multiply(Rotations.transpose(above), world[k]);
      for (double angle : Rotations.zxy(local)) {
        motion[next++] = (float) Math.toDegrees(angle);
      }
    }
  }

  /** The parent's frame, turned by the smallest rotation that lays the bone along its direction. */
  private double[] toBone(double[] above, int bone, int i) {
    double[] from = Rotations.apply(above, REST[bone]);
    double[] to = upright(direction(poses, i, bone));
    return Vectors.length(to) > 0 ? Rotations.multiply(Rotations.between(from, to), above) : above;
  }

  /** The pelvis: x from the right to the left hip, y along the spine as far as x allows. */
  private double[] root(int i) {
    double[] left = upright(direction(poses, i, 4));
    double[] x = Vectors.unit(Vectors.subtract(left, upright(direction(poses, i, 1))));
    double[] spine = upright(direction(poses, i, 7));
    double[] y = Vectors.unit(Vectors.add(spine, -Vectors.dot(spine, x), x));
    if (Vectors.length(x) == 0 || Vectors.length(y) == 0) {
      return Rotations.IDENTITY;
    }
    double[] z = Vectors.cross(x, y);
    return new double[] {x[0], y[0], z[0], x[1], y[1], z[1], x[2], y[2], z[2]};
  }

  /** A direction of the camera's frame in one with y up: half a turn about x. */
  private static double[] upright(double[] camera) {
    return new double[] {camera[0], -camera[1], -camera[2]};
  }
}
