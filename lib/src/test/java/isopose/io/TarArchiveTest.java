package isopose.io;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.EmbeddedClips;
import isopose.TarFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tar archives compressed by zstd: what they hold, and those that are damaged or hostile. */
class TarArchiveTest {
  @TempDir private Path folder;

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> paths(Path archive) {
    try (FileTree files = FileTree.archive(archive)) {
      return files.paths();
    }
  }

  @Test
  void filesAreFoundByTheirPaths() throws IOException {
    String longName = "b/" + "x".repeat(300) + ".bvh";
    Path archive =
        TarFiles.write(
            folder.resolve("x.tar.zst"),
            Map.of("a/é.txt", text("one"), longName, text("two"), "../../c.txt", new byte[0]));
    try (FileTree files = FileTree.archive(archive)) {
      assertEquals(List.of("../../c.txt", "a/é.txt", longName), files.paths());
      assertArrayEquals(text("one"), files.bytes("a/é.txt", 3));
      assertArrayEquals(text("two"), files.bytes(longName, 3));
      assertTrue(assertOneLine(() -> files.bytes(longName, 2)).contains("at once"));
    }
    try (FileTree written = FileTree.withSubfolders(folder)) {
      assertEquals(List.of("x.tar.zst"), written.paths(), "nothing is written");
    }
  }

  @Test
  void linksFoldersAndDevicesAreNoFiles() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (byte kind : new byte[] {TarConstants.LF_SYMLINK, TarConstants.LF_LINK}) {
        TarArchiveEntry link = new TarArchiveEntry(kind + ".bvh", kind);
        link.setLinkName("/etc/passwd");
        tar.putArchiveEntry(link);
        tar.closeArchiveEntry();
      }
      tar.putArchiveEntry(new TarArchiveEntry("dev.bvh", TarConstants.LF_CHR));
      tar.closeArchiveEntry();
      tar.putArchiveEntry(new TarArchiveEntry("folder.bvh/"));
      tar.closeArchiveEntry();
      tar.putArchiveEntry(new TarArchiveEntry("file.bvh"));
      tar.closeArchiveEntry();
    }
    Path archive = TarFiles.compress(folder.resolve("x.tar.zst"), bytes.toByteArray());
    assertEquals(List.of("file.bvh"), paths(archive));
  }

  @Test
  void twoFilesOfOneNameAreRefused() throws IOException {
    byte[] one = TarFiles.tar(Map.of("a.bvh", text("one")));
    byte[] entry = Arrays.copyOf(one, 1024); // header and content, without the end of the archive
    byte[] both = Arrays.copyOf(entry, entry.length + one.length);
    System.arraycopy(one, 0, both, entry.length, one.length);
    Path archive = TarFiles.compress(folder.resolve("x.tar.zst"), both);
    assertTrue(assertOneLine(() -> paths(archive)).contains("two files called a.bvh"));
  }

  /** The embedded archives have a checksum, which notices every change of the content. */
  @Test
  void cutsAndChangedBitsAreNoticed() throws IOException {
    byte[] whole = Files.readAllBytes(EmbeddedClips.archive("cmu"));
    Path file = folder.resolve("cmu.tar.zst");
    for (int length : new int[] {0, 3, 100, whole.length / 2, whole.length - 5, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertTrue(assertOneLine(() -> paths(file)).contains("is no whole .tar.zst"), "" + length);
    }
    for (int at : new int[] {0, 1000, whole.length / 2, whole.length - 1}) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 4;
      Files.write(file, damaged);
      assertTrue(assertOneLine(() -> paths(file)).contains("is no whole .tar.zst"), "" + at);
    }
  }

  /** Neither one file, nor all together, nor what is skipped may be far larger than the archive. */
  @Test
  void bombsAreRefused() throws IOException {
    Path bomb = folder.resolve("bomb.tar.zst");
    TarFiles.write(bomb, Map.of("x.bvh", new byte[130 << 20]));
    assertTrue(assertOneLine(() -> paths(bomb)).contains("zip bomb"));
    Map<String, byte[]> many = new LinkedHashMap<>();
    byte[] zeros = new byte[15 << 20];
    for (int i = 0; i < 9; i++) {
      many.put(i + ".bvh", zeros);
    }
    TarFiles.write(bomb, many);
    assertTrue(assertOneLine(() -> paths(bomb)).contains("zip bomb"));
    byte[] skipped = TarFiles.tar(Map.of("x.bvh", new byte[130 << 20]));
    changeHeader(skipped, 156, TarConstants.LF_CHR); // the kind of the entry
    TarFiles.compress(bomb, skipped);
    assertTrue(assertOneLine(() -> paths(bomb)).contains("zip bomb"));
  }

  /** A size that an entry claims costs nothing. */
  @Test
  void aClaimedSizeIsNotTrusted() throws IOException {
    byte[] tar = TarFiles.tar(Map.of("x.bvh", text("short")));
    changeHeader(tar, 124, text("77777777777")); // octal, 8 GiB
    Path archive = TarFiles.compress(folder.resolve("x.tar.zst"), tar);
    assertTrue(assertOneLine(() -> paths(archive)).contains("is no whole .tar.zst"));
  }

  /** Changes the first entry's header, with a checksum that fits. */
  private static void changeHeader(byte[] tar, int at, byte... bytes) {
    System.arraycopy(bytes, 0, tar, at, bytes.length);
    Arrays.fill(tar, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += tar[i] & 0xff;
    }
    System.arraycopy(text("%06o\0".formatted(sum)), 0, tar, 148, 7);
  }
}
