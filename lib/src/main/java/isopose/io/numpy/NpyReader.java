package isopose.io.numpy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/** Turns the payload of a NumPy array file into an {@link NpyArray}, block by block. */
final class NpyReader {
  private static final int BUFFER = 1 << 16;
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

  private final InputStream in;
  private final NpyHeader header;
  private final byte[] bytes;
  private final ByteBuffer buffer;

  private NpyReader(InputStream in, NpyHeader header) {
    this.in = in;
    this.header = header;
    this.bytes = new byte[Math.max(BUFFER, header.itemBytes())];
    this.buffer =
        ByteBuffer.wrap(bytes)
            .order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads the elements behind a header. The caller has made sure that their number is one the file
   * can hold.
   *
   * @throws EOFException if the file ends first
   */
  static NpyArray read(InputStream in, NpyHeader header) throws IOException {
    Object block = new NpyReader(in, header).block();
    int[] shape = header.shape();
    return NpyArray.ofBlock(
        header.fortran() && shape.length > 1 ? NpyArray.fromFortranOrder(block, shape) : block,
        shape);
  }

  private Object block() throws IOException {
    return switch (header.kind()) {
      case 'f' ->
          header.itemBytes() == 8 ? doubles() : header.itemBytes() == 4 ? floats() : halves();
      case 'U', 'S' -> strings();
      default ->
          header.itemBytes() == 8 || (header.kind() == 'u' && header.itemBytes() == 4)
              ? longs()
              : ints();
    };
  }

  /** Fills the buffer with the next elements; returns how many. */
  private int next(int remaining) throws IOException {
    int count = Math.min(remaining, bytes.length / header.itemBytes());
    int wanted = count * header.itemBytes();
    if (in.readNBytes(bytes, 0, wanted) != wanted) {
      throw new EOFException();
    }
    buffer.clear();
    return count;
  }

  /** Calls it for each element, of which the bytes are the next of the buffer. */
  private void each(IntConsumer read) throws IOException {
    for (int k = 0; k < header.elements(); ) {
      for (int left = next(header.elements() - k); left > 0; left--) {
        read.accept(k++);
      }
    }
  }

  private float[] floats() throws IOException {
    float[] values = new float[header.elements()];
    each(k -> values[k] = buffer.getFloat());
    return values;
  }

  private double[] doubles() throws IOException {
    double[] values = new double[header.elements()];
    each(k -> values[k] = buffer.getDouble());
    return values;
  }

  private float[] halves() throws IOException {
    float[] values = new float[header.elements()];
    each(k -> values[k] = half(buffer.getShort()));
    return values;
  }

  /** IEEE 754 binary16: one sign bit, five of exponent, ten of fraction. */
  private static float half(short bits) {
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> Math.scalb((float) fraction, -24);
          case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb(1024f + fraction, exponent - 25);
        };
    return bits < 0 ? -magnitude : magnitude;
  }

  private int[] ints() throws IOException {
    int[] values = new int[header.elements()];
    boolean signed = header.kind() == 'i';
    each(
        k ->
            values[k] =
                switch (header.itemBytes()) {
                  case 1 -> signed ? buffer.get() : Byte.toUnsignedInt(buffer.get());
                  case 2 -> signed ? buffer.getShort() : Short.toUnsignedInt(buffer.getShort());
                  default -> buffer.getInt();
                });
    return values;
  }

  private long[] longs() throws IOException {
    long[] values = new long[header.elements()];
    boolean isWide = header.itemBytes() == 8;
    each(k -> values[k] = isWide ? buffer.getLong() : Integer.toUnsignedLong(buffer.getInt()));
    return values;
  }

  private String[] strings() throws IOException {
    String[] values = new String[header.elements()];
    Charset charset =
        header.kind() == 'S'
            ? StandardCharsets.ISO_8859_1
            : header.bigEndian() ? UTF_32BE : UTF_32LE;
    for (int k = 0; k < values.length; k++) {
      int size = header.itemBytes();
      if (in.readNBytes(bytes, 0, size) != size) {
        throw new EOFException();
      }
      // NumPy pads with zeros
      values[k] = new String(bytes, 0, size, charset).replaceAll("\0+$", "");
    }
    return values;
  }
}
