package isopose.io;

import isopose.io.Limits.MemoryBudget;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The files in a folder or in a zip archive, by their paths in it with "/" between the parts.
 *
 * <p>Paths are used for look-up and in messages only. No file is written under such a path, so
 * {@code ../../x} in an archive has no effect. The number of files, the size of each and the size
 * of all that an archive inflates to are limited.
 */
public final class FileTree implements AutoCloseable {
  private final Path root;
  private final ZipFile zip;
  private final MemoryBudget budget;
  private final List<String> paths;

  private FileTree(Path root, ZipFile zip, MemoryBudget budget, List<String> paths) {
    this.root = root;
    this.zip = zip;
    this.budget = budget;
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
    return new FileTree(folder, null, null, paths);
  }

  private static BadInput unreadable(Path folder, Exception e) {
    return new BadInput(folder + ": is no folder that can be read; check the path", e);
  }

  /** The files in a zip archive. */
  public static FileTree archive(Path archive) {
    MemoryBudget budget = MemoryBudget.of(archive);
    try {
      ZipFile zip = new ZipFile(archive.toFile());
      List<String> paths =
          zip.stream()
              .filter(entry -> !entry.isDirectory())
              .map(ZipEntry::getName)
              .limit(Limits.FILES + 1L)
              .sorted()
              .toList();
      return new FileTree(archive, zip, budget, paths);
    } catch (IOException | IllegalArgumentException e) {
      throw new BadInput(archive + ": is no whole .zip archive; get it again", e);
    }
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
    if (zip == null) {
      return InputFile.bytes(root.resolve(path), most);
    }
    ZipEntry entry = zip.getEntry(path);
    CRC32 crc = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
      byte[] bytes = in.readNBytes(most); // the declared size of an entry is not trusted
      if (in.read() >= 0) {
        throw new BadInput(
            "%s: has more than the %,d MiB that are read at once"
                .formatted(where(path), most >> 20));
      }
      if (entry.getCrc() >= 0 && entry.getCrc() != crc.getValue()) {
        throw new BadInput(where(path) + ": is damaged, its checksum differs; get it again");
      }
      budget.take(bytes.length);
      return bytes;
    } catch (IOException e) {
      throw new BadInput(where(path) + ": cannot be read (" + e + "); get it again", e);
    }
  }

  @Override
  public void close() {
    try {
      if (zip != null) {
        zip.close();
      }
    } catch (IOException e) {
      throw new BadInput(root + ": cannot be closed (" + e + ")", e);
    }
  }
}
