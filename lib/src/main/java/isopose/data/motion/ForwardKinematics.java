package isopose.data.motion;

import isopose.geometry.Vectors;
import isopose.io.bvh.BvhClip;
import isopose.io.bvh.BvhJoint;
import isopose.io.bvh.BvhJoint.Channel;

/**
 * Where every joint of a BVH clip is in space, frame by frame.
 *
 * <p>A joint's frame is its parent's, moved by the offset and turned by the rotation channels in
 * the order in which the file lists them. A position channel replaces the offset on its axis.
 */
final class ForwardKinematics {
  private final BvhClip clip;
  private final double[][] positions; // of each joint, in the world
  private final double[][] rotations; // of each joint, its frame to the world

  ForwardKinematics(BvhClip clip) {
    this.clip = clip;
    this.positions = new double[clip.joints().size()][];
    this.rotations = new double[clip.joints().size()][];
  }

  /** Poses the skeleton as its offsets say: no joint is turned. */
  void rest() {
    for (int j = 0; j < clip.joints().size(); j++) {
      BvhJoint joint = clip.joints().get(j);
      place(j, joint.parent(), joint.offset(), Rotations.IDENTITY);
    }
  }

  /** Poses the skeleton as in this frame. */
  void pose(int frame) {
    int next = frame * clip.channels();
    for (int j = 0; j < clip.joints().size(); j++) {
      BvhJoint joint = clip.joints().get(j);
      double[] local = joint.offset();
      double[] turn = {1, 0, 0, 0, 1, 0, 0, 0, 1};
      for (Channel channel : joint.channels()) {
        double value = clip.motion()[next++];
        if (channel.isRotation()) {
          turnAbout(channel.axis(), Math.toRadians(value), turn);
        } else {
          local[channel.axis()] = value;
        }
      }
      place(j, joint.parent(), local, turn);
    }
  }

  /** A joint in the world, in the file's units. */
  double[] position(int joint) {
    return positions[joint].clone();
  }

  /** A direction of the joint's own frame, in the world. */
  double[] toWorld(int joint, double[] local) {
    return Rotations.apply(rotations[joint], local);
  }

  /** A direction of the world, in the joint's own frame. */
  double[] toLocal(int joint, double[] world) {
    return Rotations.apply(Rotations.transpose(rotations[joint]), world);
  }

  private void place(int joint, int parent, double[] local, double[] turn) {
    boolean root = parent < 0;
    positions[joint] = root ? local : Vectors.add(positions[parent], 1, toWorld(parent, local));
    rotations[joint] = root ? turn : Rotations.multiply(rotations[parent], turn);
  }

  /** {@code turn} = turn * R(axis, angle), right-handed. */
  private static void turnAbout(int axis, double angle, double[] turn) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    int a = (axis + 1) % 3;
    int b = (axis + 2) % 3;
    for (int row = 0; row < 3; row++) {
      double first = turn[row * 3 + a];
      double second = turn[row * 3 + b];
      turn[row * 3 + a] = first * cos + second * sin;
      turn[row * 3 + b] = second * cos - first * sin;
    }
  }
}
