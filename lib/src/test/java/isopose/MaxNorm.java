package isopose;

/** The largest absolute value of an array; 0 of an empty one. */
public final class MaxNorm {
  private MaxNorm() {}

  /** Of an array. */
  public static double of(double... values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** Of an array. */
  public static double of(float[] values) {
    return distance(values, new float[values.length]);
  }

  /** Of the differences of two arrays. */
  public static double distance(float[] a, float[] b) {
    double largest = 0;
    for (int k = 0; k < a.length; k++) {
      largest = Math.max(largest, Math.abs(a[k] - b[k]));
    }
    return largest;
  }
}
