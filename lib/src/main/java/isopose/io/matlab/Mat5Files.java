package isopose.io.matlab;

import isopose.io.BadInput;
import isopose.io.InputFile;
import isopose.io.Limits;
import isopose.io.Limits.MemoryBudget;
import isopose.io.numpy.NpyArray;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import us.hebi.matlab.mat.format.Mat5Reader;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;

/** Opens MATLAB 5 files with the library's reader behind a memory budget. */
public final class Mat5Files {
  private static final int MOST_NAMES = 5;

  private Mat5Files() {}

  /**
   * Reads one variable of a file.
   *
   * @throws BadInput if the file is missing or damaged or lacks the variable
   */
  public static Array read(Path file, String variable) {
    return variable(variables(file), variable, file);
  }

  /** One of a file's variables; {@link BadInput} if it is not there. */
  public static Array variable(Map<String, Array> variables, String name, Path file) {
    Array array = variables.get(name);
    if (array == null) {
      List<String> names = variables.keySet().stream().limit(MOST_NAMES).toList();
      throw new BadInput(
          file
              + ": there is no variable '"
              + name
              + "'; it has "
              + names
              + ": name one with --key");
    }
    return array;
  }

  /**
   * Reads every variable of a file by its name.
   *
   * @throws BadInput if the file is missing or damaged
   */
  public static Map<String, Array> variables(Path file) {
    MemoryBudget budget = MemoryBudget.of(file);
    if (begins(file, "MATLAB 7.3")) {
      throw new BadInput(
          file + ": is a file of MATLAB 7.3; expected one of MATLAB 5 to 7 (save -v7)");
    }
    try {
      Source source = Sources.wrap(InputFile.bytes(file, Limits.MATLAB_BYTES));
      // never closed: the matrix lives in the file's buffers, which are plain arrays
      MatFile mat = new Guarded(new BudgetedSource(source, budget), budget).readMat();
      Map<String, Array> variables = new LinkedHashMap<>();
      mat.getEntries().forEach(entry -> variables.putIfAbsent(entry.getName(), entry.getValue()));
      return variables;
    } catch (BadInput e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw e.getCause() instanceof BadInput refused ? refused : damaged(file, e);
    }
  }

  /** Whether a file begins as MATLAB 5 files do, and not as 7.3's, which are HDF5. */
  public static boolean isMat5(Path file) {
    return begins(file, "MATLAB 5.0");
  }

  private static boolean begins(Path file, String words) {
    try (InputStream in = InputFile.open(file)) {
      byte[] head = in.readNBytes(words.length());
      return new String(head, StandardCharsets.ISO_8859_1).equals(words);
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  /** The line for a file that does not hold together. */
  public static BadInput damaged(Path file, Throwable e) {
    return new BadInput(file + ": this is no whole MATLAB file; get it again", e);
  }

  /** The library's reader, which charges the budget before it makes room for nested arrays. */
  private static final class Guarded extends Mat5Reader {
    private static final int ARRAY_BYTES = 128;

    private final MemoryBudget budget;
    private int depth;

    Guarded(Source source, MemoryBudget budget) {
      super(source);
      this.budget = budget;
      disableSubsystemProcessing();
    }

    @Override
    protected Mat5Reader createChildReader(Source child) {
      return new Guarded(child, budget);
    }

    @Override
    protected Array readNestedArray() throws IOException {
      budget.take(ARRAY_BYTES);
      if (++depth > Limits.MATLAB_DEPTH) {
        throw new IOException("nested too deep");
      }
      Array array = super.readNestedArray();
      depth--;
      return array;
    }

    @Override
    protected Cell readCell(EntryHeader header) throws IOException {
      budget.take(8L * header.getNumElements());
      return (Cell) super.readCell(header);
    }

    @Override
    protected Array[][] readValues(EntryHeader header, int fields, String[] names)
        throws IOException {
      budget.take(8L * header.getNumElements() * fields);
      return super.readValues(header, fields, names);
    }
  }

  /** The numbers of a matrix in C order. */
  public static NpyArray numbers(Array array, String where) {
    if (!(array instanceof Matrix matrix)) {
      throw new BadInput(where + ": expected a matrix of numbers");
    }
    int[] shape = matrix.getDimensions();
    long elements = NpyArray.elements(shape);
    try {
      if (elements > 0) {
        matrix.getDouble((int) (elements - 1)); // that the last one is there, before making room
      }
      double[] columns = new double[Math.toIntExact(elements)];
      for (int k = 0; k < columns.length; k++) {
        columns[k] = matrix.getDouble(k);
      }
      return NpyArray.ofBlock(NpyArray.fromFortranOrder(columns, shape), shape);
    } catch (RuntimeException e) {
      throw new BadInput(where + ": the matrix is damaged; get the file again", e);
    }
  }
}
