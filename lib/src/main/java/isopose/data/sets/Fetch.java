package isopose.data.sets;

import isopose.data.motion.ClipFiles;
import isopose.data.motion.Sha256Sums;
import isopose.io.AtomicFile;
import isopose.io.BadInput;
import isopose.io.FileTree;
import isopose.io.InputFile;
import isopose.io.Limits;
import isopose.io.Progress;
import isopose.io.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/**
 * Makes a data set's archive, {@code data/NAME/NAME.zip}, from a public archive or from a copy of
 * it: one of the user's own, or at another address.
 *
 * <p>The archive appears whole or not at all. Each clip has the SHA-256 that is known of it: from
 * an earlier fetch (the folder's {@code SHA256SUMS}), else from the list that comes with this
 * project, else from a list in the source. A clip that no list has is noted down in the folder's
 * list. Clips of an earlier fetch stay in the archive.
 */
public final class Fetch {
  private final PublicArchive set;
  private final Path folder;
  private final Path archive;
  private final Download download;
  private final Map<String, String> known = new TreeMap<>();

  Fetch(PublicArchive set, Path data, Download download) {
    this.set = set;
    this.folder = data.resolve(set.set());
    this.archive = folder.resolve(set.set() + ".zip");
    this.download = download;
  }

  /**
   * What a fetch did.
   *
   * @param name the data set's
   * @param folder where its archive is now
   * @param files in the archive
   * @param fetched new ones, and damaged ones replaced
   * @param kept those that were there
   * @param published clips that there should be; 0 where no number is published
   * @param origin where they came from
   * @param licence what they may be used for
   */
  public record Result(
      String name,
      String folder,
      int files,
      int fetched,
      int kept,
      int published,
      String origin,
      String licence) {}

  /**
   * Fetches a data set.
   *
   * @param name its name
   * @param data the folder of the data sets' folders
   * @param from a folder, a .zip or .tar.zst archive, or the address of a .zip archive; null for
   *     the public archive
   * @throws BadInput if the set cannot be fetched, the source cannot be read, or a clip is not the
   *     one that is known
   * @throws CancellationException if the thread is interrupted; what was downloaded stays
   */
  public static Result run(String name, Path data, String from, Progress progress) {
    requireFetchable(name, data);
    Download download =
        new Download(Limits.DOWNLOAD_BYTES, Duration.ofMinutes(1), Duration.ofSeconds(2));
    return new Fetch(PublicArchive.of(name).orElseThrow(), data, download).run(from, progress);
  }

  /**
   * Refuses a data set that cannot be fetched, before any other is.
   *
   * @throws BadInput with where to register and where to put the files
   */
  public static void requireFetchable(String name, Path data) {
    if (PublicArchive.of(name).isEmpty()) {
      DataSet set = DataSets.named(name);
      throw new BadInput(
          "%s cannot be fetched by a program (%s): %s; then put %s into %s and run: data check %s"
              .formatted(
                  name,
                  set.licence(),
                  set.source(),
                  String.join(" and ", set.files()),
                  data.resolve(name),
                  name));
    }
  }

  Result run(String from, Progress progress) {
    try (FileChannel channel = lockFile()) {
      lock(channel);
      AtomicFile.removeDrafts(folder); // of a process that was killed: a living one has the lock
      requireNoSingleFiles();
      known.putAll(PublicArchive.knownHashes());
      known.putAll(Sha256Sums.read(folder.resolve(ClipFiles.SUMS)));
      if (from != null && !from.matches("https?://.*")) {
        Path copy = Path.of(from);
        String origin = "a copy, " + copy.toAbsolutePath().normalize();
        return make(copy, origin, progress);
      }
      return download(from == null ? set.address() : URI.create(from), progress);
    } catch (IOException e) {
      throw new BadInput(
          "%s: %s cannot be read (%s); run again to go on, or use --from"
              .formatted(
                  set.set(),
                  from == null ? set.address() : from,
                  e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
          e);
    } catch (InterruptedException e) {
      throw new CancellationException(set.set() + ": interrupted; run again to go on");
    }
  }

  private FileChannel lockFile() throws IOException {
    Files.createDirectories(folder);
    return FileChannel.open(
        folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** Until the channel is closed. */
  private void lock(FileChannel channel) throws IOException {
    if (!isLocked(channel)) {
      throw new BadInput(
          folder + ": another process fetches into this folder; run again when it has ended");
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // another thread of this process has it
    }
  }

  private void requireNoSingleFiles() {
    try (FileTree files = FileTree.folder(folder)) {
      if (files.paths().stream().anyMatch(path -> path.endsWith(".bvh"))) {
        throw new BadInput(
            "%s: holds clips as single files, which are used as they are; move them away to fetch an archive, or give them with --from"
                .formatted(folder));
      }
    }
  }

  private Result download(URI address, Progress progress) throws IOException, InterruptedException {
    Path origin = folder.resolve("ORIGIN");
    if (Files.exists(archive)
        && Files.exists(origin)
        && InputFile.text(origin, Limits.CLIP_BYTES).equals(origin(address.toString()))) {
      return make(archive, address.toString(), progress); // this download is there already
    }
    // the name holds the address: the rest of one archive never follows the beginning of another
    String id = Sha256.of(address.toString());
    Path draft = folder.resolve(".download-" + id.substring(0, 16) + ".zip");
    download.run(address, draft, bytes -> progress.update(bytes, 0, "bytes downloaded"));
    try {
      Result result = make(draft, address.toString(), progress);
      Files.delete(draft);
      return result;
    } catch (BadInput e) {
      Files.delete(draft); // it would be refused again
      throw e;
    }
  }

  private String origin(String source) {
    return "%s%nfetched from %s%nlicence: %s%n".formatted(set.page(), source, set.licence());
  }

  private Result make(Path source, String origin, Progress progress) {
    try (FileTree there = Files.exists(archive) ? FileTree.archive(archive) : null;
        FileTree files =
            Files.isDirectory(source) ? FileTree.deepFolder(source) : FileTree.archive(source)) {
      Map<String, String> kept = there == null ? Map.of() : intact(there);
      ArchiveContent content = new ArchiveContent(set.set(), there, kept, files, wanted(files));
      Set<String> names = content.names();
      if (!kept.keySet().containsAll(names)) {
        AtomicFile.write(archive, out -> content.write(out, this::verified, progress));
      }
      Map<String, String> sums = new TreeMap<>(known);
      sums.keySet().retainAll(names);
      write(ClipFiles.SUMS, Sha256Sums.text(sums));
      write("ORIGIN", origin(origin));
      return new Result(
          set.set(),
          folder.toString(),
          names.size(),
          names.size() - kept.size(),
          kept.size(),
          set.published(),
          origin,
          set.licence());
    }
  }

  /** The files of the archive that is there which are what its list says, by name. */
  private Map<String, String> intact(FileTree there) {
    Map<String, String> intact = new TreeMap<>();
    for (String path : there.paths()) {
      String name = FileTree.name(path);
      try {
        if (Sha256.of(there.bytes(path, Limits.CLIP_BYTES)).equals(known.get(name))) {
          intact.put(name, path);
        }
      } catch (BadInput e) {
        // damaged: it is fetched again
      }
    }
    return intact;
  }

  /** The source's files by the names under which they are kept. */
  private Map<String, String> wanted(FileTree files) {
    Map<String, String> wanted = new TreeMap<>();
    for (String path : files.paths()) {
      String name = FileTree.name(path);
      if (name.equals(ClipFiles.SUMS)) {
        Sha256Sums.parse(files.bytes(path, Limits.CLIP_BYTES), files.where(path))
            .forEach(known::putIfAbsent);
      } else if (set.isClip(name)) {
        String other = wanted.put(name, path);
        if (other != null && !same(files, path, other)) {
          throw new BadInput(
              "%s: the source has two different files called %s (%s and %s); name a folder with one"
                  .formatted(set.set(), name, other, path));
        }
      } else if (set.isCompanion(path) || (set.mayBeCompanion(path) && !wanted.containsKey(name))) {
        wanted.put(name, path);
      }
    }
    if (wanted.keySet().stream().noneMatch(set::isClip)) {
      throw new BadInput(
          "%s: the source has no file like %s; expected what %s holds"
              .formatted(set.set(), set.clips(), set.page()));
    }
    return wanted;
  }

  private static boolean same(FileTree files, String path, String other) {
    return Sha256.of(files.bytes(path, Limits.CLIP_BYTES))
        .equals(Sha256.of(files.bytes(other, Limits.CLIP_BYTES)));
  }

  /** A file's hash, which for a clip must be the one that is known. */
  private String verified(String name, byte[] bytes) {
    String sum = Sha256.of(bytes);
    String expected = known.put(name, sum);
    if (expected != null && !expected.equals(sum) && set.isClip(name)) {
      throw new BadInput(
          "%s: %s has another SHA-256 than the file that is known: %s; nothing was changed, compare by hand"
              .formatted(folder, name, sum));
    }
    return sum;
  }

  private void write(String name, String text) {
    AtomicFile.writeText(folder.resolve(name), text);
  }
}
