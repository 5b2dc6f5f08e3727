package isopose.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens files that a user names. Everything in the library that reads such a file opens it here.
 *
 * <p>Opening a named pipe, or reading from a device, can block forever or never end. Only regular
 * files, and links to regular files, are opened.
 */
public final class InputFile {
  private InputFile() {}

  /**
   * Checks that there is a regular file.
   *
   * @throws BadInput in one line that names the kind of file
   */
  public static Path require(Path file) {
    if (Files.isDirectory(file)) {
      throw new BadInput(file + ": is a folder; expected a file");
    }
    if (!Files.exists(file)) {
      throw new BadInput(file + ": no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new BadInput(
          file + ": is a pipe, a socket or a device; save its content as a regular file first");
    }
    return file;
  }

  /**
   * Opens a regular file.
   *
   * @throws BadInput if there is none or it cannot be read
   */
  public static InputStream open(Path file) {
    try {
      return Files.newInputStream(require(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Reads a whole file.
   *
   * @param most bytes that it may have
   * @throws BadInput if there is no regular file, it has more bytes, or it cannot be read
   */
  public static byte[] bytes(Path file, int most) {
    try (InputStream in = open(file)) {
      byte[] bytes = in.readNBytes(most);
      if (in.read() >= 0) {
        throw new BadInput(
            "%s: has more than the %,d MiB that are read at once; cut it into smaller files"
                .formatted(file, most >> 20));
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Reads a whole file of UTF-8 text, as {@link #bytes}; malformed characters are replaced. */
  public static String text(Path file, int most) {
    return new String(bytes(file, most), StandardCharsets.UTF_8);
  }

  private static BadInput unreadable(Path file, IOException e) {
    return new BadInput(file + ": cannot be read (" + e + ")", e);
  }
}
