package isopose.data.motion;

import isopose.io.BadInput;
import isopose.io.FileHashes;
import isopose.io.FileTree;
import isopose.io.Limits;
import isopose.io.Sha256;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The BVH files of a data set, by their names. They are files of a folder and its sub-folders, or
 * files in an archive (.zip or .tar.zst): in the only archive of a folder without BVH files, or in
 * one that is named itself. The same clips give the same names and hashes in every form.
 */
public final class ClipFiles implements AutoCloseable {
  /** The file that lists a data set's clips and their hashes, in the form of sha256sum. */
  public static final String SUMS = "SHA256SUMS";

  private final Path source;
  private final Path archive; // null: a folder
  private final FileTree files;
  private final Map<String, String> paths = new TreeMap<>();

  private ClipFiles(Path source, Path archive, FileTree files) {
    this.source = source;
    this.archive = archive;
    this.files = files;
    for (String path : files.paths()) {
      String name = FileTree.name(path);
      if (isClip(name) && paths.put(name, path) != null) {
        throw new BadInput(source + ": has two files called " + name + "; remove one");
      }
    }
  }

  /**
   * Opens a folder or an archive.
   *
   * @throws BadInput if it is neither or has no BVH file
   */
  public static ClipFiles open(Path source) {
    if (Files.isRegularFile(source)) {
      return opened(source, source, FileTree.archive(source));
    }
    FileTree folder = FileTree.withSubfolders(source);
    List<Path> archives = archives(source);
    boolean own = folder.paths().stream().anyMatch(p -> !p.contains("/") && isClip(p));
    if (own || archives.isEmpty()) {
      return opened(source, null, folder);
    }
    if (archives.size() > 1) {
      throw new BadInput(
          "%s: holds %d archives and no .bvh file; name one of them"
              .formatted(source, archives.size()));
    }
    return opened(source, archives.get(0), FileTree.archive(archives.get(0)));
  }

  private static ClipFiles opened(Path source, Path archive, FileTree files) {
    ClipFiles clips = new ClipFiles(source, archive, files);
    if (clips.paths.isEmpty()) {
      clips.close();
      throw new BadInput(
          source
              + ": holds no .bvh file; name a folder, or a .zip or .tar.zst archive, of BVH motion capture");
    }
    return clips;
  }

  private static List<Path> archives(Path folder) {
    List<Path> archives = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, FileTree::isArchive)) {
      found.forEach(archives::add);
    } catch (IOException e) {
      throw new BadInput(folder + ": cannot be listed (" + e + ")", e);
    }
    return archives;
  }

  private static boolean isClip(String name) {
    // names that begin with a dot are other systems' bookkeeping
    return name.toLowerCase(Locale.ROOT).endsWith(".bvh") && !name.startsWith(".");
  }

  /** The names of all clips, sorted. */
  public List<String> names() {
    return List.copyOf(paths.keySet());
  }

  /** How messages name a clip. */
  String where(String name) {
    return files.where(paths.getOrDefault(name, name));
  }

  /** A clip's bytes; several threads may read at a time. */
  byte[] bytes(String name) {
    String path = paths.get(name);
    if (path == null) {
      throw new BadInput(where(name) + ": no such file");
    }
    return files.bytes(path, Limits.CLIP_BYTES);
  }

  /** SHA-256 of some clips by their names. */
  public Map<String, String> hashes(List<String> names, FileHashes known) {
    Map<String, String> hashes = new ConcurrentSkipListMap<>();
    names.parallelStream()
        .forEach(
            name -> {
              Path file =
                  archive != null ? archive : source.resolve(paths.getOrDefault(name, name));
              hashes.put(name, known.of(file, name, () -> Sha256.of(bytes(name))));
            });
    return hashes;
  }

  /**
   * The data set's own list of hashes, beside the clips or in their archive; empty if it has none.
   */
  public Map<String, String> sums() {
    if (Files.isDirectory(source) && Files.exists(source.resolve(SUMS))) {
      return Sha256Sums.read(source.resolve(SUMS));
    }
    for (String path : archive == null ? List.<String>of() : files.paths()) {
      if (FileTree.name(path).equals(SUMS)) {
        return Sha256Sums.parse(files.bytes(path, Limits.TEXT_BYTES), files.where(path));
      }
    }
    return Map.of();
  }

  @Override
  public void close() {
    files.close();
  }
}
