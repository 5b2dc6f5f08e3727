package isopose.skeleton;

import java.util.Arrays;
import java.util.Objects;

/**
 * Poses in one block of memory, shape (N, J, D): D = 2 for pixels, 3 for millimetres.
 *
 * <p>The array is shared, not copied: a data set of millions of poses exists once. The constructor
 * does not copy the array; do not modify it afterwards.
 *
 * @param values N * J * D numbers, pose after pose, joint after joint
 * @param joints J
 * @param dims D
 */
@SuppressWarnings("ArrayRecordComponent") // a view on a block: compared by identity, never hashed
public record Poses(float[] values, int joints, int dims) {

  public Poses {
    if (joints < 1 || dims < 1 || values.length % (joints * dims) != 0) {
      throw new IllegalArgumentException(
          values.length + " numbers are no whole poses of " + joints + " joints x " + dims);
    }
  }

  /** Room for {@code count} poses, all zero. */
  public static Poses zeros(int count, int joints, int dims) {
    return new Poses(new float[Math.multiplyExact(count, joints * dims)], joints, dims);
  }

  /** The number of poses, N. */
  public int count() {
    return values.length / stride();
  }

  /** Numbers a pose: J * D. */
  public int stride() {
    return joints * dims;
  }

  /** Coordinate {@code d} of joint {@code j} of pose {@code i}. */
  public float get(int i, int j, int d) {
    return values[(i * joints + j) * dims + d];
  }

  /** Pose {@code i} as J rows of D coordinates, copied. */
  public double[][] pose(int i) {
    double[][] pose = new double[joints][dims];
    for (int j = 0; j < joints; j++) {
      for (int d = 0; d < dims; d++) {
        pose[j][d] = get(i, j, d);
      }
    }
    return pose;
  }

  /** Writes one coordinate; only for the code that created the array. */
  public void set(int i, int j, int d, float value) {
    values[(i * joints + j) * dims + d] = value;
  }

  /** The distance between joints {@code a} and {@code b} of pose {@code i}. */
  public double distance(int i, int a, int b) {
    double square = 0;
    for (int d = 0; d < dims; d++) {
      double difference = get(i, a, d) - get(i, b, d);
      square += difference * difference;
    }
    return Math.sqrt(square);
  }

  /** Whether every coordinate of pose i is a finite number. */
  public boolean isFinite(int i) {
    for (int k = i * stride(); k < (i + 1) * stride(); k++) {
      if (!Float.isFinite(values[k])) {
        return false;
      }
    }
    return true;
  }

  /** A copy of the poses from {@code begin} (inclusive) to {@code end} (exclusive). */
  public Poses slice(int begin, int end) {
    Objects.checkFromToIndex(begin, end, count()); // a longer copy would end in zeros
    return new Poses(Arrays.copyOfRange(values, begin * stride(), end * stride()), joints, dims);
  }

  /** A copy of the poses at these indices, in this order. */
  public Poses select(int... indices) {
    Poses chosen = zeros(indices.length, joints, dims);
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(values, indices[i] * stride(), chosen.values, i * stride(), stride());
    }
    return chosen;
  }

  /** A copy in which every pose's {@code root} joint lies at the origin. */
  public Poses rootRelative(int root) {
    Poses centred = zeros(count(), joints, dims);
    for (int i = 0; i < count(); i++) {
      for (int j = 0; j < joints; j++) {
        for (int d = 0; d < dims; d++) {
          centred.set(i, j, d, get(i, j, d) - get(i, root, d));
        }
      }
    }
    return centred;
  }

  /**
   * Mirrors pose {@code i} in place: left and right exchanged, x negated. For root-relative poses
   * of {@link Skeleton#H36M_17}, only by the code that created the array.
   */
  public void mirror(int i) {
    for (int j = 0; j < joints; j++) {
      int twin = Skeleton.H36M_17.mirror().get(j);
      for (int d = 0; d < dims && twin >= j; d++) {
        float sign = d == 0 ? -1 : 1;
        float value = sign * get(i, j, d);
        set(i, j, d, sign * get(i, twin, d));
        set(i, twin, d, value);
      }
    }
  }

  /** One block after the other; all must have the same joints and dimensions. */
  public static Poses concatenate(Iterable<Poses> parts, int joints, int dims) {
    int count = 0;
    for (Poses part : parts) {
      if (part.joints != joints || part.dims != dims) {
        throw new IllegalArgumentException(
            "expected poses of "
                + joints
                + " x "
                + dims
                + ", got "
                + part.joints
                + " x "
                + part.dims);
      }
      count += part.count();
    }
    Poses all = zeros(count, joints, dims);
    int index = 0;
    for (Poses part : parts) {
      System.arraycopy(part.values, 0, all.values, index, part.values.length);
      index += part.values.length;
    }
    return all;
  }
}
