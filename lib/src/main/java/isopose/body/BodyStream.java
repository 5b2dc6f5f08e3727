package isopose.body;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.model.Lifter;
import isopose.model.Predictor;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.skeleton.Poses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Lifts a stream of 2D poses with the bodies that are estimated along it. No weight changes. Memory
 * does not depend on the length of the stream.
 */
public final class BodyStream {
  private final Session session;
  private final Weights weights;
  private final ConditionedLifter lifter;
  private final boolean flip;
  private final BodyEstimator estimator;
  private final float[] origin;

  /**
   * At the beginning of a stream.
   *
   * @param lifter made by {@link BodyBackbone}
   * @param weights trained by {@link BodyTraining}; not changed
   * @param flip whether poses and features are averaged with those of the mirrored input
   * @param settings of the estimate; its scope says what {@code persons} of {@link #next} are
   */
  public BodyStream(
      Session session, Lifter lifter, Weights weights, boolean flip, BodyEstimation settings) {
    this.session = session;
    this.weights = weights;
    this.lifter =
        ConditionedLifter.of(lifter)
            .orElseThrow(() -> new IllegalArgumentException("the lifter takes no body ratios"));
    this.flip = flip;
    estimator = new BodyEstimator(weights, this.lifter.encoder(), settings);
    origin = weights.get(BodyEncoder.MEAN).toFloatArray();
  }

  /**
   * 3D poses and the bodies that they were lifted with.
   *
   * @param poses (N, 17, 3) network units
   * @param ratios (N, 10) as in {@link BodyRatios}
   */
  @SuppressWarnings("ArrayRecordComponent") // a block of numbers, never compared
  public record Lifted(Poses poses, float[][] ratios) {}

  /**
   * The next frames, as many as memory allows: the result does not depend on how a stream is cut.
   *
   * @param x (N, 17, 2) network units
   * @param persons whose estimate each frame adds to and is lifted with; "" where that is not known
   *     and may change, which the reset rule watches for; null: the frame's own
   * @param seen whether frame i counts; one with filled-in joints does not, and is lifted with what
   *     is known already
   */
  public Lifted next(Poses x, List<String> persons, IntPredicate seen) {
    try (NDManager scope = session.manager().newSubManager()) {
      NDArray rows = rows(scope, x);
      return lift(x, rows, estimator.next(rows, persons, seen));
    }
  }

  /**
   * Frames of bodies that are known.
   *
   * @param x (N, 17, 2) network units
   * @param ratios (N, 10) as in {@link BodyRatios}
   */
  public Lifted next(Poses x, float[][] ratios) {
    try (NDManager scope = session.manager().newSubManager()) {
      NDArray given = scope.create(ratios).sub(scope.create(origin));
      return lift(x, rows(scope, x), given);
    }
  }

  private NDArray rows(NDManager scope, Poses x) {
    Poses all = flip ? Predictor.withMirrored(x) : x;
    return scope.create(all.values(), new Shape(all.count(), all.stride()));
  }

  private Lifted lift(Poses x, NDArray rows, NDArray ratios) {
    NDArray given = flip ? ratios.concat(ratios, 0) : ratios;
    Poses lifted = new Poses(lifter.lift(weights, rows, given).toFloatArray(), x.joints(), 3);
    NDArray mean = ratios.getManager().create(origin);
    float[] flat = ratios.add(mean).toFloatArray();
    List<float[]> bodies = new ArrayList<>();
    for (int i = 0; i < x.count(); i++) {
      bodies.add(Arrays.copyOfRange(flat, i * BodyRatios.COUNT, (i + 1) * BodyRatios.COUNT));
    }
    return new Lifted(
        flip ? Predictor.meanWithMirrored(lifted) : lifted, bodies.toArray(new float[0][]));
  }

  /** How often the reset rule started an estimate again. */
  public int resets() {
    return estimator.resets();
  }
}
