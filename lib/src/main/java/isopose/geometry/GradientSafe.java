package isopose.geometry;

import ai.djl.ndarray.NDArray;

/**
 * Arithmetic of arrays and plain numbers that is safe for a backward pass.
 *
 * <p>DJL's {@code array.mul(10)} creates a tensor of the number over Java memory and releases it as
 * soon as the product is computed. Autograd reads it again in the backward pass, where its content
 * is undefined if garbage has been collected in between. Here the number belongs to the array's
 * manager and lives as long as the recording.
 */
public final class GradientSafe {
  private GradientSafe() {}

  /** The array times a number. */
  public static NDArray times(NDArray array, double factor) {
    return array.mul(number(array, factor));
  }

  /** The larger of each value and a number. */
  public static NDArray atLeast(NDArray array, double least) {
    return array.maximum(number(array, least));
  }

  /** Each value, but no less and no more than two numbers. */
  public static NDArray between(NDArray array, double least, double most) {
    return atLeast(array, least).minimum(number(array, most));
  }

  private static NDArray number(NDArray like, double value) {
    return like.getManager().create((float) value);
  }
}
