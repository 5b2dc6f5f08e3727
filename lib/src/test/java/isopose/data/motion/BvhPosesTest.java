package isopose.data.motion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.EmbeddedClips;
import isopose.geometry.CameraPlacement;
import isopose.io.BadInput;
import isopose.io.bvh.BvhClip;
import isopose.io.bvh.BvhJoint;
import isopose.io.bvh.BvhReader;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real clips: one of Bandai's, one of CMU's, walking ahead, and livelier ones. */
public class BvhPosesTest {
  private static final String BANDAI = "bandai-2/dataset-2_walk_normal_001.bvh";
  private static final String CMU = "cmu/cmu_test_walking_13.bvh";

  private static BvhPoses clip(String file) {
    String[] parts = file.split("/", -1);
    return new BvhPoses(BvhReader.parse(file, EmbeddedClips.bytes(parts[0], parts[1])));
  }

  @Test
  void unitsAreFoundByTheLeg() {
    assertEquals(10, clip(BANDAI).millimetresPerUnit());
    assertEquals(25.4 / 0.45, clip(CMU).millimetresPerUnit());
  }

  /** Expected: an independent implementation with 4 x 4 matrices in Python. */
  @Test
  void jointsAreWhereAnotherImplementationHasThem() {
    Poses cmu = clip(CMU).read(30, 1000);
    assertAt(cmu, "left_wrist", 257.12, -65.163, 4.063);
    assertAt(cmu, "right_ankle", -70.311, -643.158, -149.116);
    assertAt(cmu, "thorax", 8.086, 418.003, -38.4);
    Poses bandai = clip(BANDAI).read(60, 1000);
    assertAt(bandai, "left_wrist", 201.872, 18.947, 206.832);
    assertAt(bandai, "right_ankle", -86.161, -766.415, 147.169);
    assertAt(bandai, "thorax", 3.555, 431.897, 11.618);
  }

  @Test
  void framesAreTakenFromTheFirstByTheStride() {
    Poses all = clip(CMU).read(0, 1);
    Poses some = clip(CMU).read(1, 4);
    assertEquals(114, all.count());
    assertEquals(29, some.count());
    for (int i = 0; i < some.count(); i++) {
      assertArrayEquals(all.slice(1 + 4 * i, 2 + 4 * i).values(), some.slice(i, i + 1).values());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        BANDAI,
        CMU,
        "bandai-2/dataset-2_run_youthful_001.bvh",
        "bandai-2/dataset-2_wave-both-hands_elderly_001.bvh",
        "cmu/cmu_train_jumping_2.bvh",
        "cmu/cmu_train_directing_traffic_4.bvh",
      })
  void bodiesAreHuman(String file) {
    Poses poses = clip(file).read(0, 3);
    Skeleton body = Skeleton.H36M_17;
    for (int j = 1; j < 17; j++) {
      double first = bone(poses, 0, j);
      boolean limb = j <= 6 || j == 10 || j == 12 || j == 13 || j >= 15;
      for (int i = 1; i < poses.count(); i++) {
        double tolerance = limb ? 1e-3 : 0.25;
        assertEquals(first, bone(poses, i, j), tolerance * first, body.joints().get(j));
      }
    }
    assertEquals(820, bone(poses, 0, 2) + bone(poses, 0, 3), 60, "leg");
    assertEquals(121, bone(poses, 0, 9), 25, "thorax to nose");
    assertEquals(115, bone(poses, 0, 10), 10, "nose to head top");
    for (int i = 0; i < poses.count(); i++) {
      assertTrue(y(poses, i, "head_top") > y(poses, i, "thorax"), "head over thorax");
      assertTrue(y(poses, i, "thorax") > y(poses, i, "pelvis"), "thorax over pelvis");
      assertTrue(y(poses, i, "left_ankle") < y(poses, i, "left_hip"), "foot under hip");
      assertTrue(y(poses, i, "right_ankle") < y(poses, i, "right_hip"), "foot under hip");
    }
  }

  /** CMU's walkers face +z at the start: left is +x, the nose and the knees bend ahead. */
  @Test
  void leftIsLeftAndFrontIsFront() {
    Poses pose = clip(CMU).read(1, 1000);
    for (String pair : List.of("hip", "knee", "shoulder", "elbow", "wrist")) {
      assertTrue(at(pose, 0, "left_" + pair, 0) > at(pose, 0, "right_" + pair, 0), pair);
    }
    Poses front = new CameraPlacement(0, 10, 4000).toCamera(pose);
    Poses back = new CameraPlacement(180, 10, 4000).toCamera(pose);
    assertTrue(
        at(front, 0, "left_hip", 0) > at(front, 0, "right_hip", 0), "left is right in front");
    assertTrue(at(back, 0, "left_hip", 0) < at(back, 0, "right_hip", 0), "and left from behind");
    assertTrue(at(front, 0, "neck", 2) < at(front, 0, "head_top", 2), "the face is seen in front");
    assertTrue(at(back, 0, "neck", 2) > at(back, 0, "head_top", 2), "and hidden from behind");
    assertTrue(at(front, 0, "head_top", 1) < at(front, 0, "left_ankle", 1), "y points down");
    assertTrue(at(pose, 0, "neck", 2) > at(pose, 0, "thorax", 2) + 30);
    assertTrue(at(pose, 0, "neck", 2) > at(pose, 0, "head_top", 2) + 30);
    assertTrue(at(pose, 0, "left_knee", 2) > at(pose, 0, "left_ankle", 2) - 50);
  }

  /**
   * Bandai's head frames have other axes than CMU's; the nose is ahead of the chest all the same.
   */
  @Test
  void bandaisNoseIsAhead() {
    Poses poses = clip(BANDAI).read(0, 5);
    for (int i = 0; i < poses.count(); i++) {
      double leftX = at(poses, i, "left_shoulder", 0) - at(poses, i, "right_shoulder", 0);
      double leftZ = at(poses, i, "left_shoulder", 2) - at(poses, i, "right_shoulder", 2);
      double noseX = at(poses, i, "neck", 0) - at(poses, i, "head_top", 0);
      double noseZ = at(poses, i, "neck", 2) - at(poses, i, "head_top", 2);
      // forward = left x up
      assertTrue(-leftZ * noseX + leftX * noseZ > 0, "nose in front of the head");
    }
  }

  @Test
  void aBodyOfNoHumanSizeIsRefused() {
    BvhClip clip = BvhReader.parse(CMU, EmbeddedClips.bytes("cmu", "cmu_test_walking_13.bvh"));
    var giants =
        clip.joints().stream()
            .map(
                j ->
                    new BvhJoint(
                        j.name(),
                        j.parent(),
                        1e5 * j.offsetX(),
                        1e5 * j.offsetY(),
                        1e5 * j.offsetZ(),
                        j.channels()))
            .toList();
    BvhClip giant = new BvhClip("giant", giants, clip.frameTime(), clip.channels(), clip.motion());
    BadInput refusal = assertThrows(BadInput.class, () -> new BvhPoses(giant));
    assertTrue(refusal.getMessage().startsWith("giant: a leg of 148"), refusal.getMessage());
  }

  private static void assertAt(Poses pose, String joint, double x, double y, double z) {
    assertEquals(x, at(pose, 0, joint, 0), 0.01, joint);
    assertEquals(y, at(pose, 0, joint, 1), 0.01, joint);
    assertEquals(z, at(pose, 0, joint, 2), 0.01, joint);
  }

  private static double at(Poses poses, int i, String joint, int d) {
    return poses.get(i, Skeleton.H36M_17.index(joint), d);
  }

  private static double y(Poses poses, int i, String joint) {
    return at(poses, i, joint, 1);
  }

  /** The length of the bone that leads to a joint. */
  public static double bone(Poses poses, int i, int joint) {
    int parent = Skeleton.H36M_17.parents().get(joint);
    double sum = 0;
    for (int d = 0; d < 3; d++) {
      double step = poses.get(i, joint, d) - poses.get(i, parent, d);
      sum += step * step;
    }
    return Math.sqrt(sum);
  }
}
