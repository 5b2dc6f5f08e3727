package isopose.data.sets;

import isopose.data.PinholeCamera;
import isopose.skeleton.Poses;

/**
 * One calibrated camera of Human3.6M.
 *
 * @param id the camera's serial number, as in the data set's file names
 * @param pinhole focal length and centre in pixels
 * @param radial lens distortion k1, k2, k3
 * @param tangential lens distortion p1, p2
 * @param rotation of the camera in the world, a unit quaternion (w, x, y, z)
 * @param translation the camera's position in the world, millimetres
 */
@SuppressWarnings("ArrayRecordComponent") // constants, never compared
record Human36mCamera(
    String id,
    PinholeCamera pinhole,
    double[] radial,
    double[] tangential,
    double[] rotation,
    double[] translation) {

  /** Points beyond 45 degrees off the axis are held there, as in the published projections. */
  private static final double EDGE = 1;

  /**
   * Poses as this camera sees them.
   *
   * @param world (N, J, 3) millimetres
   * @return (N, J, 3) millimetres, x right, y down, z away
   */
  Poses toCamera(Poses world) {
    double[] inverse = inverseRotation();
    Poses seen = Poses.zeros(world.count(), world.joints(), 3);
    double[] point = new double[3];
    for (int k = 0; k < world.values().length; k += 3) {
      for (int d = 0; d < 3; d++) {
        point[d] = world.values()[k + d] - translation[d];
      }
      for (int d = 0; d < 3; d++) {
        seen.values()[k + d] =
            (float)
                (inverse[3 * d] * point[0]
                    + inverse[3 * d + 1] * point[1]
                    + inverse[3 * d + 2] * point[2]);
      }
    }
    return seen;
  }

  /** The transposed rotation matrix of the quaternion, row by row. */
  double[] inverseRotation() {
    double w = rotation[0];
    double x = rotation[1];
    double y = rotation[2];
    double z = rotation[3];
    return new double[] {
      1 - 2 * (y * y + z * z),
      2 * (x * y + z * w),
      2 * (x * z - y * w),
      2 * (x * y - z * w),
      1 - 2 * (x * x + z * z),
      2 * (y * z + x * w),
      2 * (x * z + y * w),
      2 * (y * z - x * w),
      1 - 2 * (x * x + y * y)
    };
  }

  /**
   * Pixels with the lens' distortion, which {@link #pinhole} leaves out (up to 10 pixels at the
   * image's edge).
   *
   * @param seen (N, J, 3) millimetres in this camera's frame
   */
  Poses project(Poses seen) {
    Poses pixels = Poses.zeros(seen.count(), seen.joints(), 2);
    for (int k = 0; k < seen.values().length / 3; k++) {
      double z = seen.values()[3 * k + 2];
      double x = Math.max(-EDGE, Math.min(EDGE, seen.values()[3 * k] / z));
      double y = Math.max(-EDGE, Math.min(EDGE, seen.values()[3 * k + 1] / z));
      double square = x * x + y * y;
      double bend =
          1
              + square * (radial[0] + square * (radial[1] + square * radial[2]))
              + tangential[0] * x
              + tangential[1] * y;
      double u = x * bend + tangential[0] * square;
      double v = y * bend + tangential[1] * square;
      pixels.values()[2 * k] = (float) (pinhole.focalX() * u + pinhole.centreX());
      pixels.values()[2 * k + 1] = (float) (pinhole.focalY() * v + pinhole.centreY());
    }
    return pixels;
  }
}
