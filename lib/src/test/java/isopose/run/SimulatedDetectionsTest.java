package isopose.run;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.EmbeddedClips;
import isopose.data.PinholeCamera;
import isopose.data.detect.DetectionFile;
import isopose.data.detect.DetectionOptions;
import isopose.data.detect.Detections;
import isopose.data.motion.MotionFolder;
import isopose.data.motion.MotionFolder.Sampling;
import isopose.geometry.CameraPlacement;
import isopose.skeleton.Poses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedDetectionsTest {
  private static final Path MOTION = EmbeddedClips.DATA.resolve("cmu");
  private static final Path SAMPLE = EmbeddedClips.DATA.resolve("samples/walk.json");
  private static final String CLIP = "cmu_train_walking_23";
  private static final CameraPlacement CAMERA = new CameraPlacement(30, 10, 4000);

  @TempDir Path folder;

  @Test
  void makesTheCommittedSampleAgain() throws IOException {
    Path again = folder.resolve("walk.json");
    assertEquals(258, SimulatedDetections.write(MOTION, CLIP, CAMERA, 0, again));
    assertEquals(-1, Files.mismatch(SAMPLE, again), "data/samples/walk.json is another file");
  }

  @Test
  void theSampleIsOnePersonNearTheProjectedMotion() {
    DetectionFile file = DetectionFile.read(SAMPLE, DetectionOptions.NONE);
    assertEquals("mmpose", file.report().format().label());
    assertEquals("h36m17", file.report().order());
    assertEquals(1, file.people().size());
    Detections person = file.people().get(0);
    Poses seen = person.poses().pose2d();
    Poses exact =
        MotionFolder.read(MOTION, List.of(CLIP + ".bvh"), any -> new Sampling(1, 1))
            .get(0)
            .sequence("", CAMERA, new PinholeCamera(1150, 1150, 960, 540))
            .pose2d();
    assertEquals(exact.count(), seen.count());
    int missing = person.filled().cardinality();
    assertTrue(missing > 10 && missing < 200, "missing joints: " + missing);
    double[] errors =
        IntStream.range(0, 17 * exact.count())
            .mapToDouble(k -> distance(exact, seen, k / 17, k % 17))
            .sorted()
            .toArray();
    double median = errors[errors.length / 2];
    // 2 to 5 pixels a coordinate for a person of 200 pixels, who has about 480 here
    assertTrue(median > 4 && median < 15, "median error " + median + " pixels");
  }

  @Test
  void refusesAClipThatIsNotThere() {
    Path out = folder.resolve("x.json");
    String line = assertOneLine(() -> SimulatedDetections.write(MOTION, "walking", CAMERA, 0, out));
    assertTrue(line.contains("has no file walking.bvh"), line);
    assertTrue(Files.notExists(out));
  }

  private static double distance(Poses a, Poses b, int i, int joint) {
    return Math.hypot(
        a.get(i, joint, 0) - b.get(i, joint, 0), a.get(i, joint, 1) - b.get(i, joint, 1));
  }
}
