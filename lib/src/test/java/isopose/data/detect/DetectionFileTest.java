package isopose.data.detect;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.Fixtures;
import isopose.data.detect.format.DetectionFormat;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of detections that are made here: people without names, odd pictures, refusals. */
class DetectionFileTest {
  private static final float[] WALK =
      Npz.read(Fixtures.path("field/06-minus-one/clean.npz"), "keypoints").floats();

  @TempDir Path folder;

  private DetectionFile read(String text) throws IOException {
    return read(text, DetectionOptions.NONE);
  }

  private DetectionFile read(String text, DetectionOptions options) throws IOException {
    return DetectionFile.read(Files.writeString(folder.resolve("detections"), text), options);
  }

  /** The joints of a frame of the walk, moved to the right, as JSON. */
  private static String joints(int frame, double shift) {
    return IntStream.range(0, 17)
        .mapToObj(
            j -> WALK[frame * 34 + 2 * j] + shift + "," + WALK[frame * 34 + 2 * j + 1] + ",0.9")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String person(String image, int frame, double shift) {
    return "{\"image_id\": %s, \"category_id\": 1, \"keypoints\": %s, \"score\": 1}"
        .formatted(image, joints(frame, shift));
  }

  /** Without names, a person goes on as the nearest pose, whatever the order in the file. */
  @Test
  void peopleWithoutNamesAreFollowedByTheNearestPose() throws IOException {
    List<String> people =
        IntStream.range(0, 20)
            .boxed()
            .flatMap(
                i ->
                    List.of(i % 2 * 400, (i + 1) % 2 * 400).stream().map(x -> person("" + i, i, x)))
            .toList();
    DetectionFile file = read("[" + String.join(",", people) + "]");
    assertEquals(DetectionFormat.COCO, file.report().format());
    assertTrue(file.report().text().contains("followed by the nearest pose"));
    assertEquals(2, file.people().size());
    for (Detections person : file.people()) {
      assertEquals(20, person.seen().cardinality());
      double shift = person.poses().pose2d().get(0, 16, 0) - WALK[20];
      for (int i = 0; i < 20; i++) {
        assertEquals(WALK[34 * i + 20] + shift, person.poses().pose2d().get(i, 16, 0), 1e-3);
      }
    }
  }

  /** Frames that a list of people leaves out are put back by their numbers. */
  @Test
  void framesThatAFileLeavesOutAreRows() throws IOException {
    DetectionFile file =
        read("[" + person("\"f_4.jpg\"", 4, 0) + "," + person("\"f_8.jpg\"", 8, 0) + "]");
    Detections person = file.people().get(0);
    assertEquals(5, person.count());
    assertEquals(2, person.seen().cardinality());
    assertEquals(5, person.whole().length);
    assertEquals(6, person.poses().frames().get(2).number());
  }

  /** Numbers far apart are those of pictures, between which nothing is interpolated. */
  @Test
  void unrelatedPicturesAreRowsOfTheirOwn() throws IOException {
    String people =
        person("397133", 0, 0) + "," + person("37777", 1, 90) + "," + person("397133", 2, 500);
    DetectionFile file = read("[" + people + "]");
    assertEquals(1, file.people().size());
    assertEquals(3, file.people().get(0).count());
    assertEquals(3, file.people().get(0).poses().frames().stream().distinct().count());
  }

  @Test
  void namesOfJointsGoBeforeTheirNumber() throws IOException {
    String header =
        "frame,head_x,head_y,Left Shoulder_x,Left Shoulder_y,rshoulder_x,rshoulder_y,"
            + "left_hip_x,left_hip_y,hip_right_x,hip_right_y,left_knee_x,left_knee_y,r_knee_x,r_knee_y\n";
    DetectionFile file = read(header + "0,100,20,110,60,90,61,105,100,95,101,106,150,94,151\n");
    assertEquals(DetectionFormat.NAMED_TABLE, file.report().format());
    assertEquals("named", file.report().order());
    Detections person = file.people().get(0);
    assertEquals(100, person.poses().pose2d().get(0, 0, 0), "the pelvis, between the hips");
    assertEquals(90, person.poses().pose2d().get(0, 14, 0), "the right shoulder");
    assertEquals(20, person.poses().pose2d().get(0, 10, 1), "the head");
  }

  @Test
  void whatCannotBeToldIsAskedFor() throws IOException {
    float[] apart = new float[34]; // a grid: no order has short bones
    for (int j = 0; j < 17; j++) {
      apart[2 * j] = 100 + j * 7 % 17 * 30;
      apart[2 * j + 1] = 100 + j * 5 % 17 * 30;
    }
    Path grid = folder.resolve("grid.npz");
    Npz.write(grid, Map.of("keypoints", NpyArray.of(apart, 1, 17, 2)));
    assertTrue(
        assertOneLine(() -> DetectionFile.read(grid, DetectionOptions.NONE))
            .contains("--joints coco17|h36m17|3dhp17"));
    assertTrue(assertOneLine(() -> read("{\"people\": []}")).contains("nobody was found"));
    assertTrue(assertOneLine(() -> read("{\"version\": 3}")).contains("no known format"));
    assertTrue(assertOneLine(() -> read("[[1, 2]")).contains("no whole JSON"));
    DetectionOptions mmpose =
        new DetectionOptions(DetectionFormat.named("mmpose"), null, null, null, null);
    assertTrue(
        assertOneLine(() -> read("{\"people\": []}", mmpose)).contains("not of the format mmpose"));
    assertTrue(
        assertOneLine(() -> DetectionFormat.named("posenet")).contains("openpose, alphapose"));
    String crowd = "{\"keypoints\": " + joints(0, 0) + "}";
    String people = IntStream.range(0, 301).mapToObj(i -> crowd).collect(Collectors.joining(","));
    assertTrue(assertOneLine(() -> read("[[" + people + "]]")).contains("at most 300"));
  }

  /** A file cannot ask for more rows than fit into memory. */
  @Test
  void moreRowsThanFitAreRefused() throws IOException {
    // 3,000 people with names of their own in 3,000 frames would be nine million rows
    String people =
        IntStream.range(0, 3000)
            .mapToObj(i -> "[{\"track_id\": %d, \"keypoints\": %s}]".formatted(i, joints(0, 0)))
            .collect(Collectors.joining(","));
    assertTrue(assertOneLine(() -> read("[" + people + "]")).contains("cut the file into clips"));
  }
}
