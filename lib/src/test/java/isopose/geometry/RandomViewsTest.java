package isopose.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomViewsTest {

  private static double[] apply(float[] r, double... p) {
    double[] q = new double[3];
    for (int i = 0; i < 3; i++) {
      q[i] = r[3 * i] * p[0] + r[3 * i + 1] * p[1] + r[3 * i + 2] * p[2];
    }
    return q;
  }

  @Test
  void noTurnChangesNothing() {
    assertArrayEquals(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, RandomViews.rotation(0, 0), 0);
  }

  /** A published re-implementation swaps the two angles, so that people roll by a full circle. */
  @Test
  void azimuthLeavesTheVerticalAxisWhereItIs() {
    for (double azimuth = -3; azimuth < 3; azimuth += 0.5) {
      assertArrayEquals(
          new double[] {0, 1, 0}, apply(RandomViews.rotation(azimuth, 0), 0, 1, 0), 1e-7);
    }
  }

  @Test
  void elevationLeavesTheHorizontalAxisWhereItIsAndTiltsTheVerticalOne() {
    float[] tilt = RandomViews.rotation(0, 0.3);
    assertArrayEquals(new double[] {1, 0, 0}, apply(tilt, 1, 0, 0), 1e-7);
    assertArrayEquals(new double[] {0, Math.cos(0.3), Math.sin(0.3)}, apply(tilt, 0, 1, 0), 1e-7);
  }

  @Test
  void aQuarterTurnBringsTheRightSideToTheBack() {
    assertArrayEquals(
        new double[] {0, 0, -1}, apply(RandomViews.rotation(Math.PI / 2, 0), 1, 0, 0), 1e-7);
  }

  @Test
  void drawnRotationsAreProperAndInThePapersRange() {
    float[] drawn = new RandomViews(ViewRange.PAPER, new SplittableRandom(1)).draw(500);
    double largestTilt = 0;
    for (int i = 0; i < 500; i++) {
      float[] r = Arrays.copyOfRange(drawn, 9 * i, 9 * i + 9);
      double[] x = apply(r, 1, 0, 0);
      double[] y = apply(r, 0, 1, 0);
      double[] z = apply(r, 0, 0, 1);
      double determinant =
          x[0] * (y[1] * z[2] - y[2] * z[1])
              - y[0] * (x[1] * z[2] - x[2] * z[1])
              + z[0] * (x[1] * y[2] - x[2] * y[1]);
      assertEquals(1, determinant, 1e-5);
      assertEquals(0, x[0] * y[0] + x[1] * y[1] + x[2] * y[2], 1e-6);
      largestTilt = Math.max(largestTilt, Math.acos(y[1]));
    }
    assertTrue(largestTilt <= Math.PI / 9 + 1e-6 && largestTilt > 0.3, "tilt " + largestTilt);
  }

  @Test
  void theSameSeedDrawsTheSameViews() {
    assertArrayEquals(
        new RandomViews(new ViewRange(17, 12), new SplittableRandom(7)).draw(5),
        new RandomViews(new ViewRange(17, 12), new SplittableRandom(7)).draw(5),
        0);
  }

  /** Seen from 12 degrees above, the world's vertical keeps its place in every view. */
  @Test
  void aCameraThatLooksDownTurnsPeopleAboutTheWorldsVertical() {
    double elevation = Math.toRadians(12);
    double[] down = {0, Math.cos(elevation), Math.sin(elevation)};
    float[] drawn = new RandomViews(new ViewRange(0, 12), new SplittableRandom(3)).draw(50);
    for (int i = 0; i < 50; i++) {
      float[] r = Arrays.copyOfRange(drawn, 9 * i, 9 * i + 9);
      assertArrayEquals(down, apply(r, down), 1e-6);
    }
  }
}
