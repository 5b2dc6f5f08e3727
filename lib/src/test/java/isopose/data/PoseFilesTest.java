package isopose.data;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.Fixtures;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import isopose.skeleton.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoseFilesTest {
  @TempDir Path folder;

  private static PoseFile example(int joints) {
    NpyArray truth = Npz.read(Fixtures.path("metrics/poses.npz"), "target_mm");
    Poses pose3d = new Poses(truth.floats(), 17, 3).slice(0, 4);
    Poses chosen = Poses.zeros(4, joints, 3);
    Poses image = Poses.zeros(4, joints, 2);
    for (int k = 0; k < chosen.values().length; k++) {
      chosen.values()[k] = pose3d.values()[k];
    }
    for (int k = 0; k < image.values().length; k++) {
      image.values()[k] = 0.1f * k;
    }
    return PoseFile.ofClips(image, chosen.rootRelative(0), List.of("a", "a", "b", "a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"poses.npz", "poses.csv"})
  void aPoseFileComesBackAsItWas(String name) {
    for (int joints : new int[] {16, 17}) {
      PoseFile poses = example(joints);
      Path file = folder.resolve(name);
      PoseFiles.write(file, poses);
      PoseFile read = PoseFiles.read(file);
      assertArrayEquals(poses.pose2d().values(), read.pose2d().values());
      assertArrayEquals(poses.pose3d().values(), read.pose3d().values());
      assertEquals(poses.frames(), read.frames());
      assertEquals(joints, read.joints());
      PoseFiles.write(file, new PoseFile(poses.pose2d(), null, null));
      assertNull(PoseFiles.read(file).pose3d());
      assertArrayEquals(poses.pose2d().values(), PoseFiles.read(file).pose2d().values());
    }
  }

  @Test
  void filledJointsAreMarkedInBothForms() throws IOException {
    PoseFile poses = example(17);
    BitSet filled = new BitSet();
    filled.set(17 + 3);
    filled.set(17 + 13);
    Path archive = folder.resolve("filled.npz");
    PoseFiles.write(archive, poses, filled, new BitSet());
    NpyArray marks = Npz.read(archive, "filled");
    assertTrue(marks.hasShape(4, 17));
    assertEquals(1, marks.floats()[17 + 3]);
    Path table = folder.resolve("filled.csv");
    PoseFiles.write(table, poses, filled, new BitSet());
    assertEquals(
        List.of("filled", "0", "2", "0", "0"),
        Files.readAllLines(table).stream().map(line -> line.split(",", -1)[1]).toList());
    assertArrayEquals(poses.pose3d().values(), PoseFiles.read(table).pose3d().values());
  }

  @Test
  void rowsBecomeSequencesOfSeventeenJoints() {
    List<PoseSequence> sequences = example(16).sequences();
    assertEquals(List.of("a", "b", "a"), sequences.stream().map(PoseSequence::name).toList());
    assertEquals(List.of(2, 1, 1), sequences.stream().map(PoseSequence::count).toList());
    assertEquals(17, sequences.get(1).pose3d().joints());
    assertEquals(17, sequences.get(1).pose2d().joints());
  }

  @ParameterizedTest
  @ValueSource(strings = {"poses.npz", "poses.csv"})
  void subjectsViewsSegmentsAndFrameNumbersComeBack(String name) {
    Track first = new Track("S1", "a", "left");
    Track second = new Track("", "a", "right");
    List<FrameId> frames =
        List.of(
            new FrameId(first, 0, 7),
            new FrameId(first, 1, 9),
            new FrameId(first, 1, 10),
            new FrameId(second, 0, 0));
    PoseFile poses = example(17);
    Path file = folder.resolve(name);
    PoseFiles.write(file, new PoseFile(poses.pose2d(), poses.pose3d(), frames));
    PoseFile read = PoseFiles.read(file);
    assertEquals(frames, read.frames());
    List<PoseSequence> sequences = read.sequences();
    assertEquals(List.of(1, 2, 1), sequences.stream().map(PoseSequence::count).toList());
    assertEquals(
        frames, sequences.stream().flatMap(sequence -> sequence.frames().stream()).toList());
  }

  /** A file that names clips only is written without the other arrays, as ever. */
  @Test
  void whatIsNotKnownIsNotWritten() {
    Path file = folder.resolve("poses.npz");
    PoseFiles.write(file, example(17));
    assertEquals(Set.of("pose2d", "pose3d", "sequence"), Npz.read(file).keySet());
  }

  @Test
  void piecesNamedInFilesOfFormerVersionsAreSegmentsOfOneClip() {
    PoseFile poses = example(17);
    Path file = folder.resolve("former.npz");
    List<String> names = List.of("TS1/1", "TS1/2", "TS1/2", "TS2/1");
    PoseFiles.write(file, PoseFile.ofClips(poses.pose2d(), poses.pose3d(), names));
    PoseFile read = PoseFiles.read(file);
    assertEquals(List.of("TS1", "TS1", "TS1", "TS2"), read.clips());
    assertEquals(List.of(1, 2, 2, 1), read.frames().stream().map(FrameId::segment).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "x", "9999999999", ""})
  void segmentsAndFramesAreWholeNumbers(String number) throws IOException {
    PoseFile poses = example(17);
    Path file = folder.resolve("poses.csv");
    Track track = Track.of("a");
    List<FrameId> frames = new ArrayList<>(Collections.nCopies(3, new FrameId(track, 0, 4)));
    frames.add(new FrameId(track, 77, 5));
    PoseFiles.write(file, new PoseFile(poses.pose2d(), null, frames));
    Files.writeString(file, Files.readString(file).replace("a,77,5", "a," + number + ",5"));
    assertTrue(assertOneLine(() -> PoseFiles.read(file)).contains("[segment]: row 3"));
  }

  @Test
  void posesArePutRootRelativeAndNumbersNameSequences() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    double[] pose = new double[51];
    for (int j = 0; j < 17; j++) {
      pose[3 * j + 2] = 4000 + 100 * j;
    }
    arrays.put("pose3d", NpyArray.of(pose, 1, 17, 3));
    arrays.put("sequence", NpyArray.of(new long[] {3}));
    Path file = folder.resolve("camera.npz");
    Npz.write(file, arrays);
    PoseFile read = PoseFiles.read(file);
    assertEquals(0, read.pose3d().get(0, 0, 2));
    assertEquals(1600, read.pose3d().get(0, 16, 2));
    assertEquals(List.of("3"), read.clips());
  }

  @Test
  void everyMalformedFixtureGetsItsLine() {
    assertContains("malformed/joints_15.npz", "15 joints");
    assertContains("malformed/lengths_differ.npz", "pose2d has 5 poses, pose3d 4");
    assertContains("malformed/nan.npz", "NaN at pose");
    assertContains("malformed/truncated.npz", "get it again");
    assertContains("metrics/poses.npz", "expected pose2d");
    assertContains("poseaug/test_3dhp.npz", "metres; multiply by 1000");
  }

  private static void assertContains(String fixture, String words) {
    String line = assertOneLine(() -> PoseFiles.read(Fixtures.path(fixture)));
    assertTrue(line.contains(words), line);
  }

  @Test
  void oneSequenceInMetresAmongMillimetresIsFound() {
    PoseFile poses = example(17);
    for (int k = 2 * 51; k < 3 * 51; k++) {
      poses.pose3d().values()[k] /= 1000;
    }
    Path file = folder.resolve("mixed.npz");
    PoseFiles.write(file, poses);
    assertTrue(assertOneLine(() -> PoseFiles.read(file)).contains("from pose 2 on"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "sequence\na\n",
        "j0_x,j0_y\n",
        "j0_x,j0_y\n1,2\n",
        "j0_x,j0_x\n1,2\n",
        "j0_x,j0_y,j0_z,j0_u\n1,2,3,4\n",
        "sequence,sequence,j0_x,j0_y\na,b,1,2\n",
        "j0_x,j0_y,j1_x\n1,2,3\n",
        "j999_x,j0_y\n1,2\n",
        "hello\u0007,world\n",
        "j0_x,j0_y\n1,\n",
        "j0_x,j0_y\n1,2,3\n",
      })
  void damagedTablesGetOneLine(String text) throws IOException {
    Path file = folder.resolve("poses.csv");
    Files.writeString(file, text);
    assertOneLine(() -> PoseFiles.read(file));
  }

  @Test
  void tablesWithEndlessLinesWrongBytesOrNumbersThatAreNoneGetOneLine() throws IOException {
    Path file = folder.resolve("poses.csv");
    Files.write(file, new byte[1 << 20]);
    assertTrue(assertOneLine(() -> PoseFiles.read(file)).contains("too long"));
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 10});
    assertOneLine(() -> PoseFiles.read(file));
    PoseFiles.write(file, example(17));
    Files.writeString(file, Files.readString(file).replaceFirst("0.1,", "NaN,"));
    assertTrue(assertOneLine(() -> PoseFiles.read(file)).contains("NaN at pose 0"));
    assertOneLine(() -> PoseFiles.read(folder.resolve("poses.txt")));
    assertOneLine(() -> PoseFiles.write(folder.resolve("poses.txt"), example(17)));
  }
}
