package isopose.data.sets;

import isopose.data.motion.ClipFiles;
import isopose.data.motion.Sha256Sums;
import isopose.io.BadInput;
import isopose.io.FileTree;
import isopose.io.Limits;
import isopose.io.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The files of a data set's new archive.
 *
 * @param set the data set's name, which is the folder in the archive
 * @param there the present archive; null where there is none
 * @param kept its files that stay: their paths by their names
 * @param source where the others are from
 * @param wanted their paths by their names
 */
record ArchiveContent(
    String set,
    FileTree there,
    Map<String, String> kept,
    FileTree source,
    Map<String, String> wanted) {
  private static final LocalDateTime FIXED_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** Checks a file that goes into the archive. */
  @FunctionalInterface
  interface Verifier {
    /** The file's SHA-256; {@link BadInput} if it is not the one that is known. */
    String verified(String name, byte[] bytes);
  }

  /** The names of all files, sorted. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(kept.keySet());
    names.addAll(wanted.keySet());
    return names;
  }

  private byte[] bytes(String name) {
    return kept.containsKey(name)
        ? there.bytes(kept.get(name), Limits.CLIP_BYTES)
        : source.bytes(wanted.get(name), Limits.CLIP_BYTES);
  }

  /**
   * Writes the archive, with a list of the files' hashes.
   *
   * @throws CancellationException if the thread is interrupted
   */
  void write(OutputStream out, Verifier verifier, Progress progress) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.BEST_COMPRESSION);
    Map<String, String> sums = new TreeMap<>();
    Set<String> names = names();
    long bytesInAll = 0;
    for (String name : names) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException(set + ": interrupted; run again to go on");
      }
      byte[] bytes = bytes(name);
      bytesInAll += bytes.length;
      if (bytesInAll > Limits.DATA_SET_BYTES) {
        throw new BadInput("%s: has more than %,d MB".formatted(set, Limits.DATA_SET_BYTES >> 20));
      }
      sums.put(name, verifier.verified(name, bytes));
      add(zip, name, bytes);
      progress.update(sums.size(), names.size(), name);
    }
    add(zip, ClipFiles.SUMS, Sha256Sums.text(sums).getBytes(StandardCharsets.UTF_8));
    zip.finish();
  }

  private void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(set + "/" + name);
    entry.setTimeLocal(FIXED_TIME);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
