package isopose.data.detect;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.Fixtures;
import isopose.data.detect.format.ImageSize;
import isopose.data.detect.format.JointOrder;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are easily misread: read with the right numbers, or refused in one line. */
class MisreadFilesTest {
  private static final float[] WALK =
      Npz.read(Fixtures.path("field/06-minus-one/clean.npz"), "keypoints").floats();
  private static final int FRAMES = 20;
  private static final List<String> COCO = JointOrder.COCO17.joints();
  private static final List<String> LANDMARKS = JointOrder.MEDIAPIPE33.joints();
  private static final DetectionOptions PICTURE =
      new DetectionOptions(null, null, ImageSize.parse("1920x1080"), null, null);

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static DetectionFile read(Path file) {
    return DetectionFile.read(file, DetectionOptions.NONE);
  }

  /** A coordinate of COCO's joint j of a frame, 0 for x and 1 for y. */
  private static float walk(int frame, int joint, int d) {
    return WALK[frame * 34 + 2 * joint + d];
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

  /** The hips, knees and ankles are those of the walk, in pixels. */
  private static void assertWalk(Detections person, int first, double shift) {
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

  private static String cocoRow(int frame, double shift) {
    return IntStream.range(0, 17)
        .mapToObj(j -> walk(frame, j, 0) + shift + "," + walk(frame, j, 1))
        .collect(Collectors.joining(","));
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

  /** Pictures of the same name in two folders are of two clips. */
  @Test
  void foldersOfPicturesAreClips() throws IOException {
    String form = "{\"image_id\": \"%s%04d.jpg\", \"keypoints\": [%s], \"score\": 1}";
    for (String separator : List.of("/", "\\\\")) {
      String people =
          IntStream.range(0, FRAMES)
              .mapToObj(
                  i ->
                      form.formatted(
                          (i < 12 ? "a" : "b") + separator,
                          i % 12,
                          cocoRow(i, 0).replaceAll("([^,]+,[^,]+)", "$1,0.9")))
              .collect(Collectors.joining(",", "[", "]"));
      List<Detections> clips = read(file("pictures.json", people)).people();
      assertEquals(List.of("a/1", "b/1"), clips.stream().map(Detections::person).toList());
      assertWalk(clips.get(0), 0, 0);
      assertWalk(clips.get(1), 12, 0);
    }
  }

  @Test
  void threeDimensionsAreNoDetections() throws IOException {
    float[] depth = new float[FRAMES * 51];
    float[] metres = new float[FRAMES * 51];
    for (int k = 0; k < FRAMES * 17; k++) {
      for (int d = 0; d < 2; d++) {
        depth[3 * k + d] = WALK[2 * k + d];
        metres[3 * k + d] = WALK[2 * k + d] / 500;
      }
      depth[3 * k + 2] = k % 17 * 37 - 300;
      metres[3 * k + 2] = 4 + k % 17 / 20F;
    }
    for (float[] values : List.of(depth, metres)) {
      Path file = folder.resolve("three.npz");
      Npz.write(file, Map.of("keypoints", NpyArray.of(values, FRAMES, 17, 3)));
      assertTrue(assertOneLine(() -> read(file)).contains("no confidences"));
    }
    String joints =
        IntStream.range(0, 17)
            .mapToObj(
                j -> "[%.3f, %.3f, 0.4321]".formatted(walk(0, j, 0) / 500, walk(0, j, 1) / 500))
            .collect(Collectors.joining(", ", "[", "]"));
    String scores = "[" + "0.9, ".repeat(16) + "0.9]";
    Path lifted =
        file(
            "lifted.json",
            "{\"instance_info\": [{\"frame_id\": 0, \"instances\": [{\"keypoints\": %s, \"keypoint_scores\": %s}]}]}"
                .formatted(joints, scores));
    assertTrue(assertOneLine(() -> read(lifted)).contains("3D"));
  }

  /** Numbers about an origin in the middle, as VideoPose3D normalises them, have one scale. */
  @Test
  void coordinatesFromTheMiddleHaveOneScale() {
    float[] centred = new float[FRAMES * 34];
    for (int k = 0; k < centred.length; k++) {
      centred[k] = (WALK[k] - (k % 2 == 0 ? 960 : 540)) / 960;
    }
    Path file = folder.resolve("centred.npz");
    Npz.write(file, Map.of("keypoints", NpyArray.of(centred, FRAMES, 17, 2)));
    Detections person = read(file).people().get(0);
    assertEquals(centred[2 * 12], person.poses().pose2d().get(0, 1, 0), 1e-6);
    assertEquals(centred[2 * 12 + 1], person.poses().pose2d().get(0, 1, 1), 1e-6);
  }

  /** Pictures of several sizes: no size can be assumed for a fraction. */
  @Test
  void picturesOfSeveralSizesHaveNoCommonSize() throws IOException {
    String images =
        "{\"id\": 0, \"file_name\": \"0.jpg\", \"width\": 640, \"height\": 480},"
            + "{\"id\": 1, \"file_name\": \"1.jpg\", \"width\": 1920, \"height\": 1080}";
    String people =
        IntStream.range(0, 2)
            .mapToObj(
                i ->
                    "{\"image_id\": %d, \"keypoints\": [%s]}"
                        .formatted(
                            i,
                            IntStream.range(0, 17)
                                .mapToObj(
                                    j ->
                                        String.format(
                                            Locale.ROOT,
                                            "%.5f, %.5f, 2",
                                            walk(i, j, 0) / 1920,
                                            walk(i, j, 1) / 1080))
                                .collect(Collectors.joining(","))))
            .collect(Collectors.joining(","));
    Path file =
        file("sizes.json", "{\"images\": [%s], \"annotations\": [%s]}".formatted(images, people));
    assertTrue(assertOneLine(() -> read(file)).contains("--image-size"));
  }

  @Test
  void aPersonUpsideDownIsReported() {
    float[] up = new float[FRAMES * 34];
    for (int k = 0; k < up.length; k++) {
      up[k] = k % 2 == 0 ? WALK[k] : 1080 - WALK[k];
    }
    Path file = folder.resolve("up.npz");
    Npz.write(file, Map.of("keypoints", NpyArray.of(up, FRAMES, 17, 2)));
    assertTrue(read(file).report().text().contains("upside down"));
    assertFalse(
        read(Fixtures.path("field/06-minus-one/clean.npz")).report().text().contains("upside"));
  }

  private Path openPose(String name, String key) throws IOException {
    Path clip = Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < 3; i++) {
      int frame = i;
      String joints =
          IntStream.range(0, 25)
              .map(j -> Math.max(0, COCO.indexOf(JointOrder.BODY25.joints().get(j))))
              .mapToObj(j -> walk(frame, j, 0) + "," + walk(frame, j, 1) + ",0.9")
              .collect(Collectors.joining(",", "[", "]"));
      Files.writeString(
          clip.resolve("walk_%012d_keypoints.json".formatted(i)),
          "{\"version\": 1.3, \"people\": [{\"%s\": %s}]}".formatted(key, joints));
    }
    return clip;
  }

  @Test
  void hiddenFilesOfAFolderAreNotRead() throws IOException {
    Path clip = openPose("hidden", "pose_keypoints_2d");
    Files.write(clip.resolve("._walk_000000000001_keypoints.json"), new byte[] {0, 5, 22, 7});
    Files.write(clip.resolve(".DS_Store"), new byte[] {0, 0, 0, 1});
    assertWalk(read(clip).people().get(0), 0, 0);
  }

  @Test
  void theFormerNameOfOpenPosesJointsIsRead() throws IOException {
    assertWalk(read(openPose("former", "pose_keypoints")).people().get(0), 0, 0);
  }

  @Test
  void aFolderSaysWhatIsWrongWithIt() throws IOException {
    Path clip = openPose("clip", "pose_keypoints_2d");
    Files.writeString(clip.resolve("camera.json"), "{\"K\": []}");
    assertTrue(assertOneLine(() -> read(clip)).contains("camera.json: has no people"));
    Files.writeString(folder.resolve("config.json"), "{}");
    assertTrue(assertOneLine(() -> read(folder)).contains("config.json"));
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertTrue(assertOneLine(() -> read(empty)).contains("no .json file"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0000002066747970|video",
        "52494646|video",
        "1a45dfa3|video",
        "89504e470d0a1a0a|picture",
        "ffd8ffe0|picture",
        "1f8b08|gunzip",
        "789c|joblib",
        "894844460d0a1a0a|HDF5",
        "4d41544c414220352e30|MATLAB",
        "50415231|Parquet",
        "fffe5b00|UTF-16",
        "484945524152434859|BVH",
        "3c21444f4354595045|web page",
        "76657273696f6e2068747470733a2f2f6769742d6c6673|Git LFS",
        "286470300a|pickle",
        "''|empty"
      })
  void filesOfOtherKindsAreNamed(String hex, String words) throws IOException {
    byte[] begin = HexFormat.of().parseHex(hex);
    Path file = Files.write(folder.resolve("clip"), begin);
    assertTrue(assertOneLine(() -> read(file)).contains(words));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frame,landmark,x,y,z,visibility~0,nose,0.5,0.1,0,0.9|a column for each coordinate",
        "scorer,a,a~bodyparts,nose,nose~coords,x,y~0,1,2|one header row",
        "0.1,0.2,0.3~0.1,0.2,0.3|a column for each coordinate",
        "frame;nose_x;nose_y~0;1,5;2,5|commas",
        "frame\tnose_x\tnose_y~0\t1\t2|commas",
        "{\"frame\": 0}~{\"frame\": 1}|JSON Lines",
      })
  void textsInOtherFormsAreNamed(String text, String words) throws IOException {
    Path file = file("text", text.replace('~', '\n'));
    assertTrue(assertOneLine(() -> read(file)).contains(words));
  }

  @Test
  void aFileWithoutAnyJointSaysSo() {
    float[] none = new float[34];
    Arrays.fill(none, Float.NaN);
    Path file = folder.resolve("none.npz");
    Npz.write(file, Map.of("pose2d", NpyArray.of(none, 1, 17, 2)));
    assertTrue(assertOneLine(() -> read(file)).contains("every joint is missing"));
    Npz.write(file, Map.of("pose2d", NpyArray.of(new float[0], 0, 17, 2)));
    assertTrue(assertOneLine(() -> read(file)).contains("no poses"));
  }
}
