package isopose.chart.pose;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;

/**
 * Compact numbers for a page: 16-bit integers, of which {@link #MISSING} stands for missing ones.
 *
 * <p>Poses move little between frames. So the numbers are ordered by column, each column's frames
 * after each other, and what is stored is each number's difference from the one before it, with the
 * sign in the lowest bit; first the lower byte of every difference, then every upper byte;
 * compressed by zlib, in Base64.
 */
final class Shorts {
  static final short MISSING = Short.MIN_VALUE;

  private Shorts() {}

  /** A number of a frame. */
  @FunctionalInterface
  interface Numbers {
    double at(int frame, int column);
  }

  /** The rounded numbers; too large ones end at the largest that fits. */
  static String encode(int frames, int columns, Numbers numbers) {
    int count = frames * columns;
    byte[] bytes = new byte[2 * count];
    short before = 0;
    for (int i = 0; i < count; i++) {
      short value = rounded(numbers.at(i % frames, i / frames));
      short difference = (short) (value - before); // modulo 65,536
      int code = (difference << 1) ^ (difference >> 15);
      bytes[i] = (byte) code;
      bytes[count + i] = (byte) (code >> 8);
      before = value;
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(compressed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(compressed.toByteArray());
  }

  private static short rounded(double value) {
    if (!Double.isFinite(value)) {
      return MISSING;
    }
    return (short) Math.max(-Short.MAX_VALUE, Math.min(Short.MAX_VALUE, Math.round(value)));
  }
}
