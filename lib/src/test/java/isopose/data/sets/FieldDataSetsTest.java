package isopose.data.sets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.Fixtures;
import isopose.data.PoseSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data sets in the forms in which people have them. */
class FieldDataSetsTest {
  @TempDir Path folder;

  private static Path field(String name) {
    return Fixtures.path("field/" + name);
  }

  @Test
  void human36mWithDetectionsOnly() {
    Path data = field("20-h36m/cpn_name");
    List<String> notes = new ArrayList<>();
    List<PoseSequence> sequences = DataSets.named("human36m").read(data, notes);
    assertEquals(4 * 2 * 4, sequences.size());
    assertTrue(notes.get(0).endsWith("2D poses are detections, not projections"), notes.get(0));
    assertEquals(List.of(), DataSets.named("human36m").missing(data));
  }

  @Test
  void human36mWithSixteenJoints() {
    Path sixteen = field("43-h36m-16/human36m");
    Path whole = Fixtures.path("human36m");
    List<PoseSequence> fewer = human36m(sixteen);
    List<PoseSequence> all = human36m(whole);
    assertEquals(all.size(), fewer.size());
    for (int j = 0; j < 17; j++) {
      float expected =
          j == 9
              ? (all.get(0).pose3d().get(0, 8, 1) + all.get(0).pose3d().get(0, 10, 1)) / 2
              : all.get(0).pose3d().get(0, j, 1);
      assertEquals(expected, fewer.get(0).pose3d().get(0, j, 1), 1e-2);
    }
  }

  private static List<PoseSequence> human36m(Path folder) {
    return Human36m.read(
        folder.resolve("data_3d_h36m.npz"), folder.resolve("data_2d_h36m_gt.npz"), Human36m.TEST);
  }

  /** 7 of TS1's 9 and 5 of TS5's 7 frames are valid. */
  @ParameterizedTest
  @ValueSource(strings = {"valid_row", "nan_in_invalid_frames"})
  void framesThatAreNotValidMayHoldAnything(String form) {
    Path set = field("22-3dhp/" + form + "/mpi_inf_3dhp");
    int frames =
        MpiInf3dhp.read(set, MpiInf3dhp.Truth.UNIVERSAL).stream()
            .mapToInt(PoseSequence::count)
            .sum();
    assertEquals(12, frames);
  }

  @Test
  void framesThatAreMarkedAsValidAndAreNotFiniteAreLostAndCounted() {
    List<String> notes = new ArrayList<>();
    List<PoseSequence> kept =
        DataSets.named("mpi_inf_3dhp").reader().read(field("45-3dhp-nan/mpi_inf_3dhp"), notes);
    Path whole = Fixtures.path("mpi_inf_3dhp/TS5/annot_data.mat");
    int all = poses(MpiInf3dhp.readFile(whole, "TS5", MpiInf3dhp.Truth.UNIVERSAL));
    assertEquals(all - 2, poses(kept));
    assertTrue(
        notes.get(0).contains("2 of %d valid frames are left out".formatted(all)), notes + "");
  }

  private static int poses(List<PoseSequence> sequences) {
    return sequences.stream().mapToInt(PoseSequence::count).sum();
  }

  /** The pelvis and head top of TS1's first frame, by NumPy. */
  @Test
  void publishedCodesTestSetHasItsPixelsAndItsTruth() {
    List<PoseSequence> clips =
        DataSets.named("p-stmo").reader().read(field("18-3dhp-inference-data"), new ArrayList<>());
    assertEquals(300, poses(clips));
    assertEquals("TS1", clips.get(0).track().subject());
    assertEquals(960, clips.get(0).pose2d().get(0, 0, 0));
    assertEquals(540, clips.get(0).pose2d().get(0, 0, 1));
    assertEquals(371.33333, clips.get(0).pose2d().get(0, 10, 1), 1e-3);
    assertEquals(0, clips.get(0).pose3d().get(0, 0, 2));
    assertEquals(-145, clips.get(0).pose3d().get(0, 3, 0));
    assertEquals(840, clips.get(0).pose3d().get(0, 3, 1));
  }

  @Test
  void human36mWithout2dIsProjected() throws IOException {
    Path whole = Fixtures.path("human36m");
    Files.copy(whole.resolve("data_3d_h36m.npz"), folder.resolve("data_3d_h36m.npz"));
    List<String> notes = new ArrayList<>();
    DataSet set = DataSets.named("human36m");
    List<PoseSequence> projected = set.reader().read(folder, notes);
    List<PoseSequence> given = set.reader().read(whole, new ArrayList<>());
    assertTrue(notes.get(0).contains("projected by the published cameras"), notes + "");
    assertEquals(given.size(), projected.size());
    for (int k = 0; k < given.size(); k++) {
      assertArrayEquals(given.get(k).pose2d().values(), projected.get(k).pose2d().values(), 0.1f);
    }
  }

  @Test
  void framesBehindTheCameraAreLostAndCounted() {
    Path whole = Fixtures.path("3dpw/sequenceFiles/test/downtown_made_up_00.pkl");
    List<String> notes = new ArrayList<>();
    List<PoseSequence> kept = ThreeDpw.read(field("42-3dpw-behind/downtown_made_up_00.pkl"), notes);
    assertFalse(notes.isEmpty());
    assertTrue(notes.get(0).contains("1 of "), notes.get(0));
    int all = ThreeDpw.read(whole).stream().mapToInt(PoseSequence::count).sum();
    assertEquals(all - notes.size(), kept.stream().mapToInt(PoseSequence::count).sum());
  }
}
