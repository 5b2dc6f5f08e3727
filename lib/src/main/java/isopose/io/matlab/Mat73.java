package isopose.io.matlab;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.object.datatype.FloatingPoint;
import isopose.io.BadInput;
import isopose.io.InputFile;
import isopose.io.Limits;
import isopose.io.Limits.MemoryBudget;
import isopose.io.numpy.NpyArray;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * Numeric arrays at the root of a MATLAB 7.3 file, which is HDF5 behind a block of 512 bytes.
 *
 * <p>The file is read into memory as a whole: every offset and length in it is then checked against
 * the bytes that are there.
 */
public final class Mat73 implements AutoCloseable {
  private final Path file;
  private final HdfFile hdf;
  private final MemoryBudget budget;

  private Mat73(Path file, HdfFile hdf, MemoryBudget budget) {
    this.file = file;
    this.hdf = hdf;
    this.budget = budget;
  }

  /** Opens a file; {@link BadInput} if it is no HDF5. */
  public static Mat73 open(Path file) {
    MemoryBudget budget = MemoryBudget.of(file);
    if (Mat5Files.isMat5(file)) {
      throw new BadInput(
          file + ": is a file of MATLAB 5 to 7; expected one of MATLAB 7.3 (save -v7.3)");
    }
    byte[] bytes = InputFile.bytes(file, Limits.MATLAB_BYTES);
    return new Mat73(file, guarded(file, () -> HdfFile.fromBytes(bytes)), budget);
  }

  /**
   * That there are arrays of these names.
   *
   * @throws BadInput naming those that are not, and what the file was expected to be
   */
  public void require(Collection<String> names, String expected) {
    List<String> missing = names.stream().filter(name -> !has(name)).toList();
    if (!missing.isEmpty()) {
      throw new BadInput(
          "%s: lacks %s; expected %s: get it again"
              .formatted(file, String.join(", ", missing), expected));
    }
  }

  /** Whether there is an array of that name. */
  public boolean has(String name) {
    return guarded(file, () -> hdf.getChild(name)) != null;
  }

  /**
   * Reads an array.
   *
   * @param shape the lengths expected, -1 for any; none: any shape
   * @throws BadInput if it is missing, of another shape or type, or damaged
   */
  public NpyArray array(String name, int... shape) {
    String where = file + " [" + name + "]";
    Node node = guarded(file, () -> hdf.getChild(name));
    if (node == null) {
      throw new BadInput(where + ": not in the file; get it again");
    }
    if (node.isLink() || !(node instanceof Dataset dataset)) {
      throw new BadInput(where + ": expected an array of numbers");
    }
    int[] dimensions = guarded(file, dataset::getDimensions);
    NpyArray array = NpyArray.ofBlock(values(dataset, dimensions, where), dimensions);
    if (shape.length > 0 && !array.hasShape(shape)) {
      throw new BadInput(
          where
              + ": expected "
              + Arrays.toString(shape).replace("-1", "N")
              + ", got "
              + array.describe());
    }
    return array;
  }

  private Object values(Dataset dataset, int[] dimensions, String where) {
    Class<?> type = guarded(file, dataset::getJavaType);
    long elements = NpyArray.elements(dimensions);
    if ((type != double.class && type != float.class) || elements < 0) {
      throw new BadInput(where + ": expected an array of floating-point numbers");
    }
    // once as bytes and once as numbers
    budget.take(Math.multiplyExact(Math.min(elements, 1L << 40), 16));
    Object values =
        dataset instanceof ChunkedDataset chunked
            ? guarded(file, () -> decoded(chunked, where))
            : guarded(file, dataset::getDataFlat);
    boolean fits =
        values instanceof double[] wide
            ? wide.length == elements
            : values instanceof float[] narrow && narrow.length == elements;
    if (!fits) {
      throw new BadInput(where + ": the array is damaged; get the file again");
    }
    return values;
  }

  /** Chunks are deflated: they are inflated under the budget. */
  private Object decoded(ChunkedDataset dataset, String where) {
    int bytes = dataset.getDataType().getSize();
    if (!(dataset.getDataType() instanceof FloatingPoint type) || (bytes != 8 && bytes != 4)) {
      throw new BadInput(where + ": expected numbers in single or double precision");
    }
    ByteBuffer block =
        ByteBuffer.wrap(new Hdf5Chunks(dataset, bytes, budget, where).read())
            .order(type.getByteOrder());
    if (bytes == 8) {
      double[] values = new double[block.remaining() / 8];
      block.asDoubleBuffer().get(values);
      return values;
    }
    float[] values = new float[block.remaining() / 4];
    block.asFloatBuffer().get(values);
    return values;
  }

  /** Runs a step of the library, which for a damaged file can end in anything. */
  private static <T> T guarded(Path file, Supplier<T> step) {
    try {
      return step.get();
    } catch (BadInput e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new BadInput(
          file + ": this is no whole file of MATLAB 7.3 nor of 5 to 7; save it again with -v7", e);
    }
  }

  @Override
  public void close() {
    hdf.close();
  }
}
