package isopose.data;

import static isopose.data.FakeGitHub.KNOWN;
import static isopose.data.FakeGitHub.NEW;
import static isopose.data.FakeGitHub.bytes;
import static isopose.data.FakeGitHub.embedded;
import static isopose.data.NpzTest.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that somebody brings along, as a folder or an archive, and data that nobody may bring. */
class FetchMirrorTest {
  @TempDir private Path place;

  @Test
  void pathsNeverLeaveTheFolder() throws IOException {
    Path archive = place.resolve("mirror.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("../../../" + NEW));
      zip.write(bytes("lands in the folder"));
      zip.putNextEntry(new ZipEntry("../../../evil.sh"));
      zip.write(bytes("lands nowhere"));
      zip.putNextEntry(new ZipEntry("x/dataset-2_a_..\\..\\b_1.bvh"));
      zip.putNextEntry(new ZipEntry("x/LICENSE"));
    }
    Path data = place.resolve("deep/er/data");
    Fetch.Result result = Fetch.run("bandai-2-full", data, archive, (done, total, file) -> {});
    assertEquals(1, result.files());
    try (Stream<Path> all = Files.walk(place)) {
      assertEquals(
          Set.of("mirror.zip", NEW, "SHA256SUMS", "ORIGIN"),
          all.filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .collect(Collectors.toSet()));
    }
    assertTrue(Files.exists(data.resolve("bandai-2-full").resolve(NEW)));
  }

  @Test
  void aMirrorIsAFolderOrAnArchiveAndABombIsNeither() throws IOException {
    Path mirror = Files.createDirectories(place.resolve("mirror/data"));
    Files.write(mirror.resolve(KNOWN), embedded(KNOWN));
    Files.write(mirror.resolveSibling("LICENSE"), bytes("CC BY-NC 4.0"));
    Fetch.Result first =
        Fetch.run("bandai-2-full", place, mirror.getParent(), (done, total, file) -> {});
    assertEquals(2, first.fetched());
    assertEquals(
        2, Fetch.run("bandai-2-full", place, mirror.getParent(), (done, total, file) -> {}).kept());

    Files.write(mirror.resolveSibling(KNOWN), bytes("a second one of that name"));
    assertOneLine(
        () -> Fetch.run("bandai-2-full", place, mirror.getParent(), (done, total, file) -> {}));
    assertOneLine(() -> Fetch.run("bandai-1", place, mirror, (done, total, file) -> {}));
    Path none = Files.write(place.resolve("none.zip"), bytes("no archive"));
    assertOneLine(() -> Fetch.run("bandai-1", place, none, (done, total, file) -> {}));

    Path bomb = place.resolve("bomb.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
      zip.putNextEntry(new ZipEntry("dataset-1_bow_happy_007.bvh"));
      for (int k = 0; k < 1100; k++) {
        zip.write(new byte[1 << 16]); // 69 MB of zeros
      }
    }
    String line =
        assertOneLine(() -> Fetch.run("bandai-1", place, bomb, (done, total, file) -> {}));
    assertTrue(line.contains("larger than 64 MB"), line);
    assertFalse(Files.exists(place.resolve("bandai-1/dataset-1_bow_happy_007.bvh")));
  }

  @Test
  void whatMustBeRegisteredForIsSaidInOneLine() {
    String line =
        assertOneLine(() -> Fetch.run("human36m", place, null, (done, total, file) -> {}));
    assertTrue(line.contains("register at") && line.contains("data check human36m"), line);
    assertOneLine(() -> Fetch.run("nothing", place, null, (done, total, file) -> {}));
    assertTrue(
        assertOneLine(() -> Fetch.run("bandai-2", place, null, (done, total, file) -> {}))
            .contains("part of this project"));
  }
}
