package isopose.chart.pose;

import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;

/**
 * From where a turned pose is looked at, as the page's script does it too: first a turn about the
 * camera's vertical axis, then a tilt.
 *
 * @param yaw radians; positive moves what is far to the right
 * @param pitch radians; positive looks down
 */
record Turn(double yaw, double pitch) {
  /** Half from the side and a little from above: depth shows. */
  static final Turn START = new Turn(Math.toRadians(35), Math.toRadians(12));

  /** Joint j of pose i about its root, turned: to the right, down, away. */
  double[] of(Skeleton skeleton, Poses poses, int i, int j) {
    double x = JointError.fromRoot(skeleton, poses, i, j, 0);
    double y = JointError.fromRoot(skeleton, poses, i, j, 1);
    double z = JointError.fromRoot(skeleton, poses, i, j, 2);
    double away = Math.cos(yaw) * z - Math.sin(yaw) * x;
    return new double[] {
      Math.cos(yaw) * x + Math.sin(yaw) * z,
      Math.cos(pitch) * y - Math.sin(pitch) * away,
      Math.sin(pitch) * y + Math.cos(pitch) * away
    };
  }
}
