package isopose.chart.pose;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.function.IntToDoubleFunction;

/**
 * Compact numbers for a page: 16-bit integers, little-endian, in Base64. {@link #MISSING} stands
 * for missing numbers.
 */
final class Shorts {
  static final short MISSING = Short.MIN_VALUE;

  private Shorts() {}

  /** Characters that {@code count} numbers take. */
  static long size(long count) {
    return (2 * count + 2) / 3 * 4;
  }

  /** The rounded numbers; too large ones end at the largest that fits. */
  static String encode(int count, IntToDoubleFunction values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      double value = values.applyAsDouble(i);
      boolean there = Double.isFinite(value);
      long rounded = Math.max(-Short.MAX_VALUE, Math.min(Short.MAX_VALUE, Math.round(value)));
      bytes.putShort(there ? (short) rounded : MISSING);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
