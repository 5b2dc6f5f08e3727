package isopose.adapt;

import ai.djl.ndarray.NDArray;
import isopose.geometry.RandomViews;

/** One iteration of eq. 6, however it is computed. */
interface Iteration extends AutoCloseable {

  /**
   * Moves the adapted weights once; every gradient is taken at the weights before the step.
   *
   * @param x the 2D pose (1, J, 2), network units
   * @return L_s before the step
   */
  double step(NDArray x, RandomViews views);

  @Override
  default void close() {}
}
