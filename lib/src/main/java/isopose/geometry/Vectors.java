package isopose.geometry;

/** Arithmetic of points and directions of three coordinates; every result is a new array. */
public final class Vectors {
  private Vectors() {}

  /** a + factor * b. */
  public static double[] add(double[] a, double factor, double[] b) {
    return new double[] {a[0] + factor * b[0], a[1] + factor * b[1], a[2] + factor * b[2]};
  }

  /** a - b. */
  public static double[] subtract(double[] a, double[] b) {
    return add(a, -1, b);
  }

  /** The point a + share (b - a). */
  public static double[] between(double[] a, double[] b, double share) {
    return add(a, share, subtract(b, a));
  }

  /** The same direction with length 1; the zero vector for a zero vector. */
  public static double[] unit(double[] a) {
    double length = length(a);
    return length > 0 ? add(new double[3], 1 / length, a) : new double[3];
  }

  /** a x b, right-handed. */
  public static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }

  /** The scalar product. */
  public static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  /** The Euclidean length. */
  public static double length(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** The Euclidean distance. */
  public static double distance(double[] a, double[] b) {
    return length(subtract(a, b));
  }
}
