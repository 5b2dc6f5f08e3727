package isopose.model;

import ai.djl.ndarray.NDArray;

/** Receives the gradients of a {@link Reversible} network's parameters as sums over rows. */
public interface GradientSink {

  /**
   * The gradient of a matrix (out, in) is the sum over rows of an outer product.
   *
   * @param outputs gradients of the layer's outputs (N, out)
   * @param inputs the layer's inputs (N, in)
   */
  void matrix(String name, NDArray outputs, NDArray inputs);

  /**
   * The gradient of a vector (n) is a sum over rows.
   *
   * @param rows what each row adds (N, n); the caller may write over it afterwards
   */
  void vector(String name, NDArray rows);
}
