package isopose.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fills a data set's folder, file by file, from its public home or from a mirror.
 *
 * <p>Every file appears whole and verified or not at all: its size, its git hash where the home
 * names one, and its SHA-256, which must be the one that is known: from an earlier download, noted
 * in the folder's {@code SHA256SUMS}, else from the list that comes with this project. What is
 * known of neither is noted down, so that it is known the next time. Run again, it goes on.
 */
public final class Fetch {
  private static final int AT_ONCE = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final PublicHome home;
  private final Path folder;
  private final FileSource source;
  private final Map<String, String> published;
  private final Map<String, String> sums;
  private final AtomicInteger fetched = new AtomicInteger();
  private final AtomicInteger kept = new AtomicInteger();

  Fetch(PublicHome home, Path data, FileSource source) {
    this.home = home;
    this.folder = data.resolve(home.set());
    this.source = source;
    this.published = Sha256Sums.published();
    this.sums = new ConcurrentSkipListMap<>(Sha256Sums.read(folder.resolve(MotionFolder.SUMS)));
  }

  /**
   * What a fetch did.
   *
   * @param name the data set's
   * @param folder where it is now
   * @param files of the data set that the source has
   * @param fetched new ones, and damaged ones replaced
   * @param kept those that were there, whole
   * @param published clips that there should be; 0 where nobody says
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

  /** Told after each file. */
  @FunctionalInterface
  public interface Listener {
    /** Files done, of so many, and the name of the last. */
    void update(long done, long total, String file);
  }

  /**
   * Fetches a data set.
   *
   * @param name its name
   * @param data the folder of the data sets' folders
   * @param mirror a folder or .zip archive to take the files from; null for the public home
   * @throws BadInput if the set cannot be fetched, the home cannot be reached, or a file is not the
   *     one that is known
   * @throws CancellationException if the thread is interrupted; what is whole stays
   */
  public static Result run(String name, Path data, Path mirror, Listener listener) {
    requireFetchable(name, data);
    PublicHome home = PublicHome.of(name).orElseThrow();
    FileSource source =
        mirror == null
            ? new GitHubSource(
                GitHubSource.API, GitHubSource.RAW, home.repository(), PATIENCE, PAUSE)
            : new MirrorSource(mirror);
    try (source) {
      return new Fetch(home, data, source).run(listener);
    }
  }

  /**
   * Says at once what cannot be fetched, before anything else is.
   *
   * @throws BadInput with where to register and where to place the files
   */
  public static void requireFetchable(String name, Path data) {
    if (PublicHome.of(name).isEmpty()) {
      throw notFetchable(name, data);
    }
  }

  private static BadInput notFetchable(String name, Path data) {
    DataSet set = DataSets.named(name);
    return new BadInput(
        "%s cannot be fetched by a program (%s): %s; then place %s in %s and run: data check %s"
            .formatted(
                name,
                set.licence(),
                set.home(),
                String.join(" and ", set.files()),
                data.resolve(name),
                name));
  }

  Result run(Listener listener) {
    try {
      Map<String, FileSource.Listed> files = wanted();
      try {
        fetchAll(files, listener);
      } finally {
        writeSums();
      }
      writeOrigin();
      return new Result(
          home.set(),
          folder.toString(),
          files.size(),
          fetched.get(),
          kept.get(),
          home.published(),
          source.origin(),
          home.licence());
    } catch (IOException e) {
      throw new BadInput(
          "%s: %s cannot be read (%s); what is here is whole: run again to go on, or use --from"
              .formatted(
                  home.set(),
                  home.address(),
                  e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
          e);
    } catch (InterruptedException e) {
      throw new CancellationException(
          home.set() + ": interrupted; what is here is whole, run again to go on");
    }
  }

  /** The source's files by the names under which they are kept. */
  private Map<String, FileSource.Listed> wanted() throws IOException, InterruptedException {
    Map<String, FileSource.Listed> files = new TreeMap<>();
    for (FileSource.Listed file : source.list()) {
      Optional<String> name = home.keptAs(file.path());
      if (name.isEmpty()) {
        continue;
      }
      FileSource.Listed other = files.get(name.get());
      if (other == null || home.isCompanion(file.path())) {
        files.put(name.get(), file);
      } else if (home.isClip(name.get())
          && (file.gitHash() == null || !file.gitHash().equals(other.gitHash()))) {
        throw new BadInput(
            "%s: the source has two files called %s (%s and %s); name a folder with one"
                .formatted(
                    home.set(), name.get(), printable(other.path()), printable(file.path())));
      }
    }
    if (files.keySet().stream().noneMatch(home::isClip)) {
      throw new BadInput(
          "%s: the source has no file like %s; expected what %s holds"
              .formatted(home.set(), home.clips(), home.address()));
    }
    return files;
  }

  private static String printable(String path) {
    return path.replaceAll("[^\\x20-\\x7e]", "?");
  }

  private void fetchAll(Map<String, FileSource.Listed> files, Listener listener)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    AtomicFile.removeAbandoned(folder);
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<String>> tasks = new ArrayList<>();
      files.forEach((name, file) -> tasks.add(workers.submit(() -> fetch(name, file))));
      long done = 0;
      for (Future<String> task : tasks) {
        listener.update(++done, tasks.size(), task.get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      if (e.getCause() instanceof RuntimeException ours) {
        throw ours;
      }
      throw new IOException(e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private String fetch(String name, FileSource.Listed file)
      throws IOException, InterruptedException {
    Path place = folder.resolve(name);
    String known = sums.getOrDefault(name, published.get(name));
    if (Files.isRegularFile(place) && isWhole(place, file, known)) {
      sums.put(name, FileNames.sha256(place));
      kept.incrementAndGet();
      return name;
    }
    byte[] bytes = source.read(file);
    require(bytes.length <= FileSource.LARGEST_FILE, name, "is larger than 64 MB");
    require(
        file.size() < 0 || bytes.length == file.size(),
        name,
        "has %,d bytes, its list says %,d".formatted(bytes.length, file.size()));
    require(
        file.gitHash() == null || gitHash(bytes).equals(file.gitHash()),
        name,
        "is damaged: its git hash is another");
    String sum = MotionFolder.sha256(bytes);
    require(
        known == null || sum.equals(known),
        name,
        "has another SHA-256 than the file that is known: %s".formatted(sum));
    AtomicFile.write(place, out -> out.write(bytes));
    sums.put(name, sum);
    fetched.incrementAndGet();
    return name;
  }

  private void require(boolean right, String name, String what) {
    if (!right) {
      throw new BadInput(
          "%s: %s %s; nothing of it was kept, run again or compare by hand"
              .formatted(folder, name, what));
    }
  }

  /** Whether the file that is there is the one that is wanted. */
  private static boolean isWhole(Path place, FileSource.Listed file, String known)
      throws IOException {
    if (known != null) {
      return FileNames.sha256(place).equals(known);
    }
    return file.gitHash() != null
        && Files.size(place) == file.size()
        && gitHash(Files.readAllBytes(place)).equals(file.gitHash());
  }

  /** The name that git gives a file's content: SHA-1 behind a header. */
  static String gitHash(byte[] content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  /** The lock: what was once downloaded stays what it was. */
  private void writeSums() {
    sums.keySet().removeIf(name -> !Files.isRegularFile(folder.resolve(name)));
    if (!sums.isEmpty()) {
      write(MotionFolder.SUMS, Sha256Sums.text(sums));
    }
  }

  private void writeOrigin() {
    write(
        "ORIGIN",
        "%s%nfetched from %s%nlicence: %s%n"
            .formatted(home.address(), source.origin(), home.licence()));
  }

  private void write(String name, String text) {
    AtomicFile.write(folder.resolve(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
