package isopose.data.motion;

import isopose.geometry.Vectors;

/** Rotation matrices, (3, 3) row-major, as arrays of nine numbers; every result is a new array. */
final class Rotations {
  /** No rotation. */
  static final double[] IDENTITY = {1, 0, 0, 0, 1, 0, 0, 0, 1};

  private static final double OPPOSITE = 1e-9;

  private Rotations() {}

  static double[] multiply(double[] a, double[] b) {
    double[] product = new double[9];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        for (int k = 0; k < 3; k++) {
          product[row * 3 + column] += a[row * 3 + k] * b[k * 3 + column];
        }
      }
    }
    return product;
  }

  static double[] transpose(double[] a) {
    return new double[] {a[0], a[3], a[6], a[1], a[4], a[7], a[2], a[5], a[8]};
  }

  static double[] apply(double[] a, double[] v) {
    return new double[] {
      a[0] * v[0] + a[1] * v[1] + a[2] * v[2],
      a[3] * v[0] + a[4] * v[1] + a[5] * v[2],
      a[6] * v[0] + a[7] * v[1] + a[8] * v[2]
    };
  }

  /** The smallest rotation that turns one unit vector into another (Rodrigues' formula). */
  static double[] between(double[] from, double[] to) {
    double cosine = Vectors.dot(from, to);
    if (cosine < OPPOSITE - 1) {
      // half a turn about any axis across: 2 p p^T - I
      double[] axis = Math.abs(from[0]) < 0.9 ? new double[] {1, 0, 0} : new double[] {0, 1, 0};
      double[] p = Vectors.unit(Vectors.cross(from, axis));
      double[] half = new double[9];
      for (int k = 0; k < 9; k++) {
        half[k] = 2 * p[k / 3] * p[k % 3] - IDENTITY[k];
      }
      return half;
    }
    double[] v = Vectors.cross(from, to);
    double[] skew = {0, -v[2], v[1], v[2], 0, -v[0], -v[1], v[0], 0};
    double[] square = multiply(skew, skew);
    double[] rotation = new double[9];
    for (int k = 0; k < 9; k++) {
      rotation[k] = IDENTITY[k] + skew[k] + square[k] / (1 + cosine);
    }
    return rotation;
  }

  /** The angles z, x, y in radians with a = Rz(z) Rx(x) Ry(y). */
  static double[] zxy(double[] a) {
    double sine = Math.max(-1, Math.min(1, a[7]));
    if (Math.abs(sine) > 1 - 1e-12) {
      return new double[] {Math.atan2(a[3], a[0]), Math.asin(sine), 0};
    }
    return new double[] {Math.atan2(-a[1], a[4]), Math.asin(sine), Math.atan2(-a[6], a[8])};
  }
}
