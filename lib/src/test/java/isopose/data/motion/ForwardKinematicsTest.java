package isopose.data.motion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import isopose.io.bvh.BvhClip;
import isopose.io.bvh.BvhReaderTest;
import org.junit.jupiter.api.Test;

class ForwardKinematicsTest {
  /** A root, an arm along x with its own channels, and a hand at its end. */
  private static ForwardKinematics posed(String rootChannels, String armChannels, String frame) {
    BvhClip clip =
        BvhReaderTest.parse(
            """
            HIERARCHY
            ROOT root { OFFSET 1 2 3 CHANNELS %s
              JOINT arm { OFFSET 10 0 0 CHANNELS %s
                JOINT hand { OFFSET 5 0 0 CHANNELS 1 Xrotation } } }
            MOTION
            Frames: 1
            Frame Time: 1
            %s
            """
                .formatted(rootChannels, armChannels, frame));
    ForwardKinematics skeleton = new ForwardKinematics(clip);
    skeleton.pose(0);
    return skeleton;
  }

  private static void assertAt(double x, double y, double z, double[] point) {
    assertArrayEquals(new double[] {x, y, z}, point, 1e-6);
  }

  @Test
  void withoutRotationOffsetsAddUp() {
    ForwardKinematics skeleton = posed("1 Xrotation", "1 Zrotation", "0 0 0");
    assertAt(1, 2, 3, skeleton.position(0));
    assertAt(11, 2, 3, skeleton.position(1));
    assertAt(16, 2, 3, skeleton.position(2));
  }

  @Test
  void aQuarterTurnAboutZTakesXToY() {
    ForwardKinematics skeleton = posed("1 Zrotation", "1 Zrotation", "90 90 0");
    assertAt(1, 12, 3, skeleton.position(1));
    assertAt(-4, 12, 3, skeleton.position(2));
  }

  @Test
  void theFilesOrderOfRotationsCounts() {
    // R = Rz Ry: x -> -z by y, which z leaves; R = Ry Rz: x -> y by z, which y leaves
    assertAt(1, 2, -7, posed("2 Zrotation Yrotation", "1 Xrotation", "90 90 0 0").position(1));
    assertAt(1, 12, 3, posed("2 Yrotation Zrotation", "1 Xrotation", "90 90 0 0").position(1));
  }

  @Test
  void aPositionChannelReplacesTheOffsetOnItsAxis() {
    ForwardKinematics skeleton = posed("1 Yposition", "2 Xposition Zposition", "7 20 -4 0");
    assertAt(1, 7, 3, skeleton.position(0));
    assertAt(21, 7, -1, skeleton.position(1));
    assertAt(26, 7, -1, skeleton.position(2));
  }

  @Test
  void directionsGoThereAndBack() {
    ForwardKinematics skeleton =
        posed("3 Zrotation Xrotation Yrotation", "1 Xrotation", "10 20 30 40 0");
    double[] direction = {0.1, -0.7, 0.4};
    assertArrayEquals(direction, skeleton.toLocal(1, skeleton.toWorld(1, direction)), 1e-12);
  }
}
