package isopose.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SHA-256 of files; a file is read again only after it has changed.
 *
 * <p>As make, git and rsync do, this assumes that a file with the same path, size, modification
 * time and, where available, change time and inode has the same content. The assumption fails only
 * for a program that rewrites a file in place and sets the clock back. A file modified within the
 * last two seconds is read every time, because it could change again without a new time.
 */
public final class FileHashes {
  private static final Duration SETTLED = Duration.ofSeconds(2);
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) ([0-9T:.Z+ -]{1,200}) (/.*)");

  private final Path kept;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private volatile boolean changed;

  private record Known(String stamp, String sha256) {}

  /** Keeps hashes in memory only. */
  public FileHashes() {
    this(null);
  }

  /**
   * Keeps hashes in a file.
   *
   * @param kept need not exist; if it cannot be read or written, files are hashed again
   */
  public FileHashes(Path kept) {
    this.kept = kept;
    if (kept != null) {
      load();
    }
  }

  private void load() {
    if (!Files.isRegularFile(kept)) {
      return;
    }
    try {
      for (String line : InputFile.text(kept, Limits.TEXT_BYTES).lines().toList()) {
        Matcher parts = LINE.matcher(line);
        if (parts.matches()) {
          known.put(parts.group(3), new Known(parts.group(2), parts.group(1)));
        }
      }
    } catch (BadInput e) {
      known.clear(); // the files are read again
    }
  }

  /**
   * A file's hash.
   *
   * @throws BadInput if it cannot be read
   */
  public String of(Path file) {
    return of(file, "", () -> Sha256.of(file));
  }

  /**
   * The hash of a part of a file, such as a clip in an archive.
   *
   * @param hash reads it
   */
  public String of(Path file, String part, Supplier<String> hash) {
    String key = file.toAbsolutePath().normalize() + (part.isEmpty() ? "" : "!" + part);
    String stamp = stamp(file);
    Known before = known.get(key);
    if (before != null && before.stamp.equals(stamp)) {
      return before.sha256;
    }
    String sha256 = hash.get();
    if (isSettled(file) && stamp.equals(stamp(file))) {
      known.put(key, new Known(stamp, sha256));
      changed = true;
    }
    return sha256;
  }

  private static boolean isSettled(Path file) {
    try {
      Instant modified = Files.getLastModifiedTime(file).toInstant();
      return modified.isBefore(Instant.now().minus(SETTLED));
    } catch (IOException e) {
      return false;
    }
  }

  private static String stamp(Path file) {
    try {
      boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
      String own =
          unix
              ? " "
                  + Files.getAttribute(file, "unix:ctime")
                  + " "
                  + Files.getAttribute(file, "unix:ino")
              : "";
      return Files.size(file) + " " + Files.getLastModifiedTime(file) + own;
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", e);
    }
  }

  /** Writes the known hashes for later processes, if the file can be written. */
  public void save() {
    if (kept == null || !changed) {
      return;
    }
    changed = false;
    StringBuilder text = new StringBuilder();
    new TreeMap<>(known)
        .forEach(
            (path, entry) -> {
              if (path.startsWith("/") && path.lines().count() == 1) {
                text.append("%s %s %s%n".formatted(entry.sha256, entry.stamp, path));
              }
            });
    try {
      AtomicFile.writeText(kept, text.toString());
      AtomicFile.removeAbandoned(kept.toAbsolutePath().getParent());
    } catch (BadInput | IOException e) {
      changed = true; // the folder is read-only: later processes hash the files again
    }
  }
}
