package isopose.data.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import isopose.Fixtures;
import isopose.data.detect.format.JointOrder;
import isopose.io.numpy.Npz;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A recorded walk of one person in COCO's joint order, of which tests make files. */
final class Walk {
  static final float[] WALK =
      Npz.read(Fixtures.path("field/06-minus-one/clean.npz"), "keypoints").floats();
  static final int FRAMES = 20;
  static final List<String> COCO = JointOrder.COCO17.joints();

  private Walk() {}

  static DetectionFile read(Path file) {
    return DetectionFile.read(file, DetectionOptions.NONE);
  }

  /** A coordinate of COCO's joint j of a frame, 0 for x and 1 for y. */
  static float walk(int frame, int joint, int d) {
    return WALK[frame * 34 + 2 * joint + d];
  }

  /** The hips, knees and ankles are those of the walk, in pixels. */
  static void assertWalk(Detections person, int first, double shift) {
    int[] h36m = {1, 2, 3, 4, 5, 6};
    int[] coco = {12, 14, 16, 11, 13, 15};
    for (int i = 0; i < person.count(); i++) {
      for (int j = 0; j < h36m.length; j++) {
        double x = person.poses().pose2d().get(i, h36m[j], 0);
        double y = person.poses().pose2d().get(i, h36m[j], 1);
        assertEquals(walk(first + i, coco[j], 0) + shift, x, 0.01, "x in frame " + i);
        assertEquals(walk(first + i, coco[j], 1), y, 0.01, "y in frame " + i);
      }
    }
  }

  static String cocoRow(int frame, double shift) {
    return IntStream.range(0, 17)
        .mapToObj(j -> walk(frame, j, 0) + shift + "," + walk(frame, j, 1))
        .collect(Collectors.joining(","));
  }
}
