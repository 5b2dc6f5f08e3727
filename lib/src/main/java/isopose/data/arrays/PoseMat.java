package isopose.data.arrays;

import isopose.data.FrameColumns;
import isopose.io.BadInput;
import isopose.io.matlab.Mat5Files;
import isopose.io.matlab.Mat73;
import isopose.io.numpy.NpyArray;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.Char;

/**
 * Poses to be scored that MATLAB saved: an array (N, J, 3), and in files of MATLAB 5 to 7 also the
 * arrays of {@link FrameColumns} and {@code activity}, a number or a name each pose.
 */
final class PoseMat {
  private static final List<String> NAMES =
      Stream.concat(FrameColumns.NAMES.stream(), Stream.of("activity")).toList();

  private PoseMat() {}

  /**
   * Reads an array and the names beside it.
   *
   * @throws BadInput if the file is damaged or lacks the array
   */
  static Map<String, NpyArray> read(Path file, String key) {
    return Mat5Files.isMat5(file) ? ofMatlab5(file, key) : Map.of(key, ofMatlab73(file, key));
  }

  /**
   * The arrays TS1 to TS6 of a file of MATLAB 5 to 7, as published code saves its predictions of
   * MPI-INF-3DHP's test set; empty for any other file.
   */
  static Map<String, NpyArray> testSet(Path file) {
    if (!Mat5Files.isMat5(file)) {
      return Map.of();
    }
    Map<String, NpyArray> sequences = new LinkedHashMap<>();
    Mat5Files.variables(file)
        .forEach(
            (name, array) -> {
              if (name.matches("TS[1-6]")) {
                sequences.put(name, Mat5Files.numbers(array, where(file, name)));
              }
            });
    return sequences;
  }

  private static Map<String, NpyArray> ofMatlab5(Path file, String key) {
    Map<String, Array> variables = Mat5Files.variables(file);
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(key, Mat5Files.numbers(Mat5Files.variable(variables, key, file), where(file, key)));
    for (String name : NAMES) {
      if (variables.containsKey(name)) {
        arrays.put(name, names(variables.get(name), where(file, name)));
      }
    }
    return arrays;
  }

  /** The first of the usual names of arrays that a file has. */
  static String find(Path file, List<String> usual) {
    if (Mat5Files.isMat5(file)) {
      Set<String> own = Mat5Files.variables(file).keySet();
      return usual.stream().filter(own::contains).findFirst().orElse(usual.get(0));
    }
    try (Mat73 mat = Mat73.open(file)) {
      return usual.stream().filter(mat::has).findFirst().orElse(usual.get(0));
    }
  }

  /**
   * MATLAB's first index is HDF5's last; Python writes HDF5 as it stands. Which of both a file is
   * shows where only one of them has a known shape; else it is MATLAB's.
   */
  private static NpyArray ofMatlab73(Path file, String key) {
    try (Mat73 mat = Mat73.open(file)) {
      NpyArray stored = mat.array(key);
      int[] turned = new int[stored.shape().length];
      for (int d = 0; d < turned.length; d++) {
        turned[d] = stored.shape()[turned.length - 1 - d];
      }
      NpyArray ofMatlab =
          NpyArray.ofBlock(NpyArray.fromFortranOrder(stored.doubles(), turned), turned);
      return PoseArrays.fit(ofMatlab) ? ofMatlab : stored;
    }
  }

  /** A cell of names, or a vector of whole numbers. */
  private static NpyArray names(Array array, String where) {
    String[] names = new String[array.getNumElements()];
    if (array instanceof Cell cell) {
      for (int k = 0; k < names.length; k++) {
        if (!(cell.get(k) instanceof Char text) || text.getNumRows() > 1) {
          throw new BadInput(where + ": expected a cell of names or a vector of whole numbers");
        }
        names[k] = text.getNumElements() == 0 ? "" : text.getRow(0);
      }
      return NpyArray.of(names);
    }
    double[] numbers = Mat5Files.numbers(array, where).doubles();
    for (int k = 0; k < names.length; k++) {
      if (numbers[k] != Math.rint(numbers[k])) {
        throw new BadInput(where + ": expected a cell of names or a vector of whole numbers");
      }
      names[k] = Long.toString((long) numbers[k]);
    }
    return NpyArray.of(names);
  }

  private static String where(Path file, String name) {
    return file + " [" + name + "]";
  }
}
