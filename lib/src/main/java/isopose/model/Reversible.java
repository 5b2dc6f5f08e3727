package isopose.model;

import ai.djl.ndarray.NDArray;

/**
 * A network that can go backwards without a recording: its gradient is written out, for a pass with
 * frozen statistics and without dropout ({@link Pass#INFERENCE}).
 *
 * <p>Each output row must depend on its own input row only. A caller may then go back with any
 * gradient of its choice for each row and weigh the rows afterwards, which a recording cannot.
 */
public interface Reversible extends Network {

  /** Maps (N, in) to (N, out), and leaves on the trail what the way back needs. */
  NDArray forward(Parameters parameters, NDArray x, Trail trail);

  /**
   * Goes back along the trail.
   *
   * @param gradient of the loss with respect to the output (N, out)
   * @param sink hears of each parameter's gradient, after the last use of that parameter
   * @return the loss's gradient with respect to the input (N, in)
   */
  NDArray backward(Parameters parameters, NDArray gradient, Trail trail, GradientSink sink);
}
