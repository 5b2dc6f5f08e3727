package isopose.data.motion;

import isopose.io.bvh.BvhClip;
import isopose.io.bvh.BvhJoint;
import isopose.io.bvh.BvhJoint.Channel;
import java.util.Arrays;

/**
 * Where every joint of a BVH clip is in space, frame by frame.
 *
 * <p>A joint's frame is its parent's, moved by the offset and turned by the rotation channels in
 * the order in which the file lists them. A position channel replaces the offset on its axis.
 */
final class ForwardKinematics {
  private final BvhClip clip;
  private final double[] positions; // (joints, 3)
  private final double[] rotations; // (joints, 3, 3), row-major, joint's frame to world

  ForwardKinematics(BvhClip clip) {
    this.clip = clip;
    this.positions = new double[clip.joints().size() * 3];
    this.rotations = new double[clip.joints().size() * 9];
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
    return Arrays.copyOfRange(positions, joint * 3, joint * 3 + 3);
  }

  /** A direction of the joint's own frame, in the world. */
  double[] toWorld(int joint, double[] local) {
    double[] world = new double[3];
    for (int row = 0; row < 3; row++) {
      for (int k = 0; k < 3; k++) {
        world[row] += rotations[joint * 9 + row * 3 + k] * local[k];
      }
    }
    return world;
  }

  /** A direction of the world, in the joint's own frame. */
  double[] toLocal(int joint, double[] world) {
    double[] local = new double[3];
    for (int row = 0; row < 3; row++) {
      for (int k = 0; k < 3; k++) {
        local[row] += rotations[joint * 9 + k * 3 + row] * world[k];
      }
    }
    return local;
  }

  private void place(int joint, int parent, double[] local, double[] turn) {
    if (parent < 0) {
      System.arraycopy(local, 0, positions, joint * 3, 3);
      System.arraycopy(turn, 0, rotations, joint * 9, 9);
      return;
    }
    double[] moved = toWorld(parent, local);
    for (int row = 0; row < 3; row++) {
      positions[joint * 3 + row] = positions[parent * 3 + row] + moved[row];
      for (int column = 0; column < 3; column++) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
          sum += rotations[parent * 9 + row * 3 + k] * turn[k * 3 + column];
        }
        rotations[joint * 9 + row * 3 + column] = sum;
      }
    }
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
