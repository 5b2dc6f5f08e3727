package isopose.io.numpy;

import isopose.io.BadInput;
import isopose.io.InputFile;
import isopose.io.Limits.MemoryBudget;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import net.razorvine.pickle.PickleException;

/**
 * Python pickles of strings, numbers, lists, dictionaries and NumPy arrays, by Python 2 or 3.
 *
 * <p>A pickle is a program for a small stack machine and may name any function to call. Only the
 * constructors of NumPy arrays are allowed.
 */
public final class Pickles {
  private Pickles() {}

  /**
   * Reads a pickle file.
   *
   * @return a tree of Map, List, Object[], String, Number, Boolean, null and {@link PickledArray}
   * @throws BadInput if the file is missing or damaged or names anything but NumPy's arrays
   */
  public static Object load(Path file) {
    MemoryBudget budget = MemoryBudget.of(file);
    try (InputStream in = InputFile.open(file)) {
      return load(in, budget, file.toString());
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", e);
    }
  }

  /** Reads one pickle from a stream; messages begin with {@code where}. */
  static Object load(InputStream in, MemoryBudget budget, String where) {
    try {
      return new NumPyUnpickler(budget, where).load(new BufferedInputStream(in, 1 << 16));
    } catch (StackOverflowError e) {
      throw new BadInput(where + ": a pickle nested without end; refused", e);
    } catch (IOException | PickleException e) {
      throw damaged(where, e);
    } catch (BadInput e) {
      throw e;
    } catch (RuntimeException e) {
      // the library casts and indexes unchecked: a damaged file can cause any exception
      throw damaged(where, e);
    }
  }

  private static BadInput damaged(String where, Exception e) {
    return new BadInput(where + ": this is no whole Python pickle; get it again", e);
  }
}
