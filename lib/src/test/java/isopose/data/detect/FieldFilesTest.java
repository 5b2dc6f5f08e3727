package isopose.data.detect;

import static isopose.BadInputs.assertOneLine;
import static isopose.data.detect.FieldFiles.CLEAN;
import static isopose.data.detect.FieldFiles.bits;
import static isopose.data.detect.FieldFiles.farthest;
import static isopose.data.detect.FieldFiles.path;
import static isopose.data.detect.FieldFiles.person;
import static isopose.data.detect.FieldFiles.read;
import static isopose.data.detect.FieldFiles.unseen;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.data.detect.format.DetectionFormat;
import isopose.data.detect.format.ImageSize;
import isopose.data.detect.format.JointOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of every form: format, order of joints, frames and people. */
class FieldFilesTest {
  /** Every form of the one walk: format, order of joints, frames, largest distance in pixels. */
  @ParameterizedTest
  @CsvSource({
    "01-videopose3d-custom/data_2d_custom_mine.npz, VIDEOPOSE3D, coco17, 60, 0.001",
    "02-detectron2/clip.mp4.npz, DETECTRON2, coco17, 60, 0.001",
    "03-alphapose/coco-keypoint-results.json, COCO, coco17, 60, 0.001",
    "04-openpose/json, OPENPOSE, body25, 60, 5",
    "05-mmpose/results_clip.json, MMPOSE, coco17, 60, 0.001",
    "06-minus-one/clean.npz, ARRAYS, coco17, 60, 0.001",
    "27-csv/plain.csv, ARRAYS, coco17, 30, 0.02",
    "27-csv/excel_utf8_bom.csv, ARRAYS, coco17, 30, 0.02",
    "27-csv/frame_column.csv, ARRAYS, coco17, 30, 0.02",
    "27-csv/with_confidence.csv, ARRAYS, coco17, 30, 0.02",
    "32-named-columns/keypoints.csv, NAMED_TABLE, named, 12, 0.02",
    "35-mmpose-0/results.json, MMPOSE, coco17, 12, 0.02",
    "44-mmpose-pickle/results.pkl, MMPOSE, coco17, 12, 0.02",
    "36-mediapipe-json/landmarks.json, MEDIAPIPE, mediapipe33, 12, 0.02",
    "38-wholebody/results.json, MMPOSE, wholebody133, 3, 0.2",
    "39-openpose-18/picture_keypoints.json, OPENPOSE, openpose18, 1, 0.02",
  })
  void everyFormOfTheWalkGivesItsPoses(
      String name, DetectionFormat format, String order, int frames, double pixels) {
    DetectionFile file = read(name);
    assertEquals(format, file.report().format());
    assertEquals(order, file.report().order());
    assertEquals(1, file.people().size());
    Detections person = file.people().get(0);
    assertEquals(frames, person.count());
    assertTrue(farthest(person, 0) < pixels, "off by " + farthest(person, 0));
    assertTrue(person.seen().cardinality() >= frames - 3);
  }

  /** A frame without anybody is a row that is not seen, and filled where it lies between others. */
  @ParameterizedTest
  @CsvSource({
    "02-detectron2/clip.mp4.npz, 5",
    "04-openpose/json, 0 1 30",
    "35-mmpose-0/results.json, 2",
    "44-mmpose-pickle/results.pkl, 2",
    "36-mediapipe-json/landmarks.json, 5",
  })
  void framesWithoutAnybodyAreMarked(String name, String frames) {
    Detections person = person(name);
    BitSet expected =
        bits(List.of(frames.split(" ", -1)).stream().mapToInt(Integer::parseInt).toArray());
    assertEquals(expected, unseen(person));
    assertEquals(expected, person.filledRows());
    int atTheBeginning = expected.nextClearBit(0); // not between two frames
    assertEquals(person.count() - atTheBeginning, person.whole().length);
  }

  /** A folder with a sub-folder of OpenPose's files for each video. */
  @Test
  void subFoldersOfOpenPoseAreClips(@TempDir Path folder) throws IOException {
    for (String video : List.of("b", "a/deep")) {
      Path copy = Files.createDirectories(folder.resolve(video));
      try (Stream<Path> files = Files.list(path("04-openpose/json"))) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
    DetectionFile file = DetectionFile.read(folder, DetectionOptions.NONE);
    Detections alone = person("04-openpose/json");
    assertEquals(
        List.of("a/deep/clip/1", "b/clip/1"),
        file.people().stream().map(Detections::person).toList());
    for (Detections person : file.people()) {
      assertArrayEquals(alone.poses().pose2d().values(), person.poses().pose2d().values());
      assertEquals(alone.filled(), person.filled());
    }
    assertEquals("b/clip", file.people().get(1).poses().frames().get(0).clip());
    Files.writeString(folder.resolve("b/other.json"), "{}");
    assertTrue(
        assertOneLine(() -> DetectionFile.read(folder, DetectionOptions.NONE))
            .contains("other.json: has no people"));
  }

  /** Two people: a stream each, followed by the file. */
  @ParameterizedTest
  @CsvSource({
    "03-alphapose/alphapose-results-coco17.json, ALPHAPOSE, 1, 2, 0.01",
    "03-alphapose/alphapose-results-halpe26.json, ALPHAPOSE, 1, 2, 0.01",
    "31-ultralytics/results.json, ULTRALYTICS, 1, 2, 0.02",
    "34-alphapose-tracked/alphapose-results-forvis-tracked.json, ALPHAPOSE, 3, 7, 0.02",
  })
  void severalPeopleAreAStreamEach(
      String name, DetectionFormat format, String first, String second, double pixels) {
    DetectionFile file = read(name);
    assertEquals(format, file.report().format());
    assertTrue(file.report().text().contains("followed by the file"), file.report().text());
    assertEquals(2, file.people().size());
    for (Detections person : file.people()) {
      double shift = person.person().equals(first) ? 0 : 500;
      assertTrue(person.person().equals(first) || person.person().equals(second));
      // Halpe has a head top and a pelvis of its own, which lie elsewhere than those built from
      // COCO
      double most = file.report().order().equals("halpe26") ? 30 : pixels;
      assertTrue(farthest(person, shift) < most, "off by " + farthest(person, shift));
    }
    DetectionFile one =
        DetectionFile.read(path(name), new DetectionOptions(null, null, null, null, second));
    assertEquals(List.of(second), one.people().stream().map(Detections::person).toList());
    assertTrue(
        assertOneLine(
                () ->
                    DetectionFile.read(
                        path(name), new DetectionOptions(null, null, null, null, "nobody")))
            .contains("no person 'nobody'"));
  }

  @Test
  void aPersonWhoIsGoneForAFrameStaysTheSame() {
    List<Detections> people = read("31-ultralytics/results.json").people();
    Detections first =
        people.stream().filter(p -> p.person().equals("1")).findFirst().orElseThrow();
    assertEquals(bits(3), unseen(first));
    assertEquals(12, first.whole().length);
  }

  @Test
  void aSavedInputOfALifterIsPeopleByFrames() {
    DetectionFile file = read("33-lifter-demo/keypoints.npz");
    assertEquals(DetectionFormat.LIFTER_DEMO, file.report().format());
    assertEquals("h36m17", file.report().order());
    assertEquals(2, file.people().size());
    float[] first = file.people().get(0).poses().pose2d().values();
    float[] second = file.people().get(1).poses().pose2d().values();
    assertEquals(12 * 34, first.length);
    assertEquals(first[2] + 500, second[2], 1e-3);
  }

  @Test
  void normalisedJointsNeedTheSizeOfThePicture() {
    ImageSize size = ImageSize.parse("1920x1080");
    for (String name : List.of("landmarks.csv", "normalised-by-width-and-height.npz")) {
      String file = "09-mediapipe/" + name;
      assertTrue(assertOneLine(() -> read(file)).contains("--image-size"), name);
      Detections person = read(file, size).people().get(0);
      assertEquals(60, person.count());
      assertTrue(farthest(person, 0) < 0.01, name + " off by " + farthest(person, 0));
    }
    assertEquals("mediapipe33", read("09-mediapipe/landmarks.csv", size).report().order());
    Detections skeleton = read("30-stgcn/clip.json", size).people().get(0);
    assertEquals(12, skeleton.count());
    assertEquals(bits(4), unseen(skeleton));
    assertTrue(farthest(skeleton, 0) < 0.01, "off by " + farthest(skeleton, 0));
    assertEquals(
        CLEAN.get(0, 3, 1) / 1080,
        read("09-mediapipe/landmarks.csv", ImageSize.parse("1x1"))
            .people()
            .get(0)
            .poses()
            .pose2d()
            .get(0, 3, 1),
        1e-4,
        "1x1: as in the file");
  }

  /** 16 joints are MPII's or Human3.6M's: where they lie tells. */
  @Test
  void theOrderOfSixteenJointsIsToldFromTheBones() {
    DetectionFile mpii = read("10-mpii16/sh-mpii16.npz");
    DetectionFile h36m = read("10-mpii16/h36m16.npz");
    assertEquals("mpii16", mpii.report().order());
    assertEquals("h36m16", h36m.report().order());
    assertTrue(mpii.report().text().contains("by the lengths of the bones"));
    float[] one = mpii.people().get(0).poses().pose2d().values();
    float[] other = h36m.people().get(0).poses().pose2d().values();
    for (int k = 0; k < one.length; k++) {
      assertEquals(other[k], one[k], 8, "MPII has no spine and another neck");
    }
    assertTrue(mpii.people().get(0).filled().isEmpty());
    assertTrue(
        assertOneLine(
                () ->
                    DetectionFile.read(
                        path("10-mpii16/h36m16.npz"), DetectionOptions.of(JointOrder.COCO17)))
            .contains("has 16 joints"));
  }

  /** A gap is filled within its person, however the rows are sorted. */
  @Test
  void rowsOfTwoPeopleGiveTheSamePosesSortedAndInterleaved() {
    Detections sorted = person("11-two-people/sorted.npz");
    Detections interleaved = person("11-two-people/interleaved.npz");
    assertEquals(120, sorted.count());
    assertEquals(sorted.filled().cardinality(), interleaved.filled().cardinality());
    for (int i = 0; i < 120; i++) {
      int row = i / 2 + i % 2 * 60; // the same person's same frame
      assertArrayEquals(
          sorted.poses().pose2d().slice(row, row + 1).values(),
          interleaved.poses().pose2d().slice(i, i + 1).values(),
          "row " + i);
    }
    Detections one = person("11-two-people/sorted.npz");
    assertTrue(
        Math.abs(one.poses().pose2d().get(11, 16, 0) - CLEAN.get(11, 16, 0)) < 10,
        "interpolated, not hung from the shoulder");
  }
}
