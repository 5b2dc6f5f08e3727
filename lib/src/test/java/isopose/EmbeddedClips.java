package isopose;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Clips of the data sets that come with the project, taken out of their archives. */
public final class EmbeddedClips {
  /** The project's folder of data sets. */
  public static final Path DATA = Path.of("..", "data");

  private EmbeddedClips() {}

  private static ZipFile archive(String set) throws IOException {
    return new ZipFile(DATA.resolve(set).resolve(set + ".zip").toFile());
  }

  /** The names of a set's clips. */
  public static List<String> names(String set) throws IOException {
    try (ZipFile zip = archive(set)) {
      return zip.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".bvh"))
          .map(name -> name.substring(name.indexOf('/') + 1))
          .sorted()
          .toList();
    }
  }

  /** The bytes of a file of a set. */
  public static byte[] bytes(String set, String file) throws IOException {
    try (ZipFile zip = archive(set);
        InputStream in = zip.getInputStream(zip.getEntry(set + "/" + file))) {
      return in.readAllBytes();
    }
  }

  /** Writes a file of a set as a file of its own. */
  public static Path copy(String set, String file, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    return Files.write(to, bytes(set, file));
  }
}
