package isopose.geometry;

import java.util.SplittableRandom;

/**
 * Random camera views as Sec. 3.2.1 draws them, after Drover et al. (2018): an azimuth in [-pi, pi]
 * and an elevation in [-pi/9, pi/9], both uniform.
 */
public final class RandomViews {
  /** The paper's largest elevation, pi/9 = 20 degrees. */
  public static final double PAPER_ELEVATION = Math.PI / 9;

  private final double maxElevation;
  private final SplittableRandom random;

  /**
   * Views from a random stream of their own.
   *
   * @param maxElevation radians, 0 or more
   */
  public RandomViews(double maxElevation, SplittableRandom random) {
    this.maxElevation = maxElevation;
    this.random = random;
  }

  /** Draws rotations, shape (count, 3, 3): a point p in the camera frame becomes R p. */
  public float[] draw(int count) {
    float[] rotations = new float[9 * count];
    for (int i = 0; i < count; i++) {
      double azimuth = uniform(Math.PI);
      double elevation = uniform(maxElevation);
      float[] rotation = rotation(azimuth, elevation);
      System.arraycopy(rotation, 0, rotations, 9 * i, 9);
    }
    return rotations;
  }

  private double uniform(double bound) {
    return (2 * random.nextDouble() - 1) * bound;
  }

  /**
   * First a turn about the camera's vertical axis y (azimuth), then a tilt about its horizontal
   * axis x (elevation).
   *
   * @param azimuth radians
   * @param elevation radians
   * @return R = R_x(elevation) R_y(azimuth), 3 x 3, row by row
   */
  public static float[] rotation(double azimuth, double elevation) {
    double sa = Math.sin(azimuth);
    double ca = Math.cos(azimuth);
    double se = Math.sin(elevation);
    double ce = Math.cos(elevation);
    return new float[] {
      (float) ca, 0, (float) sa,
      (float) (se * sa), (float) ce, (float) (-se * ca),
      (float) (-ce * sa), (float) se, (float) (ce * ca)
    };
  }
}
