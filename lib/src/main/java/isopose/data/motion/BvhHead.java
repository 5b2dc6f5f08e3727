package isopose.data.motion;

import isopose.geometry.Vectors;
import isopose.io.BadInput;
import isopose.io.bvh.BvhClip;
import isopose.io.bvh.BvhJoint;
import java.util.List;

/**
 * Which way is up and which is forward in a head, so that points of the face, which no BVH file
 * has, can be positioned and rotate with it.
 *
 * @param joint where the head begins
 * @param up unit vector in the joint's own frame
 * @param forward unit vector in the joint's own frame, across {@code up}
 */
@SuppressWarnings("ArrayRecordComponent") // two directions: never compared
record BvhHead(int joint, double[] up, double[] forward) {

  /**
   * Finds the axes of a clip's head.
   *
   * @throws BadInput if the file gives no direction
   */
  static BvhHead of(BvhClip clip, BvhBody body, ForwardKinematics skeleton) {
    double[] up = up(clip, body.head());
    double[] forward = forward(clip, body, skeleton, up);
    if (!(Vectors.length(up) > 0) || !(Vectors.length(forward) > 0)) {
      throw new BadInput(
          "%s: the head '%s' lies on its parent, or the shoulders on the hips: no way to tell up"
              .formatted(clip.file(), clip.joints().get(body.head()).name()));
    }
    return new BvhHead(body.head(), up, forward);
  }

  /** A point that far up and forward of the joint, in the world, in the file's units. */
  double[] point(ForwardKinematics skeleton, double upwards, double ahead) {
    double[] local = Vectors.add(Vectors.add(new double[3], upwards, up), ahead, forward);
    return Vectors.add(skeleton.position(joint), 1, skeleton.toWorld(joint, local));
  }

  /** Towards the end site, or, if that is at the joint, in the direction from the neck. */
  private static double[] up(BvhClip clip, int head) {
    List<BvhJoint> joints = clip.joints();
    return joints.stream()
        .filter(joint -> joint.parent() == head && joint.channels().isEmpty())
        .map(BvhJoint::offset)
        .filter(offset -> Vectors.length(offset) > 0)
        .findFirst()
        .map(Vectors::unit)
        .orElseGet(() -> Vectors.unit(joints.get(head).offset()));
  }

  /**
   * Averaged over a clip, the head points in the direction of the chest: the axis of the head's
   * frame, across {@code up}, that the chest's direction follows best.
   */
  private static double[] forward(
      BvhClip clip, BvhBody body, ForwardKinematics skeleton, double[] up) {
    double[] mean = new double[3];
    int stride = Math.max(1, clip.frames() / 100);
    for (int f = 0; f < clip.frames(); f += stride) {
      skeleton.pose(f);
      double[] ahead = skeleton.toLocal(body.head(), chest(body, skeleton));
      mean = Vectors.add(mean, 1, ahead);
    }
    int best = 0;
    for (int d = 0; d < 3; d++) {
      mean[d] *= 1 - Math.abs(up[d]);
      best = Math.abs(mean[d]) > Math.abs(mean[best]) ? d : best;
    }
    double[] axis = new double[3];
    axis[best] = Math.signum(mean[best]);
    return Vectors.unit(Vectors.add(axis, -Vectors.dot(axis, up), up));
  }

  /** The chest's forward: from the right to the left shoulder, crossed with up along the trunk. */
  private static double[] chest(BvhBody body, ForwardKinematics skeleton) {
    double[] left = skeleton.position(body.shoulders().left());
    double[] right = skeleton.position(body.shoulders().right());
    double[] hips =
        Vectors.between(
            skeleton.position(body.hips().left()), skeleton.position(body.hips().right()), 0.5);
    double[] trunk = Vectors.subtract(Vectors.between(left, right, 0.5), hips);
    return Vectors.unit(Vectors.cross(Vectors.subtract(left, right), trunk));
  }
}
