package isopose.data.detect;

import static isopose.BadInputs.assertOneLine;
import static isopose.data.detect.Walk.COCO;
import static isopose.data.detect.Walk.FRAMES;
import static isopose.data.detect.Walk.WALK;
import static isopose.data.detect.Walk.assertWalk;
import static isopose.data.detect.Walk.cocoRow;
import static isopose.data.detect.Walk.read;
import static isopose.data.detect.Walk.walk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.data.detect.format.ImageSize;
import isopose.data.detect.format.JointOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables (CSV) that are easily misread: read with the right numbers, or refused in one line. */
class MisreadTablesTest {
  private static final List<String> LANDMARKS = JointOrder.MEDIAPIPE33.joints();
  private static final DetectionOptions PICTURE =
      new DetectionOptions(null, null, ImageSize.parse("1920x1080"), null, null);

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** MediaPipe's landmark: COCO's joint of the same name, or the nose. */
  private static double landmark(int frame, int k, int d) {
    int joint = Math.max(0, COCO.indexOf(LANDMARKS.get(k)));
    return walk(frame, joint, d) / (d == 0 ? 1920.0 : 1080.0);
  }

  /** A landmark in metres from the middle of the hips. */
  private static double world(int frame, int k, int d) {
    double hips = (walk(frame, 11, d) + walk(frame, 12, d)) / 2.0;
    return (landmark(frame, k, d) * (d == 0 ? 1920 : 1080) - hips) / 250;
  }

  private static String row(Landmark value) {
    return IntStream.range(0, LANDMARKS.size())
        .mapToObj(k -> "%.6f,%.6f,0.1,0.99".formatted(value.at(k, 0), value.at(k, 1)))
        .collect(Collectors.joining(","));
  }

  private interface Landmark {
    double at(int k, int d);
  }

  private static String header(String form) {
    return IntStream.range(0, LANDMARKS.size())
        .mapToObj(k -> form.replace("#", String.valueOf(k)).replace("NAME", LANDMARKS.get(k)))
        .collect(Collectors.joining(","));
  }

  private static String table(String header, IntFunction<String> row) {
    return IntStream.range(0, FRAMES)
        .mapToObj(row)
        .collect(Collectors.joining("\n", header + "\n", "\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "'x#,y#,z#,v#', 0", // a landmark far below the picture, one left of it
    "'x#,y#,z#,v#', 1",
    "'NAME_x,NAME_y,NAME_z,NAME_visibility', 0",
    "'NAME_x,NAME_y,NAME_z,NAME_visibility', 1",
  })
  void landmarksOutsideOfThePictureAreFractionsOfItStill(String form, int d) throws IOException {
    String text =
        table(
            "frame," + header(form),
            i ->
                i
                    + ","
                    + row(
                        (k, e) ->
                            i < 2 && k == 20 && e == d
                                ? (d == 0 ? -0.7 : 2.3)
                                : landmark(i, k, e)));
    Path file = file("landmarks.csv", text);
    assertTrue(assertOneLine(() -> read(file)).contains("--image-size"));
    assertWalk(DetectionFile.read(file, PICTURE).people().get(0), 0, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NAME_world_x,NAME_world_y,NAME_world_z,NAME_world_v",
        "world_NAME_x,world_NAME_y,world_NAME_z,world_NAME_v",
        "w#_x,w#_y,w#_z,w#_v"
      })
  void worldLandmarksBesideThoseOfThePictureAreLeftOut(String form) throws IOException {
    boolean numbered = form.contains("#");
    String own = numbered ? "x#,y#,z#,v#" : "NAME_x,NAME_y,NAME_z,NAME_visibility";
    String text =
        table(
            header(own) + "," + header(form),
            i -> row((k, d) -> landmark(i, k, d)) + "," + row((k, d) -> world(i, k, d)));
    Path file = file("both.csv", text);
    if (numbered) {
      assertTrue(assertOneLine(() -> read(file)).contains("two columns"));
    } else {
      assertTrue(assertOneLine(() -> read(file)).contains("--image-size"));
      assertWalk(DetectionFile.read(file, PICTURE).people().get(0), 0, 0);
    }
  }

  @Test
  void worldLandmarksAloneAreRefused() throws IOException {
    for (String form : List.of("x#,y#,z#,v#", "NAME_x,NAME_y,NAME_z,NAME_visibility")) {
      Path file = file("world.csv", table(header(form), i -> row((k, d) -> world(i, k, d))));
      assertTrue(assertOneLine(() -> read(file)).contains("world landmarks"), form);
    }
  }

  @Test
  void landmarksNumberedFromOneAreRead() throws IOException {
    String header =
        IntStream.rangeClosed(1, 33)
            .mapToObj(k -> "x#,y#,z#,v#".replace("#", String.valueOf(k)))
            .collect(Collectors.joining(","));
    Path file =
        file(
            "from-one.csv",
            table("class," + header, i -> "walk," + row((k, d) -> landmark(i, k, d))));
    DetectionFile read = DetectionFile.read(file, PICTURE);
    assertEquals("mediapipe33", read.report().order());
    assertWalk(read.people().get(0), 0, 0);
  }

  private static String cocoHeader() {
    return COCO.stream().map(n -> n + "_x," + n + "_y").collect(Collectors.joining(","));
  }

  @Test
  void twoColumnsOfOneNameAreRefused() throws IOException {
    Path file =
        file(
            "double.csv",
            table(cocoHeader() + "," + cocoHeader(), i -> cocoRow(i, 0) + "," + cocoRow(i, 500)));
    assertTrue(assertOneLine(() -> read(file)).contains("two columns"));
  }

  /** Python writes a missing number as nan, and names columns with points, blanks or capitals. */
  @ParameterizedTest
  @ValueSource(strings = {"nan", "NaN", "None", "NA", "null", ""})
  void wordsForMissingNumbersAreMissingJoints(String word) throws IOException {
    for (String separator : List.of(".", " ", "_")) {
      String header =
          cocoHeader().replaceAll("_([xy])\\b", separator + "$1").toUpperCase(Locale.ROOT);
      Path file =
          file(
              "words.csv",
              table(
                  "Frame," + header,
                  i -> i + "," + (i == 3 ? (word + ",").repeat(33) + word : cocoRow(i, 0))));
      Detections person = read(file).people().get(0);
      assertEquals(FRAMES - 1, person.seen().cardinality());
      assertFalse(person.seen().get(3));
      assertEquals(walk(2, 12, 0), person.poses().pose2d().get(2, 1, 0), 0.01);
    }
    float[] pose = Arrays.copyOf(WALK, 34);
    String own =
        IntStream.range(0, 17)
                .mapToObj(j -> "j%1$d_x,j%1$d_y".formatted(j))
                .collect(Collectors.joining(","))
            + "\n"
            + IntStream.range(0, 34)
                .mapToObj(k -> k / 2 == 9 ? word : String.valueOf(pose[k]))
                .collect(Collectors.joining(","));
    Detections person = read(file("own.csv", own + "\n")).people().get(0);
    assertEquals(pose[24], person.poses().pose2d().get(0, 1, 0), 0.01);
    assertTrue(person.filled().get(13), "the left wrist");
  }

  /** Several rows with one frame number are several people. */
  @Test
  void peopleOfATableWithoutNamesAreFollowed() throws IOException {
    Path file =
        file(
            "people.csv",
            table(
                "frame," + cocoHeader(),
                i ->
                    i
                        + ","
                        + cocoRow(i, i % 2 * 500)
                        + "\n"
                        + i
                        + ","
                        + cocoRow(i, (i + 1) % 2 * 500)));
    List<Detections> people = read(file).people();
    assertEquals(2, people.size());
    assertEquals(FRAMES, people.get(0).seen().cardinality());
    assertWalk(people.get(0), 0, 0);
    assertWalk(people.get(1), 0, 500);
  }

  @Test
  void clipsOfATableAreClips() throws IOException {
    Path file =
        file(
            "clips.csv",
            table(
                "video,frame," + cocoHeader(),
                i -> (i < 12 ? "a.mp4," + i : "b.mp4," + (i - 12)) + "," + cocoRow(i, 0)));
    List<Detections> people = read(file).people();
    assertEquals(List.of("a.mp4/1", "b.mp4/1"), people.stream().map(Detections::person).toList());
    assertEquals("b.mp4", people.get(1).poses().frames().get(0).clip());
    assertWalk(people.get(0), 0, 0);
    assertWalk(people.get(1), 12, 0);
  }
}
