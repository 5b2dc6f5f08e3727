package isopose.data.sets;

import static isopose.BadInputs.assertOneLine;
import static isopose.data.sets.Human36mTest.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import isopose.Fixtures;
import isopose.data.Checks;
import isopose.data.PinholeCamera;
import isopose.data.PoseSequence;
import isopose.data.scenario.Scenario;
import isopose.io.matlab.Mat73;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import isopose.skeleton.FrameId;
import isopose.skeleton.JointMap;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MPI-INF-3DHP as its authors, SPIN and PoseAug distribute it. */
class MpiInf3dhpTest {

  @TempDir Path folder;

  @Test
  void mpiInf3dhpMeetsTheExpectedPoses() {
    Path root = Fixtures.path("mpi_inf_3dhp/TS1/annot_data.mat").getParent().getParent();
    List<PoseSequence> sequences = MpiInf3dhp.read(root, MpiInf3dhp.Truth.UNIVERSAL);
    assertEquals(
        Fixtures.expected().get("mpi_inf_3dhp_valid_total").getAsInt(),
        sequences.stream().mapToInt(PoseSequence::count).sum());
    // frame 1 is not valid: frame 2 is the first of the second segment
    for (String name : List.of("TS1", "TS5")) {
      JsonObject expected = Fixtures.expected("mpi_inf_3dhp_" + name);
      PoseSequence part =
          sequences.stream()
              .filter(s -> s.clip().equals(name) && s.segment() == 1)
              .findFirst()
              .orElseThrow();
      assertEquals(2, part.numbers()[0]);
      assertNear(reorder(expected, "frame2_univ_root_relative_mm"), part.pose3d(), 0, 1, 1e-3);
      assertNear(reorder(expected, "frame2_pixels"), part.pose2d(), 0, 1, 1e-3);
      assertEquals("sit on chair", part.action());
      int valid =
          sequences.stream()
              .filter(s -> s.track().subject().equals(name))
              .mapToInt(PoseSequence::count)
              .sum();
      assertEquals(expected.get("valid").getAsInt(), valid);
      try (Mat73 mat = Mat73.open(root.resolve(name).resolve("annot_data.mat"))) {
        assertEquals(expected.get("frames").getAsInt(), mat.array("valid_frame", -1, 1).shape()[0]);
      }
      // the camera that is found looks through the middle of the picture
      assertEquals(expected.get("width").getAsInt() / 2.0, part.camera().centreX(), 0.1);
      assertEquals(expected.get("height").getAsInt() / 2.0, part.camera().centreY(), 0.1);
    }
  }

  /** Expected values are in the file's joint order. */
  private static JsonArray reorder(JsonObject expected, String key) {
    JsonArray file = expected.getAsJsonArray(key);
    JsonArray ours = new JsonArray();
    for (String joint : Skeleton.H36M_17.joints()) {
      ours.add(file.get(Skeletons.MPI_INF_3DHP_17.index(joint)));
    }
    return ours;
  }

  /** Frames that are not valid separate segments of one clip, never clips. */
  @Test
  void piecesOfMpiInf3dhpAreSegmentsOfItsClips() {
    Path root = Fixtures.path("mpi_inf_3dhp/TS1/annot_data.mat").getParent().getParent();
    List<PoseSequence> sequences = MpiInf3dhp.read(root, MpiInf3dhp.Truth.UNIVERSAL);
    assertTrue(sequences.size() > 2);
    assertEquals(Set.of("TS1", "TS5"), clips(sequences));
    assertEquals(2, Scenario.clips(sequences));
    assertSegmentsHaveNoGaps(sequences);
  }

  private static Set<String> clips(List<PoseSequence> sequences) {
    return sequences.stream().map(PoseSequence::clip).collect(Collectors.toSet());
  }

  /** Within a segment numbers are consecutive; from one segment to the next some are missing. */
  private static void assertSegmentsHaveNoGaps(List<PoseSequence> sequences) {
    List<FrameId> frames = sequences.stream().flatMap(s -> s.frames().stream()).toList();
    int gaps = 0;
    for (int i = 1; i < frames.size(); i++) {
      FrameId before = frames.get(i - 1);
      FrameId frame = frames.get(i);
      if (frame.track().equals(before.track())) {
        boolean next = frame.number() == before.number() + 1;
        assertEquals(next, frame.sharesSegment(before), before + ", " + frame);
        gaps += next ? 0 : 1;
      }
    }
    assertTrue(gaps > 0, "the fixture has frames left out in the middle");
  }

  @Test
  void onlyTheMetricPosesProjectOntoThePixels() {
    Path file = Fixtures.path("mpi_inf_3dhp/TS5/annot_data.mat");
    PoseSequence metric = MpiInf3dhp.readFile(file, "TS5", MpiInf3dhp.Truth.METRIC).get(0);
    PoseSequence universal = MpiInf3dhp.readFile(file, "TS5", MpiInf3dhp.Truth.UNIVERSAL).get(0);
    PinholeCamera camera = metric.camera();
    assertNotNull(camera);
    assertEquals(960, camera.centreX(), 0.1);
    Poses ours = camera.project(metric.pose3d(), metric.root());
    assertTrue(Checks.medianDistance(ours, metric.pose2d()) < 0.01);
    Poses others = camera.project(universal.pose3d(), universal.root());
    assertTrue(Checks.medianDistance(others, metric.pose2d()) > 1);
  }

  @Test
  void mpiInf3dhpWithoutTheUniversalPosesGetsItsLine() {
    String line =
        assertOneLine(
            () ->
                MpiInf3dhp.readFile(
                    Fixtures.path("malformed/no_univ_annot3.mat"),
                    "TS1",
                    MpiInf3dhp.Truth.UNIVERSAL));
    assertTrue(line.contains("lacks valid_frame, annot3, univ_annot3"), line);
    assertOneLine(() -> MpiInf3dhp.read(folder, MpiInf3dhp.Truth.METRIC));
    assertOneLine(
        () -> MpiInf3dhp.readFile(Fixtures.path("lsp/joints.mat"), "TS1", MpiInf3dhp.Truth.METRIC));
  }

  @Test
  void spinIsTheSamePosesAndLeavesOutFramesWithoutAJoint() {
    Path file = Fixtures.path("spin/mpi_inf_3dhp_valid.npz");
    List<PoseSequence> sequences = Spin.read(file);
    JsonObject expected = Fixtures.expected("spin");
    assertEquals(
        expected.get("frames").getAsInt() - expected.getAsJsonArray("invisible").size(),
        sequences.stream().mapToInt(PoseSequence::count).sum());
    NpyArray part = Npz.read(file, "part");
    for (JsonElement invisible : expected.getAsJsonArray("invisible")) {
      int frame = invisible.getAsJsonArray().get(0).getAsInt();
      int joint = invisible.getAsJsonArray().get(1).getAsInt();
      assertEquals(0, part.doubles()[3 * (24 * frame + joint) + 2]);
    }
    JsonArray ankle = expected.getAsJsonArray("frame0_S_right_ankle");
    PoseSequence first = sequences.get(0);
    assertEquals(Set.of("TS1", "TS5"), clips(sequences));
    assertEquals("TS1", first.clip());
    assertSegmentsHaveNoGaps(sequences);
    for (int d = 0; d < 3; d++) {
      assertEquals(1000 * ankle.get(d).getAsDouble(), first.pose3d().get(0, 3, d), 1e-3);
    }
  }

  @Test
  void poseAugMeetsTheExpectedPose() {
    PoseSequence sequence = PoseAug.read(Fixtures.path("poseaug/test_3dhp.npz"));
    JsonObject expected = Fixtures.expected("poseaug");
    assertEquals(expected.get("frames").getAsInt(), sequence.count());
    Poses sixteen = JointMap.between(Skeleton.H36M_17, Skeletons.H36M_16).apply(sequence.pose3d());
    assertEquals(expected.get("joints").getAsInt(), sixteen.joints());
    assertNear(expected.getAsJsonArray("frame1"), sixteen, 1, 1000, 1e-3);
    assertOneLine(() -> PoseAug.read(Fixtures.path("malformed/lengths_differ.npz")));
    assertOneLine(() -> PoseAug.read(Fixtures.path("spin/mpi_inf_3dhp_valid.npz")));
    assertOneLine(() -> Spin.read(Fixtures.path("poseaug/test_3dhp.npz")));
  }

  @Test
  void spinAndPoseAugAgreeWithEachOther() {
    PoseSequence spin = Spin.read(Fixtures.path("spin/mpi_inf_3dhp_valid.npz")).get(0);
    PoseSequence poseAug = PoseAug.read(Fixtures.path("poseaug/test_3dhp.npz"));
    for (int j : new int[] {1, 3, 6, 7, 8, 10, 13, 16}) {
      assertEquals(spin.pose3d().get(0, j, 1), poseAug.pose3d().get(0, j, 1), 1, "joint " + j);
    }
  }
}
