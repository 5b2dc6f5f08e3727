package isopose.io;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import isopose.io.Limits.MemoryBudget;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A tar archive compressed by zstd. Such an archive has no index and is compressed as a whole, so
 * it is unpacked into memory when it is opened. Only regular files are taken: no links, devices or
 * sparse files.
 */
final class TarArchive implements Archive {
  /** The ending of its name. */
  static final String ENDING = ".tar.zst";

  private final Map<String, byte[]> files = new TreeMap<>();

  TarArchive(Path archive, MemoryBudget budget) {
    try (InputStream packed = InputFile.open(archive);
        Metered unpacked = new Metered(new ZstdInputStreamNoFinalizer(packed), archive, budget);
        TarArchiveInputStream tar = new TarArchiveInputStream(unpacked, "UTF-8")) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null && files.size() <= Limits.FILES) {
        if (isRegular(entry) && files.put(entry.getName(), tar.readAllBytes()) != null) {
          throw new BadInput(
              "%s: has two files called %s; remove one".formatted(archive, entry.getName()));
        }
        entry = tar.getNextEntry();
      }
      unpacked.transferTo(OutputStream.nullOutputStream()); // the checksum is behind the last byte
      if (unpacked.bytes == 0) {
        throw new IOException("it is empty");
      }
    } catch (BadInput e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new BadInput(archive + ": is no whole .tar.zst archive; get it again", e);
    }
  }

  private static boolean isRegular(TarArchiveEntry entry) {
    byte kind = entry.getLinkFlag();
    return (kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM)
        && !entry.isDirectory()
        && !entry.isSparse();
  }

  @Override
  public List<String> paths() {
    return List.copyOf(files.keySet());
  }

  @Override
  public byte[] bytes(String path, int most) {
    return files.get(path);
  }

  @Override
  public void close() {
    // the file is closed already
  }

  /** Counts every unpacked byte, also those of what is skipped. */
  private static final class Metered extends FilterInputStream {
    private final Path archive;
    private final MemoryBudget budget;
    private long bytes;

    Metered(InputStream in, Path archive, MemoryBudget budget) {
      super(in);
      this.archive = archive;
      this.budget = budget;
    }

    private void count(long more) {
      budget.take(more);
      bytes += more;
      if (bytes > Limits.TAR_BYTES) {
        throw new BadInput(
            "%s: unpacks to more than %,d MiB; unpack it (tar --zstd -xf) and give the folder"
                .formatted(archive, Limits.TAR_BYTES >> 20));
      }
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
      long skipped = super.skip(wanted);
      count(skipped);
      return skipped;
    }
  }
}
