package isopose.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashesTest {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path folder;

  private Path file(String text, int secondsAgo) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), text);
    long millis = System.currentTimeMillis() - 1000L * secondsAgo;
    return Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
  }

  @Test
  void theHashIsTheFiles() throws IOException {
    assertEquals(ABC, new FileHashes().of(file("abc", 60)));
    assertEquals(ABC, Sha256.of("abc"));
    assertNotEquals(
        new Sha256().add("ab").add("c").hex(), new Sha256().add("a").add("bc").hex(), "parts");
  }

  /** A hash that cannot be right shows that the file was not read. */
  @Test
  void anUntouchedFileIsReadOnceForAllProcesses() throws IOException {
    Path kept = folder.resolve("kept");
    Path file = file("abc", 60);
    FileHashes first = new FileHashes(kept);
    first.of(file);
    first.save();
    String line = Files.readString(kept);
    assertTrue(line.startsWith(ABC), line);
    Files.writeString(kept, line.replace(ABC, "0".repeat(64)));
    assertEquals("0".repeat(64), new FileHashes(kept).of(file));
    file("abc", 50);
    assertEquals(ABC, new FileHashes(kept).of(file), "touched");
  }

  @Test
  void aFileOfThisMomentIsReadEveryTime() throws IOException {
    FileHashes hashes = new FileHashes(folder.resolve("kept"));
    hashes.of(file("abc", 0));
    hashes.save();
    assertTrue(Files.notExists(folder.resolve("kept")));
    assertNotEquals(ABC, hashes.of(file("xyz", 0)));
  }

  @Test
  void aDamagedListCostsTimeOnly() throws IOException {
    Path kept = folder.resolve("kept");
    for (byte[] content :
        List.of(new byte[] {1, -1, 0}, "x y z\n".getBytes(StandardCharsets.UTF_8))) {
      Files.write(kept, content);
      assertEquals(ABC, new FileHashes(kept).of(file("abc", 60)));
    }
  }
}
