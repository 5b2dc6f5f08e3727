package isopose.data;

import isopose.skeleton.Poses;

/**
 * An ideal camera: pixel = focal * (x, y) / z + centre.
 *
 * @param focalX focal length in pixels along x
 * @param focalY focal length in pixels along y
 * @param centreX principal point in pixels
 * @param centreY principal point in pixels
 */
public record PinholeCamera(double focalX, double focalY, double centreX, double centreY) {

  /**
   * Projects root-relative poses.
   *
   * @param pose3d (N, J, 3) millimetres, camera frame, root-relative
   * @param root (N, 1, 3) millimetres, the root in the camera frame
   * @return (N, J, 2) pixels
   * @throws IllegalArgumentException if a joint lies at or behind the camera
   */
  public Poses project(Poses pose3d, Poses root) {
    Poses pixels = Poses.zeros(pose3d.count(), pose3d.joints(), 2);
    for (int i = 0; i < pose3d.count(); i++) {
      for (int j = 0; j < pose3d.joints(); j++) {
        double z = pose3d.get(i, j, 2) + root.get(i, 0, 2);
        if (!(z > 0)) {
          throw new IllegalArgumentException(
              "joint " + j + " of pose " + i + " is behind the camera");
        }
        double x = pose3d.get(i, j, 0) + root.get(i, 0, 0);
        double y = pose3d.get(i, j, 1) + root.get(i, 0, 1);
        pixels.set(i, j, 0, (float) (focalX * x / z + centreX));
        pixels.set(i, j, 1, (float) (focalY * y / z + centreY));
      }
    }
    return pixels;
  }
}
