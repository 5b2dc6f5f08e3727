package isopose.data;

import isopose.skeleton.Poses;

/**
 * One clip seen by one camera: what every reader of poses returns.
 *
 * @param name the sequence's name, unique in its data set; the views of one clip are called after
 *     it, with a {@code @} and the view's own part behind
 * @param action what the person does, e.g. "walking"; the group by which scores are split
 * @param pose2d (N, 17, 2) pixels, x right, y down; null where nothing was projected yet
 * @param pose3d (N, 17, 3) millimetres, camera frame (x right, y down, z away), root-relative; null
 *     where the truth is unknown
 * @param root (N, 1, 3) millimetres, the root in the camera frame; null where it is unknown. With
 *     it the pose can be changed (other bones) and projected again.
 * @param camera the pinhole camera behind {@code pose2d}; null where it is unknown
 */
public record PoseSequence(
    String name, String action, Poses pose2d, Poses pose3d, Poses root, PinholeCamera camera) {

  /** The number of frames. */
  public int count() {
    return pose2d != null ? pose2d.count() : pose3d.count();
  }

  /** The clip's name: the sequence's, without the view. */
  public String clip() {
    return clip(name);
  }

  /** The clip of a sequence of this name. */
  public static String clip(String sequence) {
    int view = sequence.lastIndexOf('@');
    return view < 0 ? sequence : sequence.substring(0, view);
  }

  /** The same frames with other bodies, projected again; needs root and camera. */
  public PoseSequence withPose3d(Poses other) {
    return new PoseSequence(name, action, camera.project(other, root), other, root, camera);
  }
}
