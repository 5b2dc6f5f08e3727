package isopose.data.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.data.PinholeCamera;
import isopose.data.PoseSequence;
import isopose.data.motion.BvhPosesTest;
import isopose.skeleton.Poses;
import isopose.skeleton.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceSubjectsTest {
  /** Eight clips of five frames, two views each, of made-up poses. */
  private static List<PoseSequence> source() {
    Random random = new Random(3);
    List<PoseSequence> source = new ArrayList<>();
    for (int s = 0; s < 16; s++) {
      Poses pose = Poses.zeros(5, 17, 3);
      Poses root = Poses.zeros(5, 1, 3);
      for (int i = 0; i < 5; i++) {
        root.set(i, 0, 0, 10 * i);
        root.set(i, 0, 2, 5000);
        for (int k = 3; k < 51; k++) {
          pose.set(i, k / 3, k % 3, (float) (300 * random.nextGaussian()));
        }
      }
      PinholeCamera camera = new PinholeCamera(600, 600, 256, 256);
      Track track = new Track("", "clip" + s / 2, String.valueOf(s % 2 + 1));
      Poses image = camera.project(pose, root);
      source.add(new PoseSequence(track, 0, null, "any", image, pose, root, camera));
    }
    return source;
  }

  private static double factor(PoseSequence varied, PoseSequence source, int i, int joint) {
    return BvhPosesTest.bone(varied.pose3d(), i, joint)
        / BvhPosesTest.bone(source.pose3d(), i, joint);
  }

  @Test
  void recordedIsTheSourceItself() {
    List<PoseSequence> source = source();
    assertSame(source, SourceSubjects.RECORDED.apply(source, 1, List.of()));
  }

  @ParameterizedTest
  @CsvSource({"FIVE, 0.08", "RANDOM, 0.2"})
  void groupsAreScaledAlikeWithinTheirBounds(SourceSubjects subjects, double most) {
    List<PoseSequence> source = source();
    List<PoseSequence> varied = subjects.apply(source, 7, List.of());
    for (int s = 0; s < source.size(); s++) {
      for (int i = 0; i < 5; i++) {
        for (int[] group :
            new int[][] {{2, 3, 5, 6}, {12, 13, 15, 16}, {7, 8, 9, 10}, {1, 4, 11, 14}}) {
          double scale = factor(varied.get(s), source.get(s), i, group[0]);
          assertTrue(Math.abs(scale - 1) <= most + 1e-4);
          for (int joint : group) {
            assertEquals(scale, factor(varied.get(s), source.get(s), i, joint), 1e-4);
          }
        }
      }
    }
  }

  @Test
  void directionsRootAndProjectionStayTrue() {
    List<PoseSequence> source = source();
    for (PoseSequence varied : SourceSubjects.RANDOM.apply(source, 7, List.of())) {
      assertArrayEquals(
          varied.camera().project(varied.pose3d(), varied.root()).values(),
          varied.pose2d().values());
      assertEquals(0, varied.pose3d().get(2, 0, 2), "the root is the origin");
      assertEquals(5000, varied.root().get(2, 0, 2), "and stays where it is");
    }
    PoseSequence before = source.get(4);
    PoseSequence after = SourceSubjects.RANDOM.apply(source, 7, List.of()).get(4);
    double scale = factor(after, before, 0, 13);
    for (int d = 0; d < 3; d++) {
      double bone = before.pose3d().get(0, 13, d) - before.pose3d().get(0, 12, d);
      assertEquals(scale * bone, after.pose3d().get(0, 13, d) - after.pose3d().get(0, 12, d), 1e-2);
    }
  }

  @Test
  void variedBodiesDifferByClipAndSeedAndNotByViewOrFrame() {
    List<PoseSequence> source = source();
    List<PoseSequence> varied = SourceSubjects.VARIED.apply(source, 3, List.of());
    TreeSet<Long> thighs = new TreeSet<>();
    for (int s = 0; s < source.size(); s++) {
      double thigh = factor(varied.get(s), source.get(s), 0, 2);
      thighs.add(Math.round(1000 * thigh));
      assertEquals(thigh, factor(varied.get(s), source.get(s), 4, 5), 1e-4, "frames and sides");
      assertEquals(thigh, factor(varied.get(s / 2 * 2), source.get(s / 2 * 2), 0, 2), 1e-4, "view");
      for (int j = 1; j < 17; j++) {
        assertEquals(1, factor(varied.get(s), source.get(s), 1, j), 0.25 + 1e-4);
      }
    }
    assertEquals(source.size() / 2, thighs.size(), "another for each clip");
    PoseSequence other = SourceSubjects.VARIED.apply(source, 4, List.of()).get(0);
    assertNotEquals(factor(varied.get(0), source.get(0), 0, 2), factor(other, source.get(0), 0, 2));
  }

  @Test
  void fivePeopleTakeTurnsByClipWhateverTheSeed() {
    List<PoseSequence> source = source();
    List<PoseSequence> varied = SourceSubjects.FIVE.apply(source, 1, List.of());
    TreeSet<Long> legs = new TreeSet<>();
    for (int s = 0; s < source.size(); s++) {
      double leg = factor(varied.get(s), source.get(s), 0, 2);
      legs.add(Math.round(1000 * leg));
      assertEquals(leg, factor(varied.get(s), source.get(s), 4, 2), 1e-4, "all of a clip");
      assertEquals(leg, factor(varied.get(s / 2 * 2), source.get(s / 2 * 2), 0, 2), 1e-4, "views");
      assertEquals(leg, factor(varied.get(s % 10), source.get(s % 10), 0, 2), 1e-4, "in turns");
      assertArrayEquals(
          varied.get(s).pose3d().values(),
          SourceSubjects.FIVE.apply(source, 99, List.of()).get(s).pose3d().values());
    }
    assertEquals(5, legs.size());
  }

  @Test
  void randomPeopleChangeWithSampleAndSeedAndOnlyThen() {
    List<PoseSequence> source = source();
    List<PoseSequence> one = SourceSubjects.RANDOM.apply(source, 1, List.of());
    TreeSet<Long> legs = new TreeSet<>();
    for (int s = 0; s < source.size(); s++) {
      for (int i = 0; i < 5; i++) {
        legs.add(Math.round(1e5 * factor(one.get(s), source.get(s), i, 2)));
      }
      assertArrayEquals(
          one.get(s).pose3d().values(),
          SourceSubjects.RANDOM.apply(source, 1, List.of()).get(s).pose3d().values());
    }
    assertTrue(legs.size() > 75, "80 samples, nearly as many legs: " + legs.size());
    double other =
        factor(SourceSubjects.RANDOM.apply(source, 2, List.of()).get(0), source.get(0), 0, 2);
    assertTrue(Math.abs(other - factor(one.get(0), source.get(0), 0, 2)) > 1e-3);
  }
}
