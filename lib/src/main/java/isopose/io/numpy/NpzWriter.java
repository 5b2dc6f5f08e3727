package isopose.io.numpy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes NumPy archives; the same arrays in the same order give the same bytes. */
final class NpzWriter {
  private static final LocalDateTime FIXED_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private NpzWriter() {}

  /** Writes the arrays and leaves the stream open. */
  static void write(Map<String, NpyArray> arrays, OutputStream raw) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(raw, 1 << 16));
    for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
      ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
      entry.setTimeLocal(FIXED_TIME);
      // stored, as numpy.savez does: weights do not compress; the checksum has to come first
      entry.setMethod(ZipEntry.STORED);
      measure(array.getValue(), entry);
      zip.putNextEntry(entry);
      NpyWriter.write(array.getValue(), zip);
      zip.closeEntry();
    }
    zip.finish();
    zip.flush();
  }

  /** Sets the size and the checksum of an entry, which precede a stored array. */
  private static void measure(NpyArray array, ZipEntry entry) throws IOException {
    CRC32 crc = new CRC32();
    long[] size = {0};
    OutputStream counter =
        new OutputStream() {
          @Override
          public void write(int value) {
            size[0]++;
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            size[0] += length;
          }
        };
    NpyWriter.write(array, new CheckedOutputStream(counter, crc));
    entry.setSize(size[0]);
    entry.setCrc(crc.getValue());
  }
}
