package isopose.data.sets;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import isopose.Fixtures;
import isopose.data.Checks;
import isopose.data.PoseSequence;
import isopose.skeleton.Poses;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class Human36mTest {
  private static final Path DATA_3D = Fixtures.path("human36m/data_3d_h36m.npz");
  private static final Path DATA_2D = Fixtures.path("human36m/data_2d_h36m_gt.npz");

  @Test
  void meetsTheExpectedPoseAndPixels() {
    List<PoseSequence> test = Human36m.read(DATA_3D, DATA_2D, Human36m.TEST);
    assertEquals(2 * 2 * 4, test.size());
    String camera = Fixtures.expected("human36m").get("cam2_id").getAsString();
    PoseSequence walking = named(test, "S9/Walking@" + camera);
    assertEquals(camera, Human36mCameras.load().get("S9").get(2).id());
    JsonArray pose =
        Fixtures.expected("human36m")
            .getAsJsonArray("S9_Walking_cam2_frame3_camera_root_relative_m");
    JsonArray pixels =
        Fixtures.expected("human36m").getAsJsonArray("S9_Walking_cam2_frame3_pixels");
    assertNear(pose, walking.pose3d(), 3, 1000, 2e-3);
    assertNear(pixels, walking.pose2d(), 3, 1, 2e-3);
  }

  @Test
  void projectsAsThePublishedFileDoes() {
    List<PoseSequence> stored = Human36m.read(DATA_3D, DATA_2D, List.of("S1", "S5", "S9", "S11"));
    List<PoseSequence> projected = Human36m.read(DATA_3D, null, List.of("S1", "S5", "S9", "S11"));
    JsonObject expected = Fixtures.expected("human36m");
    int poses = stored.stream().mapToInt(PoseSequence::count).sum();
    assertEquals(expected.get("poses_all_cameras").getAsInt(), poses);
    assertEquals(4 * expected.get("frames_per_camera").getAsInt(), poses);
    assertEquals(
        expected.get("subjects").getAsInt(),
        stored.stream().map(s -> s.track().subject()).distinct().count());
    for (int s = 0; s < stored.size(); s++) {
      float[] a = stored.get(s).pose2d().values();
      float[] b = projected.get(s).pose2d().values();
      for (int k = 0; k < a.length; k++) {
        assertEquals(a[k], b[k], 2e-3, stored.get(s).name());
      }
    }
  }

  @Test
  void thePinholeExplainsThePixelsButForTheLens() {
    for (PoseSequence sequence : Human36m.read(DATA_3D, DATA_2D, Human36m.TRAIN)) {
      Poses ideal = sequence.camera().project(sequence.pose3d(), sequence.root());
      assertTrue(Checks.medianDistance(ideal, sequence.pose2d()) < 10, sequence.name());
      assertTrue(sequence.action().equals("Walking") || sequence.action().equals("Sitting"));
    }
  }

  @Test
  void everyCameraIsSoundAndLooksAtTheRoom() {
    Human36mCameras.load()
        .forEach(
            (subject, cameras) -> {
              assertEquals(4, cameras.size());
              for (Human36mCamera camera : cameras) {
                double square = 0;
                for (double q : camera.rotation()) {
                  square += q * q;
                }
                assertEquals(1, square, 1e-6, subject);
                // where the optical axis passes the room's middle, a metre above the floor
                Poses middle = new Poses(new float[] {0, 0, 1000}, 1, 3);
                Poses seen = camera.toCamera(middle);
                assertTrue(seen.get(0, 0, 2) > 3000 && seen.get(0, 0, 2) < 6500, subject);
                double off = Math.hypot(seen.get(0, 0, 0), seen.get(0, 0, 1));
                assertTrue(off < 1200, subject + " " + camera.id() + " " + off);
              }
            });
    assertEquals(7, Human36mCameras.load().size());
  }

  @Test
  void whatDoesNotFitGetsItsLine() {
    Path truncated = Fixtures.path("malformed/truncated.npz");
    assertOneLine(() -> Human36m.read(truncated, null, Human36m.TEST));
    assertOneLine(() -> Human36m.read(DATA_2D, null, Human36m.TEST));
    assertOneLine(() -> Human36m.read(DATA_3D, DATA_3D, Human36m.TEST));
    assertOneLine(() -> Human36m.read(DATA_3D, DATA_2D, List.of("S2")));
    assertOneLine(() -> Human36m.read(Fixtures.path("metrics/poses.npz"), null, Human36m.TEST));
  }

  static PoseSequence named(List<PoseSequence> sequences, String name) {
    return sequences.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  static void assertNear(JsonArray expected, Poses poses, int pose, double unit, double tolerance) {
    for (int j = 0; j < expected.size(); j++) {
      for (int d = 0; d < poses.dims(); d++) {
        assertEquals(
            unit * expected.get(j).getAsJsonArray().get(d).getAsDouble(),
            poses.get(pose, j, d),
            tolerance,
            "joint " + j);
      }
    }
  }
}
