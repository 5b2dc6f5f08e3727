package isopose.geometry;

import java.util.SplittableRandom;

/**
 * Random camera views as Sec. 3.2.1 draws them, after Drover et al. (2018): azimuth and elevation
 * uniform in a {@link ViewRange}.
 */
public final class RandomViews {
  private final double maxElevation;
  private final double cameraElevation;
  private final SplittableRandom random;

  /** Views of this range from a random stream of their own. */
  public RandomViews(ViewRange range, SplittableRandom random) {
    maxElevation = Math.toRadians(range.maxElevation());
    cameraElevation = Math.toRadians(range.cameraElevation());
    this.random = random;
  }

  /** Draws rotations, shape (count, 3, 3): a point p in the camera frame becomes R p. */
  public float[] draw(int count) {
    float[] rotations = new float[9 * count];
    for (int i = 0; i < count; i++) {
      float[] view = view(uniform(Math.PI), uniform(maxElevation));
      System.arraycopy(view, 0, rotations, 9 * i, 9);
    }
    return rotations;
  }

  /**
   * Rotates the person upright, applies the random rotation, and restores the camera's elevation.
   */
  private float[] view(double azimuth, double elevation) {
    float[] turn = rotation(azimuth, cameraElevation + elevation);
    return cameraElevation == 0 ? turn : product(turn, rotation(0, -cameraElevation));
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

  private static float[] product(float[] a, float[] b) {
    float[] product = new float[9];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        for (int k = 0; k < 3; k++) {
          product[3 * row + column] += a[3 * row + k] * b[3 * k + column];
        }
      }
    }
    return product;
  }
}
