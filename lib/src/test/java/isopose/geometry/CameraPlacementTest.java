package isopose.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import isopose.skeleton.Poses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CameraPlacementTest {
  private static float[] seen(double azimuth, double elevation, float x, float y, float z) {
    Poses world = new Poses(new float[] {x, y, z}, 1, 3);
    return new CameraPlacement(azimuth, elevation, 4000).toCamera(world).values();
  }

  @Test
  void fromTheFrontLeftIsRightInThePictureAndUpIsMinusY() {
    // of somebody who faces +z: +x is his left, +z towards the camera
    assertArrayEquals(new float[] {100, -200, -300}, seen(0, 0, 100, 200, 300), 1e-4f);
  }

  @Test
  void fromBehindLeftIsLeft() {
    assertArrayEquals(new float[] {-100, -200, 300}, seen(180, 0, 100, 200, 300), 1e-4f);
  }

  @Test
  void atAzimuth90TheCameraStandsAtThePersonsLeft() {
    assertArrayEquals(new float[] {-300, -200, -100}, seen(90, 0, 100, 200, 300), 1e-4f);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-170, -90, 0, 12.3, 45, 359})
  void azimuthLeavesTheVerticalAxisFixed(double azimuth) {
    assertArrayEquals(new float[] {0, -500, 0}, seen(azimuth, 0, 0, 500, 0), 1e-4f);
  }

  @Test
  void aRaisedCameraSeesTheHeadNearer() {
    // closed form: the head moves towards the camera by h sin(elevation)
    float[] head = seen(33, 30, 0, 600, 0);
    assertArrayEquals(new float[] {0, (float) (-600 * Math.sqrt(0.75)), -300}, head, 1e-3f);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-5, 0, 25, 80})
  void distancesStay(double elevation) {
    float[] p = seen(77, elevation, 100, -200, 300);
    assertEquals(100 * 100 + 200 * 200 + 300 * 300, p[0] * p[0] + p[1] * p[1] + p[2] * p[2], 0.1);
  }

  @Test
  void theRootStandsAheadInEveryFrame() {
    assertArrayEquals(
        new float[] {0, 0, 4000, 0, 0, 4000}, new CameraPlacement(1, 2, 4000).root(2).values());
  }

  @Test
  void impossiblePlacesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new CameraPlacement(0, 90, 4000));
    assertThrows(IllegalArgumentException.class, () -> new CameraPlacement(0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new CameraPlacement(Double.NaN, 0, 1));
  }
}
