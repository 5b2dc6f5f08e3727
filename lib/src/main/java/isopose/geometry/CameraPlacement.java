package isopose.geometry;

import isopose.skeleton.Poses;

/**
 * Where a camera stands around a person it looks at. It follows the person: the root joint is in
 * the middle of the picture, at the same distance, in every frame.
 *
 * <p>The world has y up. Azimuth 0 looks at somebody who faces +z from the front, and grows towards
 * +x, that person's left; elevation lifts the camera, which then looks down.
 *
 * @param azimuth degrees about the vertical axis
 * @param elevation degrees above the root's level, between -90 and 90
 * @param distance millimetres from the root
 */
public record CameraPlacement(double azimuth, double elevation, double distance) {

  public CameraPlacement {
    if (!Double.isFinite(azimuth) || !(Math.abs(elevation) < 90) || !(distance > 0)) {
      throw new IllegalArgumentException(
          "no camera stands at azimuth %s, elevation %s, distance %s"
              .formatted(azimuth, elevation, distance));
    }
  }

  /**
   * Turns poses from the world into the camera's frame; a turn only, the root stays the origin.
   *
   * @param world (N, J, 3) millimetres, root-relative, y up
   * @return (N, J, 3) millimetres, root-relative, x right, y down, z away from the camera
   */
  public Poses toCamera(Poses world) {
    double[][] axes = axes();
    Poses turned = Poses.zeros(world.count(), world.joints(), 3);
    for (int i = 0; i < world.count(); i++) {
      for (int j = 0; j < world.joints(); j++) {
        for (int d = 0; d < 3; d++) {
          double sum = 0;
          for (int k = 0; k < 3; k++) {
            sum += axes[d][k] * world.get(i, j, k);
          }
          turned.set(i, j, d, (float) sum);
        }
      }
    }
    return turned;
  }

  /** The root in the camera's frame, the same in all frames: (count, 1, 3) millimetres. */
  public Poses root(int count) {
    Poses root = Poses.zeros(count, 1, 3);
    for (int i = 0; i < count; i++) {
      root.set(i, 0, 2, (float) distance);
    }
    return root;
  }

  /**
   * The rotation from this camera's frame to that of another camera around the same person.
   *
   * @return R, 3 x 3: a root-relative point p in this camera's frame is R p in the other's
   */
  public double[][] rotationTo(CameraPlacement other) {
    double[][] from = axes();
    double[][] to = other.axes();
    double[][] rotation = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        rotation[row][column] = Vectors.dot(to[row], from[column]);
      }
    }
    return rotation;
  }

  /** The camera's right, down and forward in the world. */
  private double[][] axes() {
    double sinA = Math.sin(Math.toRadians(azimuth));
    double cosA = Math.cos(Math.toRadians(azimuth));
    double sinE = Math.sin(Math.toRadians(elevation));
    double cosE = Math.cos(Math.toRadians(elevation));
    return new double[][] {
      {cosA, 0, -sinA}, {sinA * sinE, -cosE, cosA * sinE}, {-sinA * cosE, -sinE, -cosA * cosE}
    };
  }
}
