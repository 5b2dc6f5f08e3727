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

import isopose.Fixtures;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are easily misread: read with the right numbers, or refused in one line. */
class MisreadFilesTest {
  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
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
