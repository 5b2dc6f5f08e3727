package isopose.data.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import isopose.Fixtures;
import isopose.data.detect.format.ImageSize;
import isopose.skeleton.Poses;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Small files in the forms that detectors, trackers and published code write. All show the same
 * walk of 60 frames, or its beginning, in COCO's joints or others; a second person walks 500 pixels
 * to the right of the first.
 */
final class FieldFiles {
  static final Poses CLEAN = person("07-low-confidence/clean.npz").poses().pose2d();

  static Path path(String name) {
    return Fixtures.path("field/" + name);
  }

  static DetectionFile read(String name) {
    return DetectionFile.read(path(name), DetectionOptions.NONE);
  }

  static DetectionFile read(String name, ImageSize size) {
    return DetectionFile.read(path(name), new DetectionOptions(null, null, size, null, null));
  }

  static Detections person(String name) {
    DetectionFile file = read(name);
    assertEquals(1, file.people().size());
    return file.people().get(0);
  }

  /** The largest distance from the clean walk, in pixels, over rows that were seen. */
  static double farthest(Detections person, double shift) {
    double farthest = 0;
    Poses poses = person.poses().pose2d();
    for (int i = person.seen().nextSetBit(0); i >= 0; i = person.seen().nextSetBit(i + 1)) {
      for (int j = 0; j < 17; j++) {
        double x = poses.get(i, j, 0) - shift - CLEAN.get(i, j, 0);
        double y = (double) poses.get(i, j, 1) - CLEAN.get(i, j, 1);
        farthest = Math.max(farthest, Math.hypot(x, y));
      }
    }
    return farthest;
  }

  static BitSet bits(int... bits) {
    BitSet set = new BitSet();
    IntStream.of(bits).forEach(set::set);
    return set;
  }

  static BitSet unseen(Detections person) {
    BitSet unseen = new BitSet();
    unseen.set(0, person.count());
    unseen.andNot(person.seen());
    return unseen;
  }

  private FieldFiles() {}
}
