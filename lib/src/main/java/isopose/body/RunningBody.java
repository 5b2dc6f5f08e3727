package isopose.body;

import java.util.Arrays;

/**
 * The state of a person's body estimate after any number of frames: the sums and maxima of a {@link
 * Pooling}. Its size does not depend on the number of frames; sums are in double precision, so that
 * they stay exact along a stream.
 */
final class RunningBody {
  private final double[] sums;
  private final float[] maxima;
  private long frames;

  /**
   * Of no frame.
   *
   * @param sums how many numbers are added up
   * @param maxima how many are compared
   */
  RunningBody(int sums, int maxima) {
    this.sums = new double[sums];
    this.maxima = new float[maxima];
    clear();
  }

  void clear() {
    Arrays.fill(sums, 0);
    Arrays.fill(maxima, Float.NEGATIVE_INFINITY);
    frames = 0;
  }

  /** Adds row {@code i} of what a pooling makes of some frames, (N, S) and (N, M). */
  void add(float[] summed, float[] compared, int i) {
    for (int k = 0; k < sums.length; k++) {
      sums[k] += summed[i * sums.length + k];
    }
    for (int k = 0; k < maxima.length; k++) {
      maxima[k] = Math.max(maxima[k], compared[i * maxima.length + k]);
    }
    frames++;
  }

  /** Adds the frames of another one. */
  void add(RunningBody other) {
    Arrays.setAll(sums, k -> sums[k] + other.sums[k]);
    for (int k = 0; k < maxima.length; k++) {
      maxima[k] = Math.max(maxima[k], other.maxima[k]);
    }
    frames += other.frames;
  }

  /** How many numbers are added up. */
  int sums() {
    return sums.length;
  }

  /** How many numbers are compared. */
  int maxima() {
    return maxima.length;
  }

  /** The number of frames. */
  long frames() {
    return frames;
  }

  /** Writes sums and maxima as row {@code i} of (N, S) and (N, M). */
  void write(float[] summed, float[] compared, int i) {
    for (int k = 0; k < sums.length; k++) {
      summed[i * sums.length + k] = (float) sums[k];
    }
    System.arraycopy(maxima, 0, compared, i * maxima.length, maxima.length);
  }
}
