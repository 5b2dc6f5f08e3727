package isopose.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The memory that reading one file may take: enough for any real file, whatever its size fields
 * claim. It is charged before memory is allocated.
 */
public final class MemoryBudget {
  private final String file;
  private long left;

  private MemoryBudget(String file, long bytes) {
    this.file = file;
    this.left = bytes;
  }

  /** For a file on disk; {@link BadInput} if it is not there. */
  public static MemoryBudget of(Path file) {
    InputFile.require(file);
    try {
      return new MemoryBudget(
          file.toString(), Limits.SMALL_FILE_BYTES + Limits.LARGEST_RATIO * Files.size(file));
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", e);
    }
  }

  /** Takes bytes off; {@link BadInput} if there are not so many left. */
  public synchronized void take(long bytes) {
    require(bytes);
    left -= bytes;
  }

  /** {@link BadInput} if there are not so many bytes left, or the size is negative. */
  public synchronized void require(long bytes) {
    if (bytes < 0 || bytes > left) {
      throw new BadInput(
          file + ": unpacked it would be far larger than its file; refused as a zip bomb");
    }
  }
}
