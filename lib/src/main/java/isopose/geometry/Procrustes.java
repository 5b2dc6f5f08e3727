package isopose.geometry;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * Least-squares alignment of one set of points with another: a scale alone, or a whole similarity
 * (Umeyama, "Least-squares estimation of transformation parameters between two point patterns",
 * PAMI 1991).
 *
 * <p>Points are flat arrays (J, 3) of one pose, in any unit. An instance owns its work space: one
 * instance a thread.
 */
public final class Procrustes {
  private final SingularValueDecomposition_F64<DMatrixRMaj> svd =
      DecompositionFactory_DDRM.svd(3, 3, true, true, false);
  private final DMatrixRMaj covariance = new DMatrixRMaj(3, 3);
  private final DMatrixRMaj u = new DMatrixRMaj(3, 3);
  private final DMatrixRMaj vTransposed = new DMatrixRMaj(3, 3);

  /**
   * The map {@code y = scale * R x + t}.
   *
   * @param scale a factor, 0 or more
   * @param rotation R, nine numbers, row by row
   * @param translation t, in the points' unit
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Similarity(double scale, double[] rotation, double[] translation) {

    /** Leaves every point where it is. */
    public static Similarity identity() {
      return new Similarity(1, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, new double[3]);
    }

    /**
     * Maps the points (J, 3) in {@code points} into {@code mapped}, which may be the same array.
     */
    public void apply(double[] points, double[] mapped) {
      double[] r = rotation;
      for (int k = 0; k < points.length; k += 3) {
        double x = points[k];
        double y = points[k + 1];
        double z = points[k + 2];
        for (int d = 0; d < 3; d++) {
          mapped[k + d] =
              scale * (r[3 * d] * x + r[3 * d + 1] * y + r[3 * d + 2] * z) + translation[d];
        }
      }
    }
  }

  /**
   * The one factor s that brings {@code s * source} nearest to {@code target} about the origin, the
   * "glob. scaled" protocol: s = sum(source * target) / sum(source^2).
   *
   * @param joints the points that count
   * @return the factor; 1 where the source lies in the origin or a number is not finite, because
   *     then no factor is better than another. Negative for a source that points the other way.
   */
  public static double scale(double[] source, double[] target, int[] joints) {
    double product = 0;
    double square = 0;
    for (int joint : joints) {
      for (int k = 3 * joint; k < 3 * joint + 3; k++) {
        product += source[k] * target[k];
        square += source[k] * source[k];
      }
    }
    double scale = product / square;
    return Double.isFinite(scale) ? scale : 1;
  }

  /**
   * The similarity that brings {@code source} nearest to {@code target}.
   *
   * @param joints the points that count
   * @param reflection whether R may be a reflection; under the usual protocols it may not
   * @return the least-squares map. Where all source points are one point, the rotation is the
   *     identity, the scale 0, and every point maps to the target's centre; where a number is not
   *     finite, the identity
   */
  public Similarity similarity(double[] source, double[] target, int[] joints, boolean reflection) {
    double[] from = centre(source, joints);
    double[] to = centre(target, joints);
    double spread = covariance(source, from, target, to, joints);
    if (!Double.isFinite(spread) || !finite(covariance.data) || !finite(to)) {
      return Similarity.identity();
    }
    if (spread == 0 || !svd.decompose(covariance)) {
      return new Similarity(0, Similarity.identity().rotation(), to);
    }
    double[] singular = svd.getSingularValues();
    svd.getU(u, false);
    svd.getV(vTransposed, true);
    // a negative determinant is a mirror image: turn the axis that matters least the other way
    int smallest = smallest(singular);
    boolean flip = !reflection && determinant(u) * determinant(vTransposed) < 0;
    double trace = 0;
    double[] rotation = new double[9];
    for (int k = 0; k < 3; k++) {
      double sign = flip && k == smallest ? -1 : 1;
      trace += sign * singular[k];
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 3; column++) {
          rotation[3 * row + column] += sign * vTransposed.get(k, row) * u.get(column, k);
        }
      }
    }
    double scale = trace / spread;
    double[] translation = new double[3];
    for (int d = 0; d < 3; d++) {
      double turned = 0;
      for (int e = 0; e < 3; e++) {
        turned += rotation[3 * d + e] * from[e];
      }
      translation[d] = to[d] - scale * turned;
    }
    return new Similarity(scale, rotation, translation);
  }

  /**
   * Fills {@link #covariance} with source' * target, centred; returns the source's sum of squares.
   */
  private double covariance(
      double[] source, double[] from, double[] target, double[] to, int[] joints) {
    covariance.zero();
    double spread = 0;
    for (int joint : joints) {
      for (int row = 0; row < 3; row++) {
        double a = source[3 * joint + row] - from[row];
        spread += a * a;
        for (int column = 0; column < 3; column++) {
          covariance.data[3 * row + column] += a * (target[3 * joint + column] - to[column]);
        }
      }
    }
    return spread;
  }

  private static double[] centre(double[] points, int[] joints) {
    double[] centre = new double[3];
    for (int joint : joints) {
      for (int d = 0; d < 3; d++) {
        centre[d] += points[3 * joint + d] / joints.length;
      }
    }
    return centre;
  }

  private static int smallest(double[] values) {
    int smallest = 0;
    for (int k = 1; k < values.length; k++) {
      if (values[k] < values[smallest]) {
        smallest = k;
      }
    }
    return smallest;
  }

  private static double determinant(DMatrixRMaj m) {
    double[] a = m.data;
    return a[0] * (a[4] * a[8] - a[5] * a[7])
        - a[1] * (a[3] * a[8] - a[5] * a[6])
        + a[2] * (a[3] * a[7] - a[4] * a[6]);
  }

  private static boolean finite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
