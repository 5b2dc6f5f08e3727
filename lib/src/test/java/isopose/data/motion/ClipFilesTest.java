package isopose.data.motion;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.EmbeddedClips;
import isopose.TarFiles;
import isopose.data.scenario.Scenario;
import isopose.data.scenario.Scenarios;
import isopose.data.scenario.SourceVariation;
import isopose.io.FileHashes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clips as single files and in archives: the same clips are the same data. */
class ClipFilesTest {
  private static final List<String> NAMES =
      List.of("cmu_test_jumping_1.bvh", "cmu_test_walking_13.bvh", "cmu_train_running_2.bvh");

  @TempDir private Path place;

  private static Path zip(Path archive, Map<String, byte[]> files) throws IOException {
    Files.createDirectories(archive.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return archive;
  }

  private static Map<String, byte[]> clips(String prefix) throws IOException {
    Map<String, byte[]> clips = new LinkedHashMap<>();
    for (String name : NAMES) {
      clips.put(prefix + name, EmbeddedClips.bytes("cmu", name));
    }
    return clips;
  }

  private static List<MotionFolder.Motion> read(Path place) {
    return MotionFolder.read(
        place, MotionFolder.list(place), clip -> new MotionFolder.Sampling(0, 2));
  }

  @Test
  void anArchiveIsWhatItUnpacksTo() throws IOException {
    Path folder = place.resolve("single");
    for (String name : NAMES) {
      EmbeddedClips.copy("cmu", name, folder.resolve(name));
    }
    Path archive = zip(place.resolve("in/one.zip"), clips("deep/er/"));
    List<MotionFolder.Motion> single = read(folder);
    Path tar = TarFiles.write(place.resolve("tar/one.tar.zst"), clips("deep/er/"));
    for (Path other : List.of(archive, archive.getParent(), tar, tar.getParent())) {
      List<MotionFolder.Motion> packed = read(other);
      assertEquals(NAMES, packed.stream().map(MotionFolder.Motion::file).toList());
      for (int i = 0; i < 3; i++) {
        assertArrayEquals(single.get(i).world().values(), packed.get(i).world().values());
        assertEquals(single.get(i).clip(), packed.get(i).clip());
      }
      assertEquals(MotionFolder.hash(single), MotionFolder.hash(packed));
      assertEquals(MotionFolder.hash(single), hash(other));
    }
    Scenario ofFolder = Scenarios.bvh(folder, folder, ClipReading.OWN, SourceVariation.NONE);
    assertEquals(
        ofFolder.hashes(),
        Scenarios.bvh(archive, archive, ClipReading.OWN, SourceVariation.NONE).hashes());
  }

  @Test
  void aListInTheArchiveOrBesideItIsHeldAgainstTheClips() throws IOException {
    Map<String, byte[]> files = clips("cmu/");
    files.put("cmu/" + ClipFiles.SUMS, EmbeddedClips.bytes("cmu", ClipFiles.SUMS));
    Path archive = zip(place.resolve("x/cmu.zip"), files);
    assertEquals(3, read(archive).size());
    byte[] other = EmbeddedClips.bytes("cmu", "cmu_test_running_1.bvh");
    files.put("cmu/" + NAMES.get(1), other);
    zip(archive, files);
    String line = assertOneLine(() -> read(archive));
    assertTrue(line.contains(NAMES.get(1) + ": is not the file"), line);
    files.remove("cmu/" + ClipFiles.SUMS);
    zip(archive, files);
    assertEquals(3, read(archive).size());
    Files.write(archive.resolveSibling(ClipFiles.SUMS), EmbeddedClips.bytes("cmu", ClipFiles.SUMS));
    assertOneLine(() -> read(archive.getParent()));
  }

  @Test
  void archivesThatCannotBeUsedGetOneLine() throws IOException {
    Path two = place.resolve("two");
    zip(two.resolve("a.zip"), clips(""));
    TarFiles.write(two.resolve("b.tar.zst"), clips(""));
    assertTrue(assertOneLine(() -> read(two)).contains("2 archives"));
    Map<String, byte[]> twice = clips("a/");
    twice.putAll(clips("b/"));
    Path doubled = zip(place.resolve("twice.zip"), twice);
    assertTrue(assertOneLine(() -> read(doubled)).contains("two files called"));
    Path none = zip(place.resolve("none.zip"), Map.of("readme.txt", new byte[3]));
    assertTrue(assertOneLine(() -> read(none)).contains("holds no .bvh file"));
    Path text =
        Files.write(place.resolve("text.zip"), "no archive".getBytes(StandardCharsets.UTF_8));
    assertTrue(assertOneLine(() -> read(text)).contains("no whole .zip archive"));
    byte[] whole = Files.readAllBytes(zip(place.resolve("cut.zip"), clips("")));
    for (int at : new int[] {200, whole.length / 2}) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x55;
      Path file = Files.write(place.resolve("damaged.zip"), damaged);
      assertOneLine(() -> read(file));
    }
    assertOneLine(() -> read(place.resolve("nowhere")));
  }

  /** Names lead nowhere, and neither one file nor all together may inflate without end. */
  @Test
  void archivesOfStrangersAreLimited() throws IOException {
    Path outside =
        zip(place.resolve("deep/outside.zip"), Map.of("../../x.bvh", clips("").get(NAMES.get(0))));
    assertEquals("x", read(outside).get(0).clip());
    try (Stream<Path> files = Files.walk(place)) {
      assertEquals(1, files.filter(Files::isRegularFile).count());
    }
    Path large = zip(place.resolve("large.zip"), Map.of("x.bvh", new byte[(64 << 20) + 1]));
    assertTrue(assertOneLine(() -> read(large)).contains("more than the 64 MiB"));
    Map<String, byte[]> bombs = new LinkedHashMap<>();
    byte[] zeros = new byte[60 << 20];
    for (int i = 0; i < 4; i++) {
      bombs.put(i + ".bvh", zeros);
    }
    Path bomb = zip(place.resolve("bomb.zip"), bombs);
    assertTrue(assertOneLine(() -> hash(bomb)).contains("zip bomb"));
  }

  private static String hash(Path place) {
    return MotionFolder.hash(place, MotionFolder.list(place), new FileHashes());
  }
}
