package isopose.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files by pattern. */
public final class FileNames {
  private FileNames() {}

  /** The files of a folder that a name, possibly with * in its last part, stands for, in order. */
  public static List<Path> matching(Path folder, String name) {
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
}
