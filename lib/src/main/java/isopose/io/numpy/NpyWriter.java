package isopose.io.numpy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes an {@link NpyArray} as a NumPy array file, version 1, little-endian, C order. */
final class NpyWriter {
  private static final int BUFFER = 1 << 16;
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
  private static final int ALIGNMENT = 64; // so that the numbers can be mapped into memory

  private NpyWriter() {}

  static void write(NpyArray array, OutputStream out) throws IOException {
    Object block = array.block();
    int width = block instanceof String[] texts ? widest(texts) : 0;
    out.write(header(descr(block, width), array.shape()));
    if (block instanceof String[] texts) {
      for (String text : texts) {
        out.write(Arrays.copyOf(text.getBytes(UTF_32LE), 4 * width));
      }
    } else {
      numbers(block, array.size(), out);
    }
  }

  private static String descr(Object block, int width) {
    if (block instanceof float[]) {
      return "<f4";
    } else if (block instanceof double[]) {
      return "<f8";
    } else if (block instanceof int[]) {
      return "<i4";
    }
    return block instanceof long[] ? "<i8" : "<U" + width;
  }

  private static int widest(String[] texts) {
    return Math.max(
        1, Arrays.stream(texts).mapToInt(t -> t.codePointCount(0, t.length())).max().orElse(1));
  }

  private static byte[] header(String descr, int[] shape) {
    String lengths =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(descr, shape.length == 1 ? lengths + "," : lengths);
    int fixed = 10;
    int length = (fixed + text.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.fill(header.array(), (byte) ' ');
    header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    header.putShort((short) (length - fixed));
    header.put(text.getBytes(StandardCharsets.US_ASCII));
    header.put(length - 1, (byte) '\n');
    return header.array();
  }

  private static void numbers(Object block, int size, OutputStream out) throws IOException {
    byte[] bytes = new byte[BUFFER];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int item = block instanceof double[] || block instanceof long[] ? 8 : 4;
    int room = BUFFER / item;
    for (int k = 0; k < size; k += room) {
      int count = Math.min(room, size - k);
      if (block instanceof float[] values) {
        buffer.asFloatBuffer().put(values, k, count);
      } else if (block instanceof double[] values) {
        buffer.asDoubleBuffer().put(values, k, count);
      } else if (block instanceof int[] values) {
        buffer.asIntBuffer().put(values, k, count);
      } else {
        buffer.asLongBuffer().put((long[]) block, k, count);
      }
      out.write(bytes, 0, count * item);
    }
  }
}
