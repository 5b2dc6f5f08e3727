package isopose.comparator.repnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import isopose.geometry.GradientSafe;

/** Cameras K (N, 2, 3): the first two rows of a rotation, times a scale. */
final class WeakPerspective {
  private static final float TINY = 1e-12f;

  private WeakPerspective() {}

  /** W' = K X (their eq. 5): poses (N, J, 3) to 2D poses (N, J, 2). */
  static NDArray project(NDArray camera, NDArray pose) {
    return pose.matMul(camera.transpose(0, 2, 1));
  }

  /**
   * How far K is from a weak perspective (their eq. 9): the sum of |2 / trace(K K^T) K K^T - I|,
   * averaged over the cameras; 0 if and only if K's rows are orthogonal and of one length.
   *
   * <p>It separates two views of one person. Seen from the left and from the right, someone flat
   * looks the same, and K = (cos a, 0, sin a; 0, 1, 0) differs in one sign. As long as the pose
   * network's people are nearly flat, nothing else tells the two apart, and between them, at sin a
   * = 0, lies a ridge of this loss. With its published weight, and people seen at 45 and 135
   * degrees only, the camera network never crosses it: all views end on one side.
   */
  static NDArray loss(NDArray camera) {
    NDArray square = camera.matMul(camera.transpose(0, 2, 1));
    NDArray trace = camera.square().sum(new int[] {1, 2}, true).add(TINY);
    NDArray identity = camera.getManager().eye(2);
    return GradientSafe.times(square, 2)
        .div(trace)
        .sub(identity)
        .abs()
        .sum(new int[] {1, 2})
        .mean();
  }

  /** The rotations (N, 3, 3): K's rows by Gram and Schmidt, and their cross product. */
  static NDArray rotation(NDArray camera) {
    NDArray first = normalised(row(camera, 0));
    NDArray along = row(camera, 1).mul(first).sum(new int[] {1}, true);
    NDArray second = normalised(row(camera, 1).sub(first.mul(along)));
    NDArray third = cross(first, second);
    return NDArrays.stack(new NDList(first, second, third), 1);
  }

  private static NDArray row(NDArray camera, int i) {
    return camera.get(":," + i + ",:");
  }

  private static NDArray normalised(NDArray vectors) {
    return vectors.div(vectors.square().sum(new int[] {1}, true).add(TINY).sqrt());
  }

  private static NDArray cross(NDArray a, NDArray b) {
    return shifted(a, 1).mul(shifted(b, 2)).sub(shifted(a, 2).mul(shifted(b, 1)));
  }

  /** (x, y, z) to (y, z, x), or to (z, x, y). */
  private static NDArray shifted(NDArray vectors, int by) {
    float[] turn = new float[9];
    for (int k = 0; k < 3; k++) {
      turn[3 * ((k + by) % 3) + k] = 1;
    }
    return vectors.matMul(vectors.getManager().create(turn, new Shape(3, 3)));
  }
}
