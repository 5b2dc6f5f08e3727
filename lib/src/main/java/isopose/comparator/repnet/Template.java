package isopose.comparator.repnet;

import isopose.geometry.Procrustes;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.List;

/**
 * The upright person, facing the camera, whose orientation the pose network answers in. Real poses
 * are turned to it by their hips and shoulders (their Sec. 3.5), so that what is left for the pose
 * network is the pose and for the camera network the view.
 */
final class Template {
  private static final Skeleton SKELETON = Skeleton.H36M_17;
  private static final List<String> TORSO =
      List.of("right_hip", "left_hip", "left_shoulder", "right_shoulder");

  /** x right, y down, z away; a person who faces the camera has the right hip at its left. */
  private static final double[][] PLACES = {
    {-0.13, 0, 0}, {0.13, 0, 0}, {0.15, -0.5, 0}, {-0.15, -0.5, 0}
  };

  private final Procrustes procrustes = new Procrustes();
  private final double[] template = new double[3 * SKELETON.size()];
  private final int[] torso = TORSO.stream().mapToInt(SKELETON::index).toArray();

  Template() {
    for (int k = 0; k < torso.length; k++) {
      System.arraycopy(PLACES[k], 0, template, 3 * torso[k], 3);
    }
  }

  /**
   * Poses turned to the template, root at the origin.
   *
   * @param pose3d (N, 17, 3) millimetres, root-relative
   * @return (N, 17, 3) metres
   */
  Poses aligned(Poses pose3d) {
    Poses aligned = Poses.zeros(pose3d.count(), pose3d.joints(), 3);
    double[] pose = new double[pose3d.stride()];
    for (int i = 0; i < pose3d.count(); i++) {
      for (int k = 0; k < pose.length; k++) {
        pose[k] = pose3d.values()[i * pose.length + k] / 1000.0;
      }
      double[] rotation = procrustes.similarity(pose, template, torso, false).rotation();
      new Procrustes.Similarity(1, rotation, new double[3]).apply(pose, pose);
      for (int k = 0; k < pose.length; k++) {
        aligned.values()[i * pose.length + k] = (float) pose[k];
      }
    }
    return aligned;
  }
}
