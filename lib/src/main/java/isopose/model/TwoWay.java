package isopose.model;

import ai.djl.ndarray.NDArray;

/**
 * The random projections' way through the lifter and through D, there and back without a recording.
 * The step that it belongs to has begun, and has seen x.
 */
public interface TwoWay {
  /** Lifts the random projections (N, 2J) by the SSL head: (N, 3J). */
  NDArray lift(NDArray y);

  /** D's logits (N, 1) of the random projections (N, 2J). */
  NDArray judge(NDArray y);

  /** D's logits of x, one for each row of x. */
  NDArray judgeReal();

  /**
   * Goes back through D for the lifter's side of the game.
   *
   * @param lifterShare dL_s / dlogit of each random projection (N, 1)
   * @return what that loss wants of each random projection (N, 2J)
   */
  NDArray judgeBack(NDArray lifterShare);

  /** From the gradient of the random projections' lift (N, 3J) to that of themselves (N, 2J). */
  NDArray liftBack(NDArray gradient);
}
