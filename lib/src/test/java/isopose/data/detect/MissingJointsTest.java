package isopose.data.detect;

import static isopose.data.detect.FieldFiles.bits;
import static isopose.data.detect.FieldFiles.farthest;
import static isopose.data.detect.FieldFiles.path;
import static isopose.data.detect.FieldFiles.person;
import static isopose.data.detect.FieldFiles.read;
import static isopose.data.detect.FieldFiles.unseen;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.data.PoseSequence;
import isopose.data.sets.Lsp;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames and joints that a detector did not find, in every form that marks them. */
class MissingJointsTest {
  @ParameterizedTest
  @ValueSource(strings = {"minus1.npz", "minus1-conf0.npz", "minus1-joints.npz"})
  void minusOneIsMissing(String name) {
    Detections person = person("06-minus-one/" + name);
    assertEquals(60, person.count());
    boolean rows = !name.equals("minus1-joints.npz");
    assertEquals(rows ? bits(10, 11, 12) : bits(), unseen(person));
    assertEquals(rows ? 98 - 3 * 17 : 50, missingOf(person, 13, 16, 3, 6));
    assertTrue(farthest(person, 0) < 45, "off by " + farthest(person, 0));
  }

  /** Filled joints among these in rows that were seen. */
  private static int missingOf(Detections person, int... joints) {
    return (int)
        person.filled().stream()
            .filter(bit -> person.seen().get(bit / 17))
            .filter(bit -> IntStream.of(joints).anyMatch(j -> j == bit % 17))
            .count();
  }

  @Test
  void aJointOfLowConfidenceIsMissingByDefaultAndKeptOnRequest() {
    Detections person = person("07-low-confidence/lowconf.npz");
    assertEquals(45, person.filled().cardinality());
    assertTrue(farthest(person, 0) < 45, "off by " + farthest(person, 0));
    assertEquals(60, person.seen().cardinality());
    Detections all =
        DetectionFile.read(
                path("07-low-confidence/lowconf.npz"),
                new DetectionOptions(null, null, null, 0.0, null))
            .people()
            .get(0);
    assertTrue(all.filled().isEmpty());
    assertTrue(farthest(all, 0) > 500);
    assertTrue(
        read("07-low-confidence/lowconf.npz")
            .report()
            .text()
            .contains("45 have a confidence under 0.1"));
  }

  /** As many rows out as in; a short gap is interpolated, a long one and the ends are not. */
  @ParameterizedTest
  @CsvSource({
    "start3, 0, 3, 177",
    "end2, 178, 180, 178",
    "gap35, 60, 95, 145",
    "gap10, 60, 70, 180"
  })
  void whereNobodyWasFoundIsMarked(String name, int begin, int end, int whole) {
    Detections person = person("08-nobody-found/" + name + ".npz");
    assertEquals(180, person.count());
    assertEquals(bits(IntStream.range(begin, end).toArray()), unseen(person));
    assertEquals(whole, person.whole().length);
    assertTrue(person.filledRows().get(begin) && person.filledRows().get(end - 1));
    Poses lifted = Poses.zeros(whole, 17, 3);
    Poses rows = person.inRows(lifted);
    assertEquals(180, rows.count());
    assertEquals(
        180 - whole, IntStream.range(0, 180).filter(i -> Float.isNaN(rows.get(i, 0, 0))).count());
  }

  @Test
  void invisibleJointsOfLspExtendedAreMissing() {
    PoseSequence people = Lsp.read(path("28-lspet/lsp/joints.mat"));
    assertTrue(people.count() > 0);
    assertFalse(people.filled().isEmpty());
    for (float value : people.pose2d().values()) {
      assertTrue(Float.isFinite(value) && Math.abs(value) > 1e-3, "an invisible joint's 0 is used");
    }
  }

  @Test
  void flagsOfCocoAnnotationsAreVisibility() {
    Detections person = person("37-coco-annotations/person_keypoints.json");
    assertEquals(bits(3, 4), person.filledRows());
    assertEquals(13, person.filled().nextSetBit(0) % 17, "the left wrist, 9 in COCO");
    assertEquals(2, person.filled().cardinality());
    assertTrue(farthest(person, 0) < 15, "off by " + farthest(person, 0));
    List<FrameId> frames = person.poses().frames();
    assertEquals("walk", frames.get(0).clip());
    assertEquals(11, frames.get(11).number());
  }
}
