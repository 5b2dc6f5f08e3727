package isopose.io.numpy;

import isopose.io.Limits.MemoryBudget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A NumPy array while it is unpickled: a pickle creates it empty and sets its shape, type and bytes
 * afterwards.
 */
final class PickledArray {

  /** An element type, which a pickle also makes in two steps: a code, then the byte order. */
  static final class Type {
    private final String code;
    private boolean bigEndian;

    Type(Object code) {
      this.code = (String) code;
    }

    void setState(Object[] state) {
      bigEndian = state[1].equals(">");
    }

    NpyHeader header(boolean fortran, int... shape) {
      char kind = code.charAt(0);
      int size = Integer.parseInt(code.substring(1));
      return new NpyHeader(bigEndian, kind, kind == 'U' ? 4 * size : size, fortran, shape);
    }
  }

  private NpyArray array;
  private List<?> objects;

  /** State is (version, shape, type, whether Fortran order, bytes or list of objects). */
  void setState(Object[] state, MemoryBudget budget) {
    int offset = state.length - 4;
    set(
        (Object[]) state[offset],
        (Type) state[offset + 1],
        (Boolean) state[offset + 2],
        state[offset + 3],
        budget);
  }

  private void set(
      Object[] lengths, Type type, boolean fortran, Object content, MemoryBudget budget) {
    int[] shape = new int[lengths.length];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = Math.toIntExact(((Number) lengths[d]).longValue());
    }
    if (content instanceof List<?> list) {
      objects = list;
      return;
    }
    byte[] bytes =
        content instanceof String text
            ? text.getBytes(StandardCharsets.ISO_8859_1) // Python 2 keeps bytes in a str
            : (byte[]) content;
    NpyHeader header = type.header(fortran, shape).checked();
    if (header.payload() != bytes.length) {
      throw new IllegalArgumentException("an array's bytes do not fit its shape");
    }
    budget.take(header.footprint());
    try {
      array = NpyReader.read(new ByteArrayInputStream(bytes), header);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A single number as {@code numpy.core.multiarray.scalar(type, bytes)} makes it. */
  static Number scalar(Object[] arguments, MemoryBudget budget) {
    PickledArray scalar = new PickledArray();
    scalar.set(new Object[0], (Type) arguments[0], false, arguments[1], budget);
    return scalar.array.doubles()[0];
  }

  /** The array as {@code numpy.core.numeric._frombuffer(bytes, type, shape, order)} makes it. */
  static PickledArray fromBuffer(Object[] arguments, MemoryBudget budget) {
    PickledArray array = new PickledArray();
    array.set(
        (Object[]) arguments[2],
        (Type) arguments[1],
        "F".equals(arguments[3]),
        arguments[0],
        budget);
    return array;
  }

  /** The numbers; null for an array of objects. */
  NpyArray array() {
    return array;
  }

  /** The objects of an array of objects; null for one of numbers. */
  List<?> objects() {
    return objects;
  }
}
