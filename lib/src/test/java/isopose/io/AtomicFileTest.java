package isopose.io;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** As on a full disk: what was there stays, nothing half-written is left, one line says it. */
  @Test
  void aFileThatCannotBeWrittenWholeLeavesNothing() throws IOException {
    Path file = Files.write(folder.resolve("x.bvh"), new byte[] {1});
    String line =
        assertOneLine(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100]);
                      throw new IOException("No space left on device");
                    }));
    assertTrue(line.contains("No space left on device") && line.contains("free some space"), line);
    String table =
        assertOneLine(
            () ->
                Csv.write(
                    file,
                    csv -> {
                      throw new UncheckedIOException(new IOException("No space left on device"));
                    }));
    assertTrue(table.contains("free some space"), table);
    assertEquals(List.of("x.bvh"), names());
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(file));
  }

  /** A killed writer's draft goes after an hour; another's, which may be at work, stays. */
  @Test
  void draftsOfKilledWritersAreRemoved() throws IOException {
    Path old = Files.write(folder.resolve("a.bvh.1.part"), new byte[9]);
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    Files.write(folder.resolve("b.bvh.2.part"), new byte[9]);
    Files.write(folder.resolve("c.bvh"), new byte[9]);
    AtomicFile.removeAbandoned(folder);
    assertEquals(List.of("b.bvh.2.part", "c.bvh"), names());
  }
}
