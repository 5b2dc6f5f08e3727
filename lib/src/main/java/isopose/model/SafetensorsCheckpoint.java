package isopose.model;

import isopose.io.BadInput;
import isopose.io.Safetensors;
import isopose.io.Safetensors.Tensor;
import isopose.io.numpy.NpyArray;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A checkpoint as a safetensors file: the parameters and running statistics by name; the
 * configuration (JSON) and {@code normalisation.bone_sum} (millimetres) in the metadata.
 *
 * <p>A matrix W of the {@linkplain Precision#ROWS_8_BIT compact form} is a tensor of 8-bit whole
 * numbers, and its factors are the tensor {@code NAME_scale}, one for each row: W[i, k] = scale[i]
 * NAME[i, k].
 */
public final class SafetensorsCheckpoint {
  private static final String ENDING = ".safetensors";
  private static final String SCALE = "_scale";

  /** A smaller matrix stays in 32 bits: it takes little memory, and inputs and outputs need it. */
  private static final int LARGE = 1 << 15;

  private SafetensorsCheckpoint() {}

  /** How numbers are written. */
  public enum Precision {
    /** As they are, 32 bits. */
    FULL,
    /** Matrices of 2^15 or more numbers in 8 bits, with a factor for each row. */
    ROWS_8_BIT
  }

  /** Whether a file has this form, by its ending. */
  static boolean isNamed(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(ENDING);
  }

  /**
   * Writes the arrays of a checkpoint that have these names.
   *
   * @param notes more metadata, by keys that the checkpoint's own do not have
   */
  public static void write(
      Path file,
      Checkpoint checkpoint,
      Predicate<String> kept,
      Precision precision,
      Map<String, String> notes) {
    Map<String, String> metadata = new LinkedHashMap<>(notes);
    metadata.put(Checkpoint.CONFIGURATION, checkpoint.configuration());
    metadata.put(Checkpoint.BONE_SUM, String.valueOf(checkpoint.normalisation().boneSum()));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    checkpoint
        .arrays()
        .forEach(
            (name, array) -> {
              if (!metadata.containsKey(name) && kept.test(name)) {
                if (precision == Precision.ROWS_8_BIT && isLarge(array)) {
                  compact(name, array, tensors);
                } else {
                  tensors.put(name, Tensor.of(array.floats(), array.shape()));
                }
              }
            });
    new Safetensors(metadata, tensors).write(file);
  }

  private static boolean isLarge(NpyArray array) {
    return array.shape().length == 2 && array.size() >= LARGE;
  }

  /** Each row in steps of a 127th of its largest magnitude. */
  private static void compact(String name, NpyArray matrix, Map<String, Tensor> tensors) {
    float[] values = matrix.floats();
    int rows = matrix.shape()[0];
    int columns = matrix.shape()[1];
    byte[] steps = new byte[values.length];
    float[] scales = new float[rows];
    for (int i = 0; i < rows; i++) {
      float largest = 0;
      for (int k = 0; k < columns; k++) {
        largest = Math.max(largest, Math.abs(values[i * columns + k]));
      }
      scales[i] = largest == 0 ? 1 : largest / Byte.MAX_VALUE;
      for (int k = 0; k < columns; k++) {
        steps[i * columns + k] = (byte) Math.round(values[i * columns + k] / scales[i]);
      }
    }
    tensors.put(name, Tensor.of(steps, rows, columns));
    tensors.put(name + SCALE, Tensor.of(scales, rows));
  }

  /** Reads a file, which may be untrusted; {@link Checkpoint#read} checks the rest. */
  static Checkpoint read(Path file) {
    Safetensors stored = Safetensors.read(file);
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    stored
        .tensors()
        .forEach(
            (name, tensor) -> {
              float[] values = tensor.floats();
              if (tensor.type() == Safetensors.Type.I8) {
                scale(values, stored.tensors().get(name + SCALE), file + ": '" + name + "'");
              }
              int[] shape = tensor.shape().stream().mapToInt(Integer::intValue).toArray();
              arrays.put(name, NpyArray.ofBlock(values, shape));
            });
    String configuration = stored.metadata().get(Checkpoint.CONFIGURATION);
    if (configuration != null) {
      arrays.put(Checkpoint.CONFIGURATION, NpyArray.of(configuration));
    }
    arrays.put(Checkpoint.BONE_SUM, NpyArray.of(new double[] {boneSum(file, stored)}));
    return new Checkpoint(file, arrays);
  }

  private static void scale(float[] values, Tensor scales, String where) {
    float[] factors = scales == null ? new float[0] : scales.floats();
    if (factors.length == 0 || values.length % factors.length != 0) {
      throw new BadInput(
          "%s: has 8-bit numbers without one factor a row; expected a tensor NAME%s"
              .formatted(where, SCALE));
    }
    int columns = values.length / factors.length;
    for (int k = 0; k < values.length; k++) {
      values[k] *= factors[k / columns];
    }
  }

  private static double boneSum(Path file, Safetensors stored) {
    String text = stored.metadata().getOrDefault(Checkpoint.BONE_SUM, "nothing");
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new BadInput(
          "%s: the metadata's %s must be a length in mm".formatted(file, Checkpoint.BONE_SUM), e);
    }
  }
}
