package isopose.data.scenario;

import static isopose.EmbeddedClips.DATA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.data.PoseSequence;
import isopose.data.motion.MotionFolder.Motion;
import isopose.geometry.CameraPlacement;
import isopose.io.BadInput;
import isopose.skeleton.Poses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourceCamerasTest {
  /** Three clips of 40 frames, each seen by two cameras; one joint is straight above the root. */
  private static List<PoseSequence> source() {
    Random random = new Random(3);
    List<PoseSequence> source = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      Poses world = Poses.zeros(40, 17, 3);
      for (int k = 0; k < world.values().length; k++) {
        world.values()[k] = k % 51 < 3 ? 0 : (float) (300 * random.nextGaussian());
      }
      for (int i = 0; i < 40; i++) {
        world.set(i, 10, 0, 0);
        world.set(i, 10, 1, 700);
        world.set(i, 10, 2, 0);
      }
      int[] numbers = IntStream.range(0, 40).toArray();
      Motion motion = new Motion("c" + c + ".bvh", "c" + c, numbers, world, "");
      source.add(motion.sequence("1", new CameraPlacement(45, 12, 5000), CameraRules.CAMERA));
      source.add(motion.sequence("2", new CameraPlacement(200, -3, 4000), CameraRules.CAMERA));
    }
    return source;
  }

  /** The angle of the joint above the root against the image's vertical, in the y-z plane. */
  private static double elevation(PoseSequence view, int i) {
    assertEquals(0, view.pose3d().get(i, 10, 0), 1e-3, "the vertical has no component to the side");
    return Math.toDegrees(Math.atan2(-view.pose3d().get(i, 10, 2), -view.pose3d().get(i, 10, 1)));
  }

  @Test
  void fourIsTheSourceItself() {
    List<PoseSequence> source = source();
    assertSame(source, SourceCameras.FOUR.forEachFrame(source, 1));
    assertSame(source, SourceCameras.FOUR.forEachSequence(source, 1));
  }

  @Test
  void eachFrameHasACameraWithinTheRangeAndThePinholesProjection() {
    List<PoseSequence> source = source();
    List<PoseSequence> seen = SourceCameras.ANYWHERE.forEachFrame(source, 7);
    Set<Float> distances = new HashSet<>();
    double lowest = 90;
    double highest = -90;
    for (int s = 0; s < source.size(); s++) {
      PoseSequence before = source.get(s);
      PoseSequence after = seen.get(s);
      assertNull(after.placement(), "each frame has its own");
      assertEquals(before.frames(), after.frames());
      for (int i = 0; i < 40; i++) {
        double elevation = elevation(after, i);
        assertTrue(elevation >= -15.001 && elevation <= 45.001, "elevation " + elevation);
        lowest = Math.min(lowest, elevation);
        highest = Math.max(highest, elevation);
        float distance = after.root().get(i, 0, 2);
        assertTrue(distance >= 3000 && distance <= 6000);
        distances.add(distance);
        for (int j = 0; j < 17; j++) {
          double z = after.pose3d().get(i, j, 2) + distance;
          assertEquals(
              600 * after.pose3d().get(i, j, 0) / z + 256, after.pose2d().get(i, j, 0), 1e-3);
          assertEquals(
              600 * after.pose3d().get(i, j, 1) / z + 256, after.pose2d().get(i, j, 1), 1e-3);
          assertEquals(before.pose3d().distance(i, j, 3), after.pose3d().distance(i, j, 3), 1e-2);
        }
      }
    }
    assertTrue(lowest < -10 && highest > 40, lowest + " to " + highest);
    assertTrue(distances.size() > 230, "240 frames, nearly as many cameras: " + distances.size());
  }

  @Test
  void camerasChangeWithTheSeedAndOnlyThen() {
    List<PoseSequence> source = source();
    float[] one = SourceCameras.ANYWHERE.forEachFrame(source, 7).get(3).pose2d().values();
    assertArrayEquals(one, SourceCameras.ANYWHERE.forEachFrame(source, 7).get(3).pose2d().values());
    assertFalse(
        Arrays.equals(
            one, SourceCameras.ANYWHERE.forEachFrame(source, 8).get(3).pose2d().values()));
  }

  @Test
  void aSequenceHasOneCameraWhereEachIsSeenByOne() {
    for (PoseSequence view : SourceCameras.ANYWHERE.forEachSequence(source(), 7)) {
      assertEquals(view.placement().elevation(), elevation(view, 0), 1e-3);
      assertEquals(elevation(view, 0), elevation(view, 39), 1e-3);
      assertEquals(view.placement().distance(), view.root().get(39, 0, 2), 1e-3);
    }
  }

  /** Bodies change first, then cameras: the projection is that of the changed body. */
  @Test
  void camerasWorkTogetherWithEverySubjects() {
    List<PoseSequence> source = source();
    for (SourceSubjects subjects : SourceSubjects.values()) {
      SourceVariation variation = SourceVariation.of(subjects, SourceCameras.ANYWHERE, DATA);
      PoseSequence bodies = subjects.apply(source, 7, variation.population().training()).get(2);
      PoseSequence both = variation.training(source, 7).get(2);
      for (int j = 1; j < 17; j++) {
        assertEquals(bodies.pose3d().distance(5, j, 0), both.pose3d().distance(5, j, 0), 1e-2);
      }
      assertArrayEquals(
          both.camera().project(both.pose3d(), both.root()).values(), both.pose2d().values());
    }
    SourceVariation fixed = SourceVariation.of(SourceSubjects.RANDOM, SourceCameras.ANYWHERE, DATA);
    assertArrayEquals(
        fixed.validation(source).get(4).pose2d().values(),
        fixed.validation(source).get(4).pose2d().values());
  }

  @Test
  void aSourceWithoutAKnownVerticalIsRefused() {
    PoseSequence known = source().get(0);
    PoseSequence unknown =
        new PoseSequence("clip", "", known.pose2d(), known.pose3d(), known.root(), known.camera());
    BadInput refused =
        assertThrows(
            BadInput.class, () -> SourceCameras.ANYWHERE.forEachFrame(List.of(unknown), 1));
    assertTrue(refused.getMessage().contains("expected cameras four"), refused.getMessage());
  }
}
