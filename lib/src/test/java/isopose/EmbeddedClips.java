package isopose;

import isopose.io.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Clips of the data sets that come with the project, taken out of their archives. */
public final class EmbeddedClips {
  /** The project's folder of data sets. */
  public static final Path DATA = Path.of("..", "data");

  private static final Map<String, Map<String, byte[]>> SETS = new ConcurrentHashMap<>();

  private EmbeddedClips() {}

  /** The archive of a set. */
  public static Path archive(String set) {
    return DATA.resolve(set).resolve(set + ".tar.zst");
  }

  private static Map<String, byte[]> files(String set) {
    return SETS.computeIfAbsent(
        set,
        name -> {
          Map<String, byte[]> files = new TreeMap<>();
          try (FileTree tree = FileTree.archive(archive(name))) {
            tree.paths().forEach(path -> files.put(FileTree.name(path), tree.bytes(path, 1 << 24)));
          }
          return files;
        });
  }

  /** The names of a set's clips, sorted. */
  public static List<String> names(String set) {
    return files(set).keySet().stream().filter(name -> name.endsWith(".bvh")).toList();
  }

  /** The bytes of a file of a set. */
  public static byte[] bytes(String set, String file) {
    return files(set).get(file).clone();
  }

  /** Writes a file of a set as a file of its own. */
  public static Path copy(String set, String file, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    return Files.write(to, bytes(set, file));
  }
}
