package isopose.analysis;

import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;

/** How far poses are from everything that the source has, whatever the bodies. */
public final class SourceDistance {
  private static final int JOINTS = Skeleton.H36M_17.size();

  private SourceDistance() {}

  /**
   * The distance of each pose from its nearest source pose: the mean over the joints, both poses in
   * the camera's frame with bones of length one, so that pose and view count and bodies do not.
   *
   * @param poses (N, 17, 3) millimetres
   * @param source (M, 17, 3) millimetres
   * @return N distances, in bones
   */
  public static double[] of(Poses poses, Poses source) {
    Poses from = PoseForm.UNIT_BONES.of(poses);
    Poses to = PoseForm.UNIT_BONES.of(source);
    double bone = from.count() == 0 ? 1 : from.distance(0, 0, 1);
    double[] nearest = new double[from.count()];
    for (int i = 0; i < nearest.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < to.count(); k++) {
        least = Math.min(least, sum(from, i, to, k, least));
      }
      nearest[i] = least / (JOINTS * bone);
    }
    return nearest;
  }

  /** The sum of the joints' distances; gives up where it is more than {@code most}. */
  private static double sum(Poses a, int i, Poses b, int k, double most) {
    double sum = 0;
    for (int j = 0; j < JOINTS && sum < most; j++) {
      double square = 0;
      for (int d = 0; d < 3; d++) {
        double difference = a.get(i, j, d) - b.get(k, j, d);
        square += difference * difference;
      }
      sum += Math.sqrt(square);
    }
    return sum;
  }
}
