package isopose.exercise;

import isopose.notebook.Exercise;

/** The exercises of notebook 13: a rotation about the world's vertical, and a line of sight. */
public final class SettingsExercises {
  private static final double[] JOINT = {0.3, -0.8, 0.2};

  private SettingsExercises() {}

  /** A rotation about the world's vertical in the frame of a camera that looks down. */
  @FunctionalInterface
  public interface RotationAnswer {
    /**
     * The rotated joint, R_x(elevation) R_y(azimuth) R_x(-elevation) times the joint.
     *
     * @param joint (X, Y, Z) in the camera frame
     * @param azimuth radians
     * @param elevation of the camera, radians
     */
    double[] rotated(double[] joint, double azimuth, double elevation);
  }

  /** A joint of the self-supervised head with the option {@code depthOnly}. */
  @FunctionalInterface
  public interface SightAnswer {
    /**
     * The 3D position of a joint on its line of sight, relative to a root at a distance of 10.
     *
     * @param x (x, y), the normalised 2D joint
     * @param depth z, relative to the root
     */
    double[] position(double[] x, double depth);
  }

  /** 13.1: rotate about the world's vertical. */
  public static Exercise<RotationAnswer> rotation() {
    return Exercise.<RotationAnswer>named("13.1 Rotation about the vertical")
        .expect(
            "An azimuth of 0 changes nothing, whatever the elevation: is the person rotated back at the end?",
            f -> close(JOINT, f.rotated(JOINT.clone(), 0, 0.4)))
        .expect(
            "An elevation of 0 is a rotation about the camera's axis.",
            f -> close(expected(0.7, 0), f.rotated(JOINT.clone(), 0.7, 0)))
        .expect(
            "The direction of the vertical, (0, cos e, sin e) for an elevation e, must stay: which rotation is applied first?",
            f -> {
              double[] vertical = {0, Math.cos(0.4), Math.sin(0.4)};
              return close(vertical, f.rotated(vertical.clone(), 1.1, 0.4));
            })
        .expect(
            "Any joint, azimuth and elevation.",
            f -> close(expected(2, -0.3), f.rotated(JOINT.clone(), 2, -0.3)));
  }

  /** 13.2: a joint on its line of sight. */
  public static Exercise<SightAnswer> sight() {
    return Exercise.<SightAnswer>named("13.2 A joint on its line of sight")
        .expect(
            "At the depth of the root, x and y are those of the 2D joint.",
            f -> close(new double[] {0.5, -1, 0}, f.position(new double[] {0.5, -1}, 0)))
        .expect(
            "The third coordinate is the depth.",
            f -> f.position(new double[] {0.5, -1}, 2)[2] == 2)
        .expect(
            "Projected with the root at a distance of 10, the joint must return to its 2D position.",
            f -> close(new double[] {0.6, -1.2, 2}, f.position(new double[] {0.5, -1}, 2)));
  }

  private static double[] expected(double azimuth, double elevation) {
    double s = Math.sin(elevation);
    double c = Math.cos(elevation);
    double y = c * JOINT[1] + s * JOINT[2];
    double z = c * JOINT[2] - s * JOINT[1];
    double turned = Math.cos(azimuth) * z - Math.sin(azimuth) * JOINT[0];
    double x = Math.cos(azimuth) * JOINT[0] + Math.sin(azimuth) * z;
    return new double[] {x, c * y - s * turned, s * y + c * turned};
  }

  private static boolean close(double[] expected, double... actual) {
    double distance = 0;
    for (int d = 0; d < 3; d++) {
      distance += Math.abs(expected[d] - actual[d]);
    }
    return actual.length == 3 && distance < 1e-9;
  }
}
