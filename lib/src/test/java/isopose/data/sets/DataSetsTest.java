package isopose.data.sets;

import static isopose.BadInputs.assertOneLine;
import static isopose.data.sets.Human36mTest.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import isopose.Fixtures;
import isopose.data.Checks;
import isopose.data.PoseSequence;
import isopose.io.numpy.PickleTree;
import isopose.io.numpy.Pickles;
import isopose.skeleton.JointCompletion;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import isopose.skeleton.Track;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetsTest {
  @TempDir Path folder;

  @Test
  void threeDpwMeetsTheExpectedJoints() {
    Path file = Fixtures.path("3dpw/sequenceFiles/test/downtown_made_up_00.pkl");
    JsonObject expected = Fixtures.expected("3dpw");
    ThreeDpw.Person person = ThreeDpw.persons(file, new ArrayList<>()).get(0);
    assertEquals(expected.get("valid").getAsInt(), person.seen().count());
    Map<?, ?> clip = PickleTree.map(Pickles.load(file), "clip");
    assertEquals(
        expected.get("frames").getAsInt(),
        PickleTree.array(clip.get("cam_poses"), "cam_poses").shape()[0]);
    assertNear(expected.getAsJsonArray("frame4_camera_joints_m"), person.seen(), 4, 1000, 2e-3);
    assertNear(expected.getAsJsonArray("frame4_pixels"), person.pixels(), 4, 1, 2e-3);
    PoseSequence sequence = ThreeDpw.read(file.getParent()).get(0);
    assertEquals(new Track("downtown_made_up_00/0", "downtown_made_up_00", ""), sequence.track());
    assertEquals(17, sequence.pose3d().joints());
    Checks.finite(sequence.pose3d(), "3dpw");
    Poses again = sequence.camera().project(sequence.pose3d(), sequence.root());
    for (int j : new int[] {0, 1, 3, 5, 8, 12, 16}) { // the joints that SMPL has itself
      assertEquals(again.get(4, j, 0), sequence.pose2d().get(4, j, 0), 1e-2);
    }
  }

  @Test
  void aPickleThatCallsAFunctionIsRefused() throws IOException {
    Path marker = Path.of("/tmp/pickle_ran_code");
    boolean before = Files.exists(marker);
    String line = assertOneLine(() -> ThreeDpw.read(Fixtures.path("malformed/runs_code.pkl")));
    assertTrue(line.contains("posix.system"), line);
    assertEquals(before, Files.exists(marker));
    for (String pickle :
        List.of(
            "c__builtin__\neval\n(S'1'\ntR.",
            "(ios\nsystem\n.",
            "cnumpy.core.multiarray\n_reconstruct\n(tR.",
            "\u0080\u0004\u008c\u0002os\u008c\u0006system\u0093)R.",
            "L" + "9".repeat(100_000) + "L\n.",
            "T\uffff\u007f\uffff\u007f.",
            "(".repeat(100),
            "}q\0h\0h\0s.",
            "")) {
      Path file = folder.resolve("x.pkl");
      Files.write(file, pickle.getBytes(StandardCharsets.ISO_8859_1));
      assertOneLine(() -> ThreeDpw.read(file));
    }
    assertFalse(Files.exists(folder.resolve("ran")));
  }

  @Test
  void lspMeetsTheExpectedJoint() {
    Path file = Fixtures.path("lsp/joints.mat");
    JsonArray head = Fixtures.expected("lsp").getAsJsonArray("image4_joint13");
    Poses marked = Lsp.marked(file);
    assertEquals(Fixtures.expected("lsp").get("images").getAsInt(), marked.count());
    assertEquals(head.get(0).getAsDouble(), marked.get(4, 13, 0), 1e-3);
    assertEquals(head.get(1).getAsDouble(), marked.get(4, 13, 1), 1e-3);
    PoseSequence sequence = Lsp.read(file);
    assertNull(sequence.pose3d());
    assertEquals(head.get(0).getAsDouble(), sequence.pose2d().get(4, 10, 0), 1e-3);
    float hips = (marked.get(4, 2, 1) + marked.get(4, 3, 1)) / 2;
    assertEquals(hips, sequence.pose2d().get(4, 0, 1), 1e-3);
    assertOneLine(() -> Lsp.read(Fixtures.path("mpii/mpii_human_pose_v1_u12_1.mat")));
    assertOneLine(() -> Lsp.read(Fixtures.path("mpi_inf_3dhp/TS1/annot_data.mat")));
  }

  @Test
  void mpiiMeetsTheExpectedJointAndFillsTheOneThatIsMissing() {
    Path file = Fixtures.path("mpii/mpii_human_pose_v1_u12_1.mat");
    JsonObject expected = Fixtures.expected("mpii");
    List<float[]> people = Mpii.persons(file);
    assertEquals(expected.get("images").getAsInt(), people.size());
    for (int i = 0; i < people.size(); i++) {
      int marked = 0;
      for (int j = 0; j < 16; j++) {
        marked += Float.isNaN(people.get(i)[2 * j]) ? 0 : 1;
      }
      assertEquals(expected.getAsJsonArray("joints_of_image").get(i).getAsInt(), marked);
      assertEquals(marked < 16, Mpii.read(file).filled().get(i), "person " + i);
    }
    JsonArray pelvis = expected.getAsJsonArray("image1_joint6_pelvis");
    PoseSequence sequence = Mpii.read(file);
    assertEquals(pelvis.get(0).getAsDouble(), sequence.pose2d().get(1, 0, 0), 1e-3);
    assertEquals(pelvis.get(1).getAsDouble(), sequence.pose2d().get(1, 0, 1), 1e-3);
    Checks.finite(sequence.pose2d(), "mpii");
    assertArrayEquals(
        new int[] {3, 17, 2},
        new int[] {sequence.count(), sequence.pose2d().joints(), sequence.pose2d().dims()});
    assertOneLine(() -> Mpii.read(Fixtures.path("lsp/joints.mat")));
  }

  @Test
  void leftIsLeftAndKneesLieBetweenHipsAndAnkles() {
    // a person who stands upright, facing the camera: their right is the image's left
    for (Skeleton skeleton :
        List.of(
            Skeletons.H36M_16,
            Skeletons.MPI_INF_3DHP_17,
            Skeletons.SPIN_24,
            Skeletons.LSP_14,
            Skeletons.MPII_16,
            Skeletons.SMPL_24,
            Skeletons.COCO_17)) {
      Poses standing = Poses.zeros(1, skeleton.size(), 2);
      for (int j = 0; j < skeleton.size(); j++) {
        String name = skeleton.joints().get(j);
        float side = name.startsWith("left_") ? 1 : name.startsWith("right_") ? -1 : 0;
        standing.set(0, j, 0, 100 * side);
        standing.set(0, j, 1, height(name));
      }
      Poses ours = JointCompletion.complete(standing, skeleton);
      Skeleton h36m = Skeleton.H36M_17;
      for (int j = 0; j < 17; j++) {
        String name = h36m.joints().get(j);
        float side = name.startsWith("left_") ? 1 : name.startsWith("right_") ? -1 : 0;
        assertEquals(100 * side, ours.get(0, j, 0), 1e-3, skeleton.name() + " " + name);
        assertEquals(height(name), ours.get(0, j, 1), 60, skeleton.name() + " " + name);
      }
    }
  }

  /** Where a joint of a standing adult is, in millimetres below the top of the head. */
  private static float height(String joint) {
    return switch (joint.replaceFirst("^(left|right)_", "")) {
      case "head_top", "lsp_head_top" -> 0;
      case "neck", "nose", "eye", "ear", "head", "upper_neck" -> 130;
      case "thorax", "mpii_thorax", "shoulder", "collar" -> 260;
      case "spine3" -> 400;
      case "spine" -> 520;
      case "spine1" -> 650;
      case "pelvis", "hip" -> 780;
      case "elbow" -> 560;
      case "wrist", "hand" -> 820;
      case "knee" -> 1230;
      default -> 1650;
    };
  }
}
