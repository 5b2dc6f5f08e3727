package isopose.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * The limits on untrusted files. They are far above the needs of valid files, and low enough that a
 * malicious file costs no more than a valid one. What a file may unpack to in memory follows from
 * its size: see {@link MemoryBudget}.
 */
public final class Limits {
  /** Bytes of a BVH file: an hour of 22 joints at 30 frames a second takes about this much. */
  public static final int CLIP_BYTES = 64 << 20;

  /** Bytes of a text read at once: a list of hashes, a record. */
  public static final int TEXT_BYTES = 64 << 20;

  /** Bytes of a JSON file, its numbers, and its other values. */
  public static final int JSON_BYTES = 512 << 20;

  public static final int JSON_NUMBERS = 64_000_000;
  public static final int JSON_VALUES = 16_000_000;

  /** Bytes of a MATLAB file, which is read into memory as a whole. */
  public static final int MATLAB_BYTES = 1 << 30;

  /** Bytes of a downloaded archive. */
  public static final long DOWNLOAD_BYTES = 4L << 30;

  /** Bytes of all files of a data set that is fetched. */
  public static final long DATA_SET_BYTES = 16L << 30;

  /** Bytes of all files of a tar archive, which is unpacked in memory. */
  public static final long TAR_BYTES = 512L << 20;

  /** Files of a folder or an archive. */
  public static final int FILES = 200_000;

  /** Arrays of a NumPy archive. */
  public static final int ARRAYS = 10_000;

  /** Dimensions of an array. */
  public static final int DIMENSIONS = 8;

  /** Numbers of an array. */
  public static final int ELEMENTS = Integer.MAX_VALUE - 16;

  /** Bytes of the header of an array. */
  public static final int ARRAY_HEADER_BYTES = 64 << 10;

  /** Bytes of the header of a safetensors file. */
  public static final int SAFETENSORS_HEADER_BYTES = 8 << 20;

  /** How many times its size a deflated stream can inflate to. */
  public static final int DEFLATE_RATIO = 1032;

  /** Columns of a CSV table. */
  public static final int CSV_COLUMNS = 1 << 12;

  /** Characters of a cell of a CSV table, and of a row. */
  public static final int CSV_CELL = 1 << 12;

  public static final int CSV_ROW = 1 << 16;

  /** Characters of a name in a pickle. */
  public static final int PICKLE_NAME = 100;

  /** Digits of a decimal number in a pickle: longer ones take quadratic time to read. */
  public static final int PICKLE_DIGITS = 64;

  /** The functions that a pickle may call; all others are refused. */
  public static final Set<String> PICKLE_CALLS =
      Set.of(
          "numpy.ndarray",
          "numpy.dtype",
          "numpy.core.multiarray._reconstruct",
          "numpy._core.multiarray._reconstruct", // NumPy 2 renamed numpy.core
          "numpy.core.multiarray.scalar",
          "numpy._core.multiarray.scalar",
          "numpy.core.numeric._frombuffer",
          "numpy._core.numeric._frombuffer",
          "_codecs.encode");

  /** Depth of nested cells and structs in a MATLAB file. */
  public static final int MATLAB_DEPTH = 40;

  /** Joints of a BVH file, and the depth to which they are nested. */
  public static final int BVH_JOINTS = 1_000;

  public static final int BVH_DEPTH = 100;

  /** Characters of a word of a BVH file. */
  public static final int BVH_WORD = 200;

  /** What any file may unpack to, in bytes, and how many times its own size a larger one may. */
  public static final long SMALL_FILE_BYTES = 128L << 20;

  public static final int LARGEST_RATIO = 100;

  private Limits() {}

  /**
   * The memory that reading one file may take: enough for any real file, whatever its size fields
   * claim. It is charged before memory is allocated.
   */
  public static final class MemoryBudget {
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
            file.toString(), SMALL_FILE_BYTES + LARGEST_RATIO * Files.size(file));
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
}
