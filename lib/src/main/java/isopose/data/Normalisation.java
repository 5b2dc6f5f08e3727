package isopose.data;

import isopose.io.BadInput;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.List;

/**
 * Between pixels and millimetres outside and network units inside.
 *
 * <p>A 2D pose is centred on its root and divided by the mean distance of its other joints from the
 * root; its 3D pose is measured in the same unit (millimetres a unit come from the scale of the
 * weak perspective that fits both best). So one scale serves both, projection at a fixed depth
 * ({@code isopose.geometry.UnitProjection}) connects them, and eq. 4 fixes the scale of the
 * self-supervised head. Pixels do not tell how tall a person is: a prediction comes back to
 * millimetres by the source's mean sum of bone lengths.
 *
 * @param boneSum the source's mean sum of bone lengths, millimetres
 */
public record Normalisation(double boneSum) {
  private static final Skeleton SKELETON = Skeleton.H36M_17;
  private static final int JOINTS = SKELETON.size();

  public Normalisation {
    if (!(boneSum > 0) || Double.isInfinite(boneSum)) {
      throw new IllegalArgumentException(
          "the mean sum of bone lengths must be positive, got " + boneSum);
    }
  }

  /** From the source's 3D poses, (N, 17, 3) millimetres each. */
  public static Normalisation of(List<PoseSequence> source) {
    double sum = 0;
    long count = 0;
    for (PoseSequence clip : source) {
      for (int i = 0; i < clip.count(); i++) {
        sum += boneSum(clip.pose3d(), i);
      }
      count += clip.count();
    }
    return new Normalisation(sum / count);
  }

  /**
   * 2D poses in network units.
   *
   * @param pose2d (N, 17, 2) pixels, or any one scale
   * @return (N, 17, 2), the root at 0, mean distance of the other joints 1
   * @throws BadInput if a pose has no extent or a coordinate is not finite
   */
  public Poses input(Poses pose2d) {
    Poses centred = pose2d.rootRelative(SKELETON.root());
    for (int i = 0; i < centred.count(); i++) {
      double scale = meanDistance(centred, i);
      if (!(scale > 0) || Double.isInfinite(scale)) {
        throw new BadInput(
            "2D pose %d: its joints must be finite and not all at one point".formatted(i));
      }
      scale(centred, i, 1 / scale);
    }
    return centred;
  }

  /**
   * 3D poses in the network units of their 2D poses.
   *
   * @param pose3d (N, 17, 3) millimetres, root-relative
   * @param pose2d (N, 17, 2) pixels
   * @return (N, 17, 3)
   */
  public Poses target(Poses pose3d, Poses pose2d) {
    Poses centred = pose2d.rootRelative(SKELETON.root());
    Poses target = new Poses(pose3d.values().clone(), JOINTS, 3);
    for (int i = 0; i < target.count(); i++) {
      double pixelsAUnit = meanDistance(centred, i);
      double millimetresAUnit = pixelsAUnit / pixelsAMillimetre(pose3d, centred, i);
      scale(target, i, 1 / millimetresAUnit);
    }
    return target;
  }

  /**
   * Predictions in millimetres: each pose is scaled to the source's mean sum of bone lengths.
   *
   * @param predicted (N, 17, 3) network units; not changed
   */
  public Poses toMillimetres(Poses predicted) {
    Poses millimetres = new Poses(predicted.values().clone(), JOINTS, 3);
    for (int i = 0; i < millimetres.count(); i++) {
      double sum = boneSum(predicted, i);
      scale(millimetres, i, sum > 0 ? boneSum / sum : 0);
    }
    return millimetres;
  }

  /** Least squares over the joints: s minimises |s (X, Y) - (u, v)|^2. */
  private static double pixelsAMillimetre(Poses pose3d, Poses centred, int i) {
    double product = 0;
    double square = 0;
    for (int j = 0; j < JOINTS; j++) {
      for (int d = 0; d < 2; d++) {
        product += (double) pose3d.get(i, j, d) * centred.get(i, j, d);
        square += (double) pose3d.get(i, j, d) * pose3d.get(i, j, d);
      }
    }
    return product / square;
  }

  private static double meanDistance(Poses centred, int i) {
    double sum = 0;
    for (int j = 0; j < JOINTS; j++) {
      sum += Math.hypot(centred.get(i, j, 0), centred.get(i, j, 1));
    }
    return sum / (JOINTS - 1);
  }

  private static double boneSum(Poses pose3d, int i) {
    double sum = 0;
    for (int j = 0; j < JOINTS; j++) {
      sum += pose3d.distance(i, j, SKELETON.parents().get(j));
    }
    return sum;
  }

  private static void scale(Poses poses, int i, double factor) {
    float[] values = poses.values();
    for (int k = i * poses.stride(); k < (i + 1) * poses.stride(); k++) {
      values[k] = (float) (values[k] * factor);
    }
  }
}
