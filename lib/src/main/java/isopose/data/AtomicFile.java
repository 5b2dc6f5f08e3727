package isopose.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Files that appear whole or not at all, also when the power fails in between. */
public final class AtomicFile {
  private AtomicFile() {}

  private static final String DRAFT = ".part";
  private static final Duration ABANDONED = Duration.ofHours(1);

  /** Writes a file's bytes. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; the stream is closed by the caller. */
    void write(OutputStream out) throws IOException;
  }

  /**
   * Writes beside the file's place, forces the bytes to disk and renames.
   *
   * @throws BadInput if the place cannot be written
   */
  public static void write(Path file, Content content) {
    Path place = file.toAbsolutePath();
    try {
      Files.createDirectories(place.getParent());
      Path draft = place.resolveSibling(place.getFileName() + "." + UUID.randomUUID() + DRAFT);
      try {
        try (FileChannel channel =
                FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            OutputStream out = Channels.newOutputStream(channel)) {
          content.write(out);
          out.flush();
          channel.force(true);
        }
        Files.move(
            draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new BadInput(
          file + ": cannot be written (" + e + "); make room there, or name another place", e);
    }
  }

  /** Removes drafts that nobody has written on for an hour: their writer was killed. */
  static void removeAbandoned(Path folder) throws IOException {
    Instant before = Instant.now().minus(ABANDONED);
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, "*" + DRAFT)) {
      for (Path draft : drafts) {
        if (Files.getLastModifiedTime(draft).toInstant().isBefore(before)) {
          Files.delete(draft);
        }
      }
    }
  }
}
