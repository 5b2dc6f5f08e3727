package isopose.io;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Files that are written completely or not at all, even if the process or the system fails. */
public final class AtomicFile {
  private AtomicFile() {}

  private static final String DRAFT = ".part";
  private static final int SHORT = 100;
  private static final Duration ABANDONED = Duration.ofHours(1);

  /** Writes a file's bytes. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; the stream is closed by the caller. */
    void write(OutputStream out) throws IOException;
  }

  /**
   * Writes a temporary file in the same folder, forces the bytes to disk and renames it.
   *
   * @throws BadInput if the file cannot be written
   */
  public static void write(Path file, Content content) {
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      Path draft = target.resolveSibling(draftName(target.getFileName().toString()));
      try {
        try (FileChannel channel =
                FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            OutputStream out = Channels.newOutputStream(channel)) {
          content.write(out);
          out.flush();
          channel.force(true);
        }
        Files.move(
            draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    } catch (UncheckedIOException e) { // of a library's writer
      throw unwritable(file, e.getCause());
    }
  }

  /** The same of a text in UTF-8. */
  public static void writeText(Path file, String text) {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Checks that a file can be written, before its content is computed. Folders above it are made.
   *
   * @throws BadInput if it cannot
   */
  public static void requireWritable(Path file) {
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      Path draft = target.resolveSibling(draftName(target.getFileName().toString()));
      Files.createFile(draft);
      Files.delete(draft);
      requireName(target);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Querying a file fails if the system does not accept its name. */
  private static void requireName(Path target) throws IOException {
    try {
      Files.getLastModifiedTime(target, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return; // it can be made
    }
  }

  private static BadInput unwritable(Path file, IOException e) {
    return new BadInput(
        file + ": cannot be written (" + e + "); free some space there, or name another path", e);
  }

  /** No longer than the file's own name, so that every name that the system accepts can be used. */
  private static String draftName(String name) {
    String own = UUID.randomUUID() + DRAFT;
    return name.length() + own.length() < SHORT ? name + "." + own : own;
  }

  /**
   * Removes temporary files that are older than an hour: the process that wrote them was killed.
   */
  public static void removeAbandoned(Path folder) throws IOException {
    removeDrafts(folder, Instant.now().minus(ABANDONED));
  }

  /** Removes every temporary file in a folder to which no other process writes. */
  public static void removeDrafts(Path folder) throws IOException {
    removeDrafts(folder, Instant.MAX);
  }

  private static void removeDrafts(Path folder, Instant before) throws IOException {
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, "*" + DRAFT)) {
      for (Path draft : drafts) {
        if (Files.getLastModifiedTime(draft).toInstant().isBefore(before)) {
          Files.delete(draft);
        }
      }
    }
  }
}
