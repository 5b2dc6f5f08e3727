package isopose.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;
import isopose.model.layers.ResidualPath;
import isopose.skeleton.Poses;
import java.util.List;
import java.util.Optional;

/**
 * Predicts 3D poses with frozen statistics and without dropout; with {@code flip} as the mean of
 * the prediction and of the mirrored prediction for the mirrored input (Sec. 4.1).
 */
public final class Predictor {
  /** Poses a batch when many are predicted: enough for fast products, small in memory. */
  public static final int BATCH = 1024;

  /**
   * The same where the layers are called one by one: all that they compute stays until the batch is
   * done, and a graph network's features are wide.
   */
  private static final int SMALL_BATCH = 64;

  private final Lifter lifter;
  private final boolean flip;
  private final Optional<ResidualPath> fslPath;
  private final Optional<ResidualPath> sslPath;

  /** For this lifter. */
  public Predictor(Lifter lifter, boolean flip) {
    this.lifter = lifter;
    this.flip = flip;
    fslPath = lifter.fslPath();
    sslPath = lifter.sslPath();
  }

  /** Which of the two heads predicts. */
  public enum Head {
    /** The supervised head, which makes the predictions (Algorithm 1). */
    FSL,
    /** The self-supervised head, for its evaluation. */
    SSL
  }

  /**
   * Predicts any number of poses, batch by batch.
   *
   * @param x (N, J, 2) network units
   * @return (N, J, 3) network units
   */
  public Poses predict(NDManager manager, Parameters parameters, Poses x, Head head) {
    Poses all = Poses.zeros(x.count(), x.joints(), 3);
    int size = path(head).isPresent() ? BATCH : SMALL_BATCH;
    for (int begin = 0; begin < x.count(); begin += size) {
      Poses batch = x.slice(begin, Math.min(x.count(), begin + size));
      try (NDManager scope = manager.newSubManager()) {
        float[] poses =
            (flip ? flipped(scope, parameters, batch, head) : lift(scope, parameters, batch, head))
                .values();
        System.arraycopy(poses, 0, all.values(), begin * all.stride(), poses.length);
      }
    }
    return all;
  }

  private Poses flipped(NDManager scope, Parameters parameters, Poses x, Head head) {
    return meanWithMirrored(lift(scope, parameters, withMirrored(x), head));
  }

  /** The poses (N, J, D) and after them the same poses mirrored, (2N, J, D). */
  public static Poses withMirrored(Poses x) {
    Poses both = Poses.concatenate(List.of(x, x), x.joints(), x.dims());
    mirror(both, x.count());
    return both;
  }

  /**
   * The mean of what was made of the poses and of the mirrored poses, which is mirrored back.
   *
   * @param lifted (2N, J, D); changed
   * @return (N, J, D)
   */
  public static Poses meanWithMirrored(Poses lifted) {
    int n = lifted.count() / 2;
    mirror(lifted, n);
    Poses mean = lifted.slice(0, n);
    int half = mean.values().length;
    for (int k = 0; k < half; k++) {
      mean.values()[k] = (lifted.values()[k] + lifted.values()[half + k]) / 2;
    }
    return mean;
  }

  private static void mirror(Poses poses, int from) {
    for (int i = from; i < poses.count(); i++) {
      poses.mirror(i);
    }
  }

  private Poses lift(NDManager scope, Parameters parameters, Poses poses, Head head) {
    NDArray x = scope.create(poses.values(), new Shape(poses.count(), poses.joints(), 2));
    NDArray lifted = lift(parameters, x, head);
    return new Poses(lifted.toFloatArray(), poses.joints(), 3);
  }

  private Optional<ResidualPath> path(Head head) {
    return head == Head.FSL ? fslPath : sslPath;
  }

  /** By the script where the networks and their numbers allow it; else one after the other. */
  private NDArray lift(Parameters parameters, NDArray x, Head head) {
    boolean fsl = head == Head.FSL;
    Optional<ResidualPath> path = path(head);
    if (path.isPresent() && parameters instanceof Weights weights) {
      NDArray output = weights.forward(path.get(), x.reshape(x.getShape().get(0), -1));
      return fsl ? lifter.fslPose(output) : lifter.sslPose(output, x);
    }
    NDArray features = lifter.features(parameters, x, Pass.INFERENCE);
    return fsl
        ? lifter.fslHead(parameters, features, Pass.INFERENCE)
        : lifter.sslHead(parameters, features, x, Pass.INFERENCE);
  }
}
