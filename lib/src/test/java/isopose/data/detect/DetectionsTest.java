package isopose.data.detect;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.EmbeddedClips;
import isopose.data.Checks;
import isopose.data.PoseFile;
import isopose.data.PoseFiles;
import isopose.data.PoseSequence;
import isopose.data.detect.format.ImageSize;
import isopose.data.detect.format.JointOrder;
import isopose.data.detect.format.Person;
import isopose.data.scenario.Scenario;
import isopose.data.scenario.Scenarios;
import isopose.data.scenario.SourceSubjects;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionsTest {
  private static final Skeleton COCO = Skeletons.COCO_17;

  @TempDir Path folder;

  /** Every joint at its own place, moving to the right by a pixel a frame. */
  private static float[] walk(int frames, int wide) {
    float[] values = new float[frames * 17 * wide];
    for (int k = 0; k < frames * 17; k++) {
      values[wide * k] = 10 * (k % 17) + k / 17 + 100f;
      values[wide * k + 1] = 5 * (k % 17) + 50f;
      if (wide == 3) {
        values[wide * k + 2] = 0.9f;
      }
    }
    return values;
  }

  private Detections read(float[] values, int wide, JointOrder layout) {
    Path file = folder.resolve("detections.npz");
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("keypoints", NpyArray.of(values, values.length / 17 / wide, 17, wide));
    Npz.write(file, arrays);
    return Detections.read(file, layout);
  }

  @Test
  void cocoBecomesHumanJoints() {
    Poses ours = read(walk(2, 2), 2, JointOrder.COCO17).poses().pose2d();
    int wrist = COCO.index("left_wrist");
    assertEquals(10 * wrist + 101, ours.get(1, 13, 0));
    double hips = 5 * (COCO.index("left_hip") + COCO.index("right_hip")) / 2.0 + 50;
    assertEquals(hips, ours.get(0, 0, 1));
    Checks.finite(ours, "coco");
  }

  @Test
  void aJointThatIsGoneForAFrameMovesOnAStraightLine() {
    float[] values = walk(5, 3);
    int wrist = 2 * 17 + COCO.index("left_wrist");
    values[3 * wrist + 2] = 0; // not sure at all
    values[3 * wrist] = 9999;
    Detections detections = read(values, 3, JointOrder.COCO17);
    assertEquals(10 * COCO.index("left_wrist") + 102, detections.poses().pose2d().get(2, 13, 0));
    assertTrue(detections.filled().get(2 * 17 + 13));
    assertEquals(1, detections.filled().cardinality());
  }

  /** Between two segments nothing is interpolated; over numbered frames, by their numbers. */
  @Test
  void interpolationReadsSegmentsAndFrameNumbers() {
    float[] values = walk(3, 2);
    values[34 + 2 * COCO.index("left_wrist")] = Float.NaN;
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("pose2d", NpyArray.of(values, 3, 17, 2));
    arrays.put("frame", NpyArray.of(new int[] {0, 9, 12}, 3));
    float x = 10 * COCO.index("left_wrist") + 100;
    assertEquals(x + 0.75 * 2, filledWrist(arrays), 1e-4);
    arrays.put("segment", NpyArray.of(new int[] {0, 1, 1}, 3));
    float[] alone =
        read(Arrays.copyOfRange(values, 34, 68), 2, JointOrder.COCO17).poses().pose2d().values();
    assertEquals(alone[2 * 13], filledWrist(arrays), 1e-4);
    arrays.remove("segment");
    arrays.put("frame", NpyArray.of(new int[] {0, 9, 40}, 3));
    assertEquals(alone[2 * 13], filledWrist(arrays), 1e-4, "gone for too long");
  }

  private float filledWrist(Map<String, NpyArray> arrays) {
    Path file = folder.resolve("numbered.npz");
    Npz.write(file, arrays);
    return Detections.read(file, JointOrder.COCO17).poses().pose2d().get(1, 13, 0);
  }

  /** A joint that is built from others stands in for one that the detector did not find. */
  @Test
  void joinsBuiltFromOthersCountAsFilled() {
    float[] values = walk(2, 2);
    for (int joint : new int[] {0, 7, 8, 9, 10, 13}) { // the five that can be built, and a wrist
      values[2 * (17 + joint)] = Float.NaN;
    }
    Detections detections = read(values, 2, JointOrder.H36M17);
    Checks.finite(detections.poses().pose2d(), "filled");
    assertEquals(
        BitSet.valueOf(
            new long[] {(1L << 17 | 1L << 24 | 1L << 25 | 1L << 26 | 1L << 27 | 1L << 30)}),
        detections.filled());
    assertEquals(BitSet.valueOf(new long[] {2}), detections.filledRows());
  }

  /** COCO has no pelvis: it is built from the hips in every pose, which is no filling. */
  @Test
  void joinsThatALayoutLacksCountAsFilledOnlyWhereTheirPartsAreMissing() {
    float[] values = walk(3, 2);
    BitSet expected = new BitSet();
    values[2 * (17 + COCO.index("nose"))] = Float.NaN; // the neck is then built from the ears
    expected.set(17 + 9);
    values[2 * (34 + COCO.index("left_hip"))] = Float.NaN;
    for (int joint : new int[] {0, 4, 7}) { // pelvis, left hip, spine
      expected.set(34 + joint);
    }
    assertEquals(expected, read(values, 2, JointOrder.COCO17).filled());
  }

  @Test
  void aLimbThatIsAlwaysGoneHangsAsTheOtherOne() {
    float[] values = walk(1, 2);
    for (String joint : new String[] {"left_elbow", "left_wrist"}) {
      values[2 * COCO.index(joint)] = 0;
      values[2 * COCO.index(joint) + 1] = 0;
    }
    Poses ours = read(values, 2, JointOrder.COCO17).poses().pose2d();
    for (int d = 0; d < 2; d++) {
      assertEquals(
          ours.get(0, 15, d) - ours.get(0, 14, d), ours.get(0, 12, d) - ours.get(0, 11, d), 1e-4);
      assertEquals(
          ours.get(0, 16, d) - ours.get(0, 15, d), ours.get(0, 13, d) - ours.get(0, 12, d), 1e-4);
    }
  }

  /** A row with two joints comes back whole; one with a joint or none has no extent. */
  @Test
  void twoJointsAreEnoughForAPoseAndOneIsNot() {
    for (int other = 1; other < 17; other++) {
      float[] values = new float[3 * 34];
      values[0] = 7;
      values[1] = 8;
      values[2 * other] = 9;
      values[2 * other + 1] = 20;
      values[34] = 5; // of the second row, one joint; of the third, none
      Detections rows = readUnrelated(values);
      assertEquals(3, rows.count());
      assertArrayEquals(new int[] {0}, rows.whole());
      assertEquals(2, rows.seen().cardinality());
      Checks.finite(rows.poses().pose2d().slice(0, 1), "two joints");
    }
    String line = assertOneLine(() -> read(new float[34], 2, JointOrder.COCO17));
    assertTrue(line.contains("remove it"), line);
  }

  private Detections readUnrelated(float[] values) {
    Path file = folder.resolve("unrelated.npz");
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("keypoints", NpyArray.of(values, 3, 17, 2));
    arrays.put("sequence", NpyArray.of(new String[] {"a", "b", "c"}, 3));
    Npz.write(file, arrays);
    return DetectionFile.read(
            file, new DetectionOptions(null, JointOrder.H36M17, ImageSize.parse("1x1"), null, null))
        .people()
        .get(0);
  }

  /** Poses relative to the pelvis have it at (0, 0), which is then its place. */
  @Test
  void theOriginOfRelativePosesIsNotMissing() {
    float[] values = walk(3, 2);
    for (int k = 0; k < values.length; k += 34) {
      for (int d = 0; d < 2; d++) {
        float root = values[k + d];
        for (int j = 0; j < 17; j++) {
          values[k + 2 * j + d] = (root - values[k + 2 * j + d]) * (j % 2 == 0 ? 1 : -1);
        }
      }
    }
    assertTrue(read(values, 2, JointOrder.H36M17).filled().isEmpty());
  }

  @Test
  void aTableWithEmptyCellsIsReadAndOtherFormsAreRefused() throws IOException {
    Path file = folder.resolve("detections.csv");
    PoseFile rows = new PoseFile(new Poses(walk(3, 2), 17, 2), null, null);
    PoseFiles.write(file, rows);
    String[] lines = Files.readString(file).split("\n", -1);
    lines[2] = lines[2].replaceFirst(",111.0,55.0,", ",,,"); // joint 1 of frame 1
    Files.writeString(file, String.join("\n", lines));
    Detections detections = Detections.read(file, JointOrder.H36M17);
    assertEquals(111, detections.poses().pose2d().get(1, 1, 0));
    assertEquals(1, detections.filled().cardinality());
    assertOneLine(() -> read(new float[17 * 4], 4, JointOrder.COCO17));
    assertOneLine(() -> read(new float[0], 2, JointOrder.COCO17));
  }

  /** Real people in both orders: the file's first five joints tell which it is. */
  @Test
  void theOrderIsToldFromWhereTheJointsLie() {
    Scenario scenario = Scenarios.load("bandai-cmu", EmbeddedClips.DATA, SourceSubjects.RECORDED);
    for (PoseSequence clip : scenario.target()) {
      Poses seen = clip.pose2d();
      float[] coco = new float[seen.count() * 34];
      for (int i = 0; i < seen.count(); i++) {
        for (int j = 0; j < 17; j++) {
          String joint = COCO.joints().get(j);
          int from = j < 5 ? 9 : Skeleton.H36M_17.index(joint); // a face is near neck and head
          double shift = j < 5 ? (j - 2) * 0.05 * (seen.get(i, 10, 1) - seen.get(i, 0, 1)) : 0;
          coco[34 * i + 2 * j] = (float) (seen.get(i, from, 0) + shift);
          coco[34 * i + 2 * j + 1] = seen.get(i, from, 1);
        }
      }
      assertEquals(JointOrder.COCO17.label(), read(coco, 2, null).order(), clip.name());
      assertEquals(JointOrder.H36M17.label(), read(seen.values(), 2, null).order(), clip.name());
    }
    for (JointOrder order : JointOrder.values()) {
      if (order.skeleton() != null && JointOrder.ofCount(order.joints().size()).size() > 1) {
        requireTold(order, scenario);
      }
    }
    float[] nobody = new float[34];
    nobody[20] = 5;
    assertTrue(assertOneLine(() -> read(nobody, 2, null)).contains("--joints"));
  }

  /** No clip is told wrongly, and at most one remains open. */
  private static void requireTold(JointOrder order, Scenario scenario) {
    int open = 0;
    for (PoseSequence clip : scenario.target()) {
      List<Person> people = new ArrayList<>();
      for (int i = 0; i < clip.count(); i++) {
        float[] xy = new float[2 * order.joints().size()];
        for (int k = 0; k < xy.length; k++) {
          // COCO's face is near the nose; MPII's upper neck is where Human3.6M has neck/nose
          int joint = Skeleton.H36M_17.joints().indexOf(order.joints().get(k / 2));
          xy[k] = clip.pose2d().get(i, joint < 0 ? 9 : joint, k % 2) + (joint < 0 ? k / 8f : 0);
        }
        people.add(new Person("", xy, null));
      }
      JointOrder told =
          OrderByGeometry.decide(JointOrder.ofCount(order.joints().size()), people).order();
      assertTrue(told == null || told == order, clip.name() + ": " + order + " told as " + told);
      open += told == null ? 1 : 0;
    }
    assertTrue(open <= 1, open + " clips in order " + order + " remain open");
  }
}
