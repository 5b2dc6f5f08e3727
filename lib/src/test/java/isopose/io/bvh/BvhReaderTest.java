package isopose.io.bvh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.io.BadInput;
import isopose.io.Limits;
import isopose.io.bvh.BvhJoint.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

public class BvhReaderTest {
  private static final String GOOD =
      """
      HIERARCHY
      ROOT Hips
      {
        OFFSET 0 1.5 -2e1
        CHANNELS 3 Zrotation Xrotation Yrotation
        JOINT Chest
        {
          OFFSET 0 10 0
          CHANNELS 6 Xposition Yposition Zposition Yrotation Xrotation Zrotation
          End Site
          {
            OFFSET 0 5 0
          }
        }
      }
      MOTION
      Frames: 2
      Frame Time: 0.04
      1 2 3 4 5 6 7 8 9
      -1 -2 -3 -4 -5 -6 -7 -8 -9.5
      """;

  @Test
  void readsHierarchyAndMotion() {
    BvhClip clip = parse(GOOD);
    assertEquals("test", clip.name());
    assertEquals(List.of("Hips", "Chest", "Chest End"), names(clip));
    assertEquals(List.of(-1, 0, 1), clip.joints().stream().map(BvhJoint::parent).toList());
    assertArrayEquals(new double[] {0, 1.5, -20}, clip.joints().get(0).offset());
    assertEquals(
        List.of(Channel.Z_ROTATION, Channel.X_ROTATION, Channel.Y_ROTATION),
        clip.joints().get(0).channels());
    assertEquals(2, clip.frames());
    assertEquals(0.04, clip.frameTime());
    assertEquals(9, clip.channels());
    assertEquals(-9.5f, clip.motion()[17]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r", " \n", "\n\n"})
  void anyLineEndWillDo(String end) {
    assertArrayEquals(parse(GOOD).motion(), parse(GOOD.replace("\n", end)).motion());
  }

  @Test
  void tabsMayStandForBlanks() {
    String tabs = GOOD.replace("Frames: ", "Frames:\t").replace("Time: ", "Time:\t");
    assertEquals(2, parse(tabs.replace("  ", "\t")).frames());
    assertEquals(2, parse(GOOD.stripTrailing()).frames(), "no line end at the end of the file");
  }

  @Test
  void moreFramesThanSaidAreRead() {
    assertArrayEquals(parse(GOOD).motion(), parse(GOOD.replace("Frames: 2", "Frames: 1")).motion());
    assertEquals(9, parse(GOOD + "1 2 3 4 5 6 7 8 9\n".repeat(7)).frames());
  }

  @Test
  void aByteOrderMarkAndBlanksInNames() {
    BvhClip clip = parse("\ufeff" + GOOD.replace("Chest", "Upper  Chest 2"));
    assertEquals(List.of("Hips", "Upper Chest 2", "Upper Chest 2 End"), names(clip));
    assertRefused(GOOD.replace("Chest", "a ".repeat(200)), 6, "a name of 399 characters");
  }

  /** What is changed in the good file, by what, and the message's line and words. */
  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("HIERARCHY", "HIERARCHIE", 1, "expected HIERARCHY, got 'HIERARCHIE'"),
        Arguments.of("MOTION", "", 17, "expected MOTION, got 'Frames:'"),
        Arguments.of(
            "Zrotation Xrotation Yrotation\n",
            "Zrotation Xrotation Wrotation\n",
            5,
            "unknown channel 'Wrotation'"),
        Arguments.of(
            "Zrotation Xrotation Yrotation\n",
            "Zrotation Xrotation Zrotation\n",
            5,
            "the channel Zrotation appears twice"),
        Arguments.of("CHANNELS 6", "CHANNELS 7", 9, "from 0 to 6, got '7'"),
        Arguments.of("JOINT Chest", "JOINT Hips", 9, "'Hips' appears twice"),
        Arguments.of("JOINT Chest", "LIMB Chest", 6, "expected JOINT, End Site or }, got 'LIMB'"),
        Arguments.of("OFFSET 0 10 0", "OFFSET 0 10", 9, "z offset must be a finite number"),
        Arguments.of("OFFSET 0 5 0", "OFFSET 0 NaN 0", 12, "got 'NaN'"),
        Arguments.of("OFFSET 0 5 0", "OFFSET 0 1e99 0", 12, "got '1e99'"),
        Arguments.of("3 4 5", "3 Infinity 5", 19, "got 'Infinity'"),
        Arguments.of("3 4 5", "3 4f 5", 19, "got '4f'"),
        Arguments.of("3 4 5", "3 4-4 5", 19, "got '4-4'"),
        Arguments.of("7 8 9\n", "7 8\n", 19, "frame 1 has 8 numbers, expected 9"),
        Arguments.of("7 8 9\n", "7 8 9 10\n", 19, "frame 1 has more numbers, expected 9"),
        Arguments.of("Frames: 2", "Frames: 0", 17, "at least one frame"),
        Arguments.of("Frames: 2", "Frames: -2", 17, "got '-2'"),
        Arguments.of("Frames: 2", "Frames: 3", 18, "3 frames of 9 numbers, but ends before them"),
        Arguments.of("Frames: 2", "Frames: 2147483647", 18, "2147483647 frames of 9 numbers"),
        Arguments.of("Frames: 2", "Frames: 99999999999", 17, "got '99999999999'"),
        Arguments.of("-9.5\n", "-9.5\nend\n", 21, "must be a finite number, got 'end'"),
        Arguments.of("-9.5\n", "-9.5\n1 2\n", 21, "frame 3 has 2 numbers, expected 9"),
        Arguments.of("Time: 0.04", "Time: 0", 18, "above zero"),
        Arguments.of("Time: 0.04", "Time: 0.04 1", 18, "expected the end of the line, got '1'"),
        Arguments.of("  }\n}\nMOTION", "  }\nMOTION", 15, "got 'MOTION'"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenFilesAreRefusedInOneLine(String good, String bad, int line, String words) {
    assertTrue(GOOD.contains(good));
    assertRefused(GOOD.replace(good, bad), line, words);
  }

  @Test
  void framesThatNeverCome() {
    // blanks keep the count possible, so that only the end of the file tells
    assertRefused(GOOD.replace("Frames: 2", "Frames: 3") + " ".repeat(40), 21, "but has 2");
  }

  @Test
  void nestingAndNumberOfJointsAreLimited() {
    String deep =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "JOINT j%d { OFFSET 0 0 0 CHANNELS 0 ".formatted(i))
            .collect(Collectors.joining());
    assertRefused("HIERARCHY " + deep.replaceFirst("JOINT", "ROOT"), 1, "deeper than 100");
    String wide =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "JOINT j%d { OFFSET 0 0 0 CHANNELS 0 } ".formatted(i))
            .collect(Collectors.joining());
    assertRefused("HIERARCHY ROOT r { OFFSET 0 0 0 CHANNELS 0 " + wide, 1, "more than 1000 joints");
  }

  @Test
  void aHugeWordIsRefusedWithoutRepeatingIt() {
    assertRefused("x".repeat(1 << 20), 1, "a word of 1048576 characters");
  }

  @Test
  void nothingMoves() {
    String still = "HIERARCHY ROOT r { OFFSET 0 0 0 CHANNELS 0 } MOTION\nFrames: 9\n";
    assertRefused(still, 1, "nothing moves");
  }

  @ParameterizedTest
  @CsvSource({
    "empty.bvh, 1, the file is empty",
    "fewer_frames_than_said.bvh, 13, ends before them",
    "short_frame.bvh, 15, 'frame 2 has 5 numbers, expected 6'",
    "unbalanced.bvh, 6, 'expected JOINT, End Site or }'",
  })
  void malformedFixturesAreRefused(String name, int line, String words) {
    Path file = Path.of("src/test/resources/fixtures/malformed", name);
    BadInput refusal = assertThrows(BadInput.class, () -> BvhReader.read(file));
    assertTrue(
        refusal.getMessage().startsWith(file + ", line " + line + ": "), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
  }

  @Test
  void filesThatCannotBeRead(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("missing.bvh");
    assertThrows(BadInput.class, () -> BvhReader.read(missing));
    assertThrows(BadInput.class, () -> BvhReader.read(folder));
    Path big = folder.resolve("big.bvh");
    try (var channel =
        Files.newByteChannel(
            big,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.position(Limits.CLIP_BYTES);
      channel.write(ByteBuffer.wrap(new byte[] {'x'}));
    }
    BadInput refusal = assertThrows(BadInput.class, () -> BvhReader.read(big));
    assertTrue(refusal.getMessage().contains("more than the 64 MiB"), refusal.getMessage());
  }

  private static void assertRefused(String text, int line, String words) {
    BadInput refusal = assertThrows(BadInput.class, () -> parse(text));
    String message = refusal.getMessage();
    assertTrue(message.startsWith("folder/test.bvh, line " + line + ": "), message);
    assertTrue(message.contains(words), message);
    assertFalse(message.contains("\n"), message);
    assertTrue(message.length() < 300, message);
  }

  public static BvhClip parse(String text) {
    return BvhReader.parse("folder/test.bvh", text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> names(BvhClip clip) {
    return clip.joints().stream().map(BvhJoint::name).toList();
  }
}
