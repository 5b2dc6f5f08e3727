package isopose.io.numpy;

import isopose.io.BadInput;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/**
 * One array of a NumPy file: a flat block in C order and its shape.
 *
 * <p>The block is shared, not copied. Numbers keep the file's precision: float16 and float32 become
 * float[], float64 double[], integers of up to 32 bits and booleans int[], longer ones long[], text
 * String[].
 */
public final class NpyArray {
  private final Object block;
  private final int[] shape;

  private NpyArray(Object block, int length, int... shape) {
    if (elements(shape) != length) {
      throw new IllegalArgumentException(
          length + " numbers are no array of shape " + Arrays.toString(shape));
    }
    this.block = block;
    this.shape = shape.clone();
  }

  /** A float32 array; without a shape, of one dimension. */
  public static NpyArray of(float[] values, int... shape) {
    return new NpyArray(values, values.length, shapeOr(values.length, shape));
  }

  /** A float64 array; without a shape, of one dimension. */
  public static NpyArray of(double[] values, int... shape) {
    return new NpyArray(values, values.length, shapeOr(values.length, shape));
  }

  /** An int32 array; without a shape, of one dimension. */
  public static NpyArray of(int[] values, int... shape) {
    return new NpyArray(values, values.length, shapeOr(values.length, shape));
  }

  /** An int64 array; without a shape, of one dimension. */
  public static NpyArray of(long[] values, int... shape) {
    return new NpyArray(values, values.length, shapeOr(values.length, shape));
  }

  /** An array of text; without a shape, of one dimension. */
  public static NpyArray of(String[] values, int... shape) {
    return new NpyArray(values, values.length, shapeOr(values.length, shape));
  }

  /** A single text, shape (). */
  public static NpyArray of(String value) {
    return new NpyArray(new String[] {value}, 1);
  }

  private static int[] shapeOr(int length, int... shape) {
    return shape.length == 0 ? new int[] {length} : shape;
  }

  /** A block of any of the kinds above; shape () is a single number. */
  public static NpyArray ofBlock(Object block, int... shape) {
    return new NpyArray(block, java.lang.reflect.Array.getLength(block), shape);
  }

  /** The lengths of the dimensions; empty for a single number. */
  public int[] shape() {
    return shape.clone();
  }

  /** The number of numbers. */
  public int size() {
    return Math.toIntExact(elements(shape));
  }

  /** That it holds numbers and not text; {@code where} begins the message. */
  public void requireNumbers(String where) {
    if (isText()) {
      throw new BadInput(where + ": expected numbers, got " + describe());
    }
  }

  /** Whether the shape is this one, where -1 stands for any length. */
  public boolean hasShape(int... expected) {
    if (shape.length != expected.length) {
      return false;
    }
    for (int d = 0; d < shape.length; d++) {
      if (expected[d] >= 0 && expected[d] != shape[d]) {
        return false;
      }
    }
    return true;
  }

  /** "float32 (4, 17, 3)", for messages. */
  public String describe() {
    StringBuilder text = new StringBuilder(type()).append(" (");
    for (int d = 0; d < shape.length; d++) {
      text.append(d == 0 ? "" : ", ").append(shape[d]);
    }
    return text.append(')').toString();
  }

  private String type() {
    String name = block.getClass().getComponentType().getSimpleName().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "float" -> "float32";
      case "double" -> "float64";
      case "int" -> "int32";
      case "long" -> "int64";
      default -> "text";
    };
  }

  /** Whether this holds text and no numbers. */
  public boolean isText() {
    return block instanceof String[];
  }

  /** The block itself, one of the array types above; for the writer. */
  Object block() {
    return block;
  }

  /** The numbers as float32: the block itself if it is one, otherwise a rounded copy. */
  public float[] floats() {
    if (block instanceof float[] values) {
      return values;
    }
    float[] copy = new float[size()];
    if (block instanceof double[] values) {
      for (int k = 0; k < copy.length; k++) {
        copy[k] = (float) values[k];
      }
    } else {
      long[] values = longs();
      for (int k = 0; k < copy.length; k++) {
        copy[k] = values[k];
      }
    }
    return copy;
  }

  /** The numbers as float64: the block itself if it is one, otherwise a copy. */
  public double[] doubles() {
    if (block instanceof double[] values) {
      return values;
    }
    double[] copy = new double[size()];
    if (block instanceof float[] values) {
      for (int k = 0; k < copy.length; k++) {
        copy[k] = values[k];
      }
    } else {
      long[] values = longs();
      for (int k = 0; k < copy.length; k++) {
        copy[k] = values[k];
      }
    }
    return copy;
  }

  /** Number k in the file's own precision, without a copy. */
  public IntToDoubleFunction reader() {
    if (block instanceof float[] values) {
      return k -> values[k];
    }
    double[] values = doubles();
    return k -> values[k];
  }

  /** The whole numbers; {@link IllegalStateException} if this holds others. */
  public long[] longs() {
    if (block instanceof long[] values) {
      return values;
    }
    if (block instanceof int[] values) {
      return Arrays.stream(values).asLongStream().toArray();
    }
    throw new IllegalStateException("expected whole numbers, this is " + describe());
  }

  /** The texts, or whole numbers written out; {@link IllegalStateException} for others. */
  public String[] strings() {
    if (block instanceof String[] values) {
      return values;
    }
    return Arrays.stream(longs()).mapToObj(Long::toString).toArray(String[]::new);
  }

  /** The entries of the first dimension at these indices, in this order. */
  public NpyArray rows(int... indices) {
    int[] kept = shape.clone();
    kept[0] = indices.length;
    int stride = shape[0] == 0 ? 0 : size() / shape[0];
    Object copy = Array.newInstance(block.getClass().getComponentType(), indices.length * stride);
    for (int k = 0; k < indices.length; k++) {
      System.arraycopy(block, indices[k] * stride, copy, k * stride, stride);
    }
    return ofBlock(copy, kept);
  }

  /** The product of the lengths, in 64 bits; negative if it overflows. */
  public static long elements(int... shape) {
    long product = 1;
    for (int length : shape) {
      if (length < 0 || product < 0) {
        return -1;
      }
      product = length == 0 ? 0 : Math.multiplyHigh(product, length) != 0 ? -1 : product * length;
    }
    return product;
  }

  /**
   * A copy of a block (any array type) whose first index runs fastest, as Fortran and MATLAB keep
   * it, in C order: the last index runs fastest.
   */
  public static Object fromFortranOrder(Object block, int... shape) {
    int length = Array.getLength(block);
    Object result = Array.newInstance(block.getClass().getComponentType(), length);
    int[] index = new int[shape.length];
    int[] stride = new int[shape.length]; // steps in the Fortran block
    int step = 1;
    for (int d = 0; d < shape.length; d++) {
      stride[d] = step;
      step *= shape[d];
    }
    int from = 0;
    for (int to = 0; to < length; to++) {
      copy(block, from, result, to);
      for (int d = shape.length - 1; d >= 0; d--) {
        from += stride[d];
        if (++index[d] < shape[d]) {
          break;
        }
        from -= stride[d] * shape[d];
        index[d] = 0;
      }
    }
    return result;
  }

  private static void copy(Object block, int from, Object result, int to) {
    if (block instanceof double[] values) {
      ((double[]) result)[to] = values[from];
    } else if (block instanceof float[] values) {
      ((float[]) result)[to] = values[from];
    } else if (block instanceof int[] values) {
      ((int[]) result)[to] = values[from];
    } else if (block instanceof long[] values) {
      ((long[]) result)[to] = values[from];
    } else {
      ((Object[]) result)[to] = ((Object[]) block)[from];
    }
  }
}
