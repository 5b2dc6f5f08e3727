package isopose.io;

import isopose.io.Limits.MemoryBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files in a folder or in an archive (zip, or tar compressed by zstd), by their paths in it
 * with "/" between the parts.
 *
 * <p>Paths are used for look-up and in messages only. No file is written under such a path, so
 * {@code ../../x} in an archive has no effect. The number of files, the size of each and the size
 * of all that an archive unpacks to are limited.
 */
public final class FileTree implements AutoCloseable {
  private final Path root;
  private final Archive archive; // null: a folder
  private final List<String> paths;

  private FileTree(Path root, Archive archive, List<String> paths) {
    this.root = root;
    this.archive = archive;
    this.paths = paths;
    if (paths.size() > Limits.FILES) {
      throw new BadInput(
          "%s: has %,d files; at most %,d are read".formatted(root, paths.size(), Limits.FILES));
    }
  }

  /** A folder's own files, without its sub-folders. */
  public static FileTree folder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return ofFolder(folder, files.filter(file -> !Files.isDirectory(file)));
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** A folder's files and those of its sub-folders; links to folders are not followed. */
  public static FileTree withSubfolders(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return ofFolder(folder, files.filter(file -> !Files.isDirectory(file)));
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(folder, e);
    }
  }

  /**
   * All files in a folder and its sub-folders. Links are left out: they may point outside the
   * folder.
   */
  public static FileTree deepFolder(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return ofFolder(
          folder, files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)));
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(folder, e);
    }
  }

  private static FileTree ofFolder(Path folder, Stream<Path> files) {
    List<String> paths =
        files
            .limit(Limits.FILES + 1L)
            .map(file -> folder.relativize(file).toString().replace('\\', '/'))
            .sorted()
            .toList();
    return new FileTree(folder, null, paths);
  }

  private static BadInput unreadable(Path folder, Exception e) {
    return new BadInput(folder + ": is no folder that can be read; check the path", e);
  }

  /** Whether a file's name is that of an archive. */
  public static boolean isArchive(Path file) {
    return file.toString().endsWith(".zip") || file.toString().endsWith(TarArchive.ENDING);
  }

  /** The files in an archive: tar if its name ends in .tar.zst, otherwise zip. */
  public static FileTree archive(Path file) {
    MemoryBudget budget = MemoryBudget.of(file);
    Archive archive =
        file.toString().endsWith(TarArchive.ENDING)
            ? new TarArchive(file, budget)
            : new ZipArchive(file, budget);
    return new FileTree(file, archive, archive.paths().stream().sorted().toList());
  }

  /** Every file, sorted. */
  public List<String> paths() {
    return paths;
  }

  /** How messages name a file. */
  public String where(String path) {
    return root + "/" + path;
  }

  /** A path's last part. */
  public static String name(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  /**
   * A file's bytes; several threads may read at a time.
   *
   * @throws BadInput if there are more than {@code most}, or they cannot be read
   */
  public byte[] bytes(String path, int most) {
    if (archive == null) {
      return InputFile.bytes(root.resolve(path), most);
    }
    try {
      byte[] bytes = archive.bytes(path, most);
      if (bytes.length > most) {
        throw new BadInput(
            "%s: has more than the %,d MiB that are read at once"
                .formatted(where(path), most >> 20));
      }
      return bytes;
    } catch (IOException e) {
      throw new BadInput(where(path) + ": is damaged (" + e.getMessage() + "); get it again", e);
    }
  }

  @Override
  public void close() {
    try {
      if (archive != null) {
        archive.close();
      }
    } catch (IOException e) {
      throw new BadInput(root + ": cannot be closed (" + e + ")", e);
    }
  }
}
