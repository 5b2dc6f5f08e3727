package isopose.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import isopose.TinyWorld;
import isopose.geometry.CameraPlacement;
import isopose.skeleton.Poses;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceDistanceTest {
  private static final Poses SOURCE = TinyWorld.people(30, 6);

  @Test
  void aSourcePoseInAnotherBodyIsNoDistanceAway() {
    Poses others = Bodies.longArms(Bodies.scaled(SOURCE.slice(3, 9), 1.2));
    assertArrayEquals(new double[6], SourceDistance.of(others, SOURCE), 1e-5);
  }

  /** A forearm turned round moves the wrist by two bones, of 17 joints. */
  @Test
  void isTheMeanDistanceOfTheJointsInBones() {
    Poses turned = SOURCE.slice(0, 1);
    for (int d = 0; d < 3; d++) {
      turned.set(0, 13, d, 2 * turned.get(0, 12, d) - turned.get(0, 13, d));
    }
    double[] distance = SourceDistance.of(turned, SOURCE.slice(0, 1));
    assertEquals(2.0 / 17, distance[0], 1e-5);
  }

  @Test
  void elevationIsReadOffUprightPeople() {
    Poses upright = Poses.zeros(4, 17, 3);
    for (int i = 0; i < 4; i++) {
      upright.set(i, 8, 1, 500);
      upright.set(i, 8, 0, i < 2 ? 30 : -30); // swaying from side to side
    }
    Poses fromAbove = new CameraPlacement(0, 30, 4000).toCamera(upright);
    double[] elevation = Elevation.of(fromAbove, List.of("a", "b", "a", "b"));
    for (double degrees : elevation) {
      assertEquals(30, degrees, 1e-3);
    }
    Poses fromBelow = new CameraPlacement(0, -5, 4000).toCamera(upright);
    assertEquals(-5, Elevation.of(fromBelow, List.of("a", "a", "a", "a"))[0], 1e-3);
  }
}
