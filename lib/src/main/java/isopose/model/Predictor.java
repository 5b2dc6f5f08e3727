package isopose.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;

/**
 * Predicts 3D poses with frozen statistics and without dropout; with {@code flip} as the mean of
 * the prediction and of the mirrored prediction for the mirrored input (Sec. 4.1).
 */
public final class Predictor {
  /** Poses a batch when many are predicted: enough for fast products, small in memory. */
  private static final int BATCH = 1024;

  private final Lifter lifter;
  private final boolean flip;
  private final Mirror mirror = new Mirror(Skeleton.H36M_17);

  /** For this lifter. */
  public Predictor(Lifter lifter, boolean flip) {
    this.lifter = lifter;
    this.flip = flip;
  }

  /** Which of the two heads answers. */
  public enum Head {
    /** The supervised head, which makes the predictions (Algorithm 1). */
    FSL,
    /** The self-supervised head, to see how good it is by itself. */
    SSL
  }

  /** The FSL head's poses (N, J, 3) for 2D poses (N, J, 2), both in network units. */
  public NDArray predict(Parameters parameters, NDArray x) {
    return predict(parameters, x, Head.FSL);
  }

  private NDArray predict(Parameters parameters, NDArray x, Head head) {
    if (!flip) {
      return lift(parameters, x, head);
    }
    long n = x.getShape().get(0);
    NDArray both = lift(parameters, x.concat(mirror.of(x), 0), head);
    return both.get("0:{}", n).add(mirror.of(both.get("{}:", n))).div(2);
  }

  private NDArray lift(Parameters parameters, NDArray x, Head head) {
    NDArray features = lifter.features(parameters, x, Pass.INFERENCE);
    return head == Head.FSL
        ? lifter.fslHead(parameters, features, Pass.INFERENCE)
        : lifter.sslHead(parameters, features, x, Pass.INFERENCE);
  }

  /**
   * Predicts any number of poses, batch by batch.
   *
   * @param x (N, J, 2) network units
   * @return (N, J, 3) network units
   */
  public Poses predict(NDManager manager, Parameters parameters, Poses x, Head head) {
    Poses all = Poses.zeros(x.count(), x.joints(), 3);
    for (int begin = 0; begin < x.count(); begin += BATCH) {
      int end = Math.min(x.count(), begin + BATCH);
      try (NDManager scope = manager.newSubManager()) {
        NDArray batch =
            scope.create(x.slice(begin, end).values(), new Shape(end - begin, x.joints(), 2));
        float[] poses = predict(parameters, batch, head).toFloatArray();
        System.arraycopy(poses, 0, all.values(), begin * all.stride(), poses.length);
      }
    }
    return all;
  }
}
