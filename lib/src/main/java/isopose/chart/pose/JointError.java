package isopose.chart.pose;

import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;

/** What is written below a pose. */
final class JointError {
  private JointError() {}

  /**
   * The mean distance of a pose's joints from the truth's, both moved to their roots, in
   * millimetres; NaN without ground truth. Joints that either lacks do not count.
   */
  static double of(Skeleton skeleton, Poses poses, Poses truth, int index) {
    if (truth == null) {
      return Double.NaN;
    }
    double sum = 0;
    int joints = 0;
    for (int j = 0; j < skeleton.size(); j++) {
      double square = 0;
      for (int d = 0; d < 3; d++) {
        double difference =
            fromRoot(skeleton, poses, index, j, d) - fromRoot(skeleton, truth, index, j, d);
        square += difference * difference;
      }
      if (Double.isFinite(square)) {
        sum += Math.sqrt(square);
        joints++;
      }
    }
    return joints == 0 ? Double.NaN : sum / joints;
  }

  /** A coordinate relative to the pose's own root. */
  static double fromRoot(Skeleton skeleton, Poses poses, int i, int j, int d) {
    return (double) poses.get(i, j, d) - poses.get(i, skeleton.root(), d);
  }

  /** As it is written. */
  static String words(double error) {
    return Double.isNaN(error) ? "no error: joints missing" : Math.round(error) + " mm mean error";
  }
}
