package isopose.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Files by pattern, and their hashes. */
final class FileNames {
  private FileNames() {}

  /** The files of a folder that a name, possibly with * in its last part, stands for, in order. */
  static List<Path> matching(Path folder, String name) {
    Path parent = folder.resolve(name).getParent();
    String last = name.substring(name.lastIndexOf('/') + 1);
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(parent)) {
      return found;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(parent, last)) {
      files.forEach(found::add);
    } catch (IOException e) {
      throw new BadInput(parent + ": cannot be listed (" + e + ")", e);
    }
    found.sort(null);
    return found;
  }

  /** SHA-256 of a file, hexadecimal. */
  static String sha256(Path file) {
    try (InputStream in = InputFile.open(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
