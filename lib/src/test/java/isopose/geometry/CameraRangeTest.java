package isopose.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.skeleton.Poses;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CameraRangeTest {
  @Test
  void drawsCoverTheirBoundsEvenly() {
    CameraRange range = new CameraRange(-15, 45, 3000, 6000);
    SplittableRandom random = new SplittableRandom(1);
    int[] quarters = new int[4];
    double elevation = 0;
    double distance = 0;
    for (int i = 0; i < 4000; i++) {
      CameraPlacement camera = range.draw(random);
      assertTrue(camera.elevation() >= -15 && camera.elevation() <= 45);
      assertTrue(camera.distance() >= 3000 && camera.distance() <= 6000);
      quarters[(int) (camera.azimuth() / 90)]++;
      elevation += camera.elevation() / 4000;
      distance += camera.distance() / 4000;
    }
    // four standard deviations of each mean
    assertEquals(15, elevation, 4 * 60 / Math.sqrt(12 * 4000));
    assertEquals(4500, distance, 4 * 3000 / Math.sqrt(12 * 4000));
    for (int quarter : quarters) {
      assertEquals(1000, quarter, 4 * Math.sqrt(4000 * 0.25 * 0.75));
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 0, 1, 2", "-90, 0, 1, 2", "0, 90, 1, 2", "0, 1, 0, 2", "0, 1, 2, 1"})
  void emptyRangesAreRefused(double lowest, double highest, double nearest, double farthest) {
    assertThrows(
        IllegalArgumentException.class, () -> new CameraRange(lowest, highest, nearest, farthest));
  }

  /** World to one camera and on to another is the same as world to the other. */
  @Test
  void theRotationBetweenTwoCamerasTakesOneViewToTheOther() {
    CameraPlacement from = new CameraPlacement(40, 12, 5000);
    CameraPlacement to = new CameraPlacement(310, -7, 3000);
    Poses world = new Poses(new float[] {0, 0, 0, 300, -200, 100, -50, 700, 20}, 3, 3);
    Poses first = from.toCamera(world);
    double[][] rotation = from.rotationTo(to);
    for (int j = 0; j < 3; j++) {
      double[] expected = point(to.toCamera(world), j);
      double[] p = point(first, j);
      double[] turned = {
        Vectors.dot(rotation[0], p), Vectors.dot(rotation[1], p), Vectors.dot(rotation[2], p)
      };
      assertArrayEquals(expected, turned, 1e-3);
    }
  }

  private static double[] point(Poses poses, int j) {
    return new double[] {poses.get(0, j, 0), poses.get(0, j, 1), poses.get(0, j, 2)};
  }
}
