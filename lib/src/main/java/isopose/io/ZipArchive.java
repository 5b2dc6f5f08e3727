package isopose.io;

import isopose.io.Limits.MemoryBudget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A zip archive. Each file is inflated when it is read. */
final class ZipArchive implements Archive {
  private final ZipFile zip;
  private final MemoryBudget budget;
  private final List<String> paths;

  ZipArchive(Path archive, MemoryBudget budget) {
    this.budget = budget;
    try {
      this.zip = new ZipFile(archive.toFile());
      this.paths =
          zip.stream()
              .filter(entry -> !entry.isDirectory())
              .map(ZipEntry::getName)
              .limit(Limits.FILES + 1L)
              .toList();
    } catch (IOException | IllegalArgumentException e) {
      throw new BadInput(archive + ": is no whole .zip archive; get it again", e);
    }
  }

  @Override
  public List<String> paths() {
    return paths;
  }

  @Override
  public byte[] bytes(String path, int most) throws IOException {
    ZipEntry entry = zip.getEntry(path);
    CRC32 crc = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
      byte[] bytes = in.readNBytes(most + 1); // the declared size of an entry is not trusted
      if (bytes.length <= most && entry.getCrc() >= 0 && entry.getCrc() != crc.getValue()) {
        throw new IOException("its checksum differs");
      }
      budget.take(bytes.length);
      return bytes;
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
