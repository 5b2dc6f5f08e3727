package isopose.io;

import java.lang.reflect.Array;

/** Arrays whose first index runs fastest, as Fortran and MATLAB keep them. */
public final class FortranOrder {
  private FortranOrder() {}

  /** A copy of a block (any array type) in C order, the last index running fastest. */
  public static Object toC(Object block, int... shape) {
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
