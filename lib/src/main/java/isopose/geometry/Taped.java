package isopose.geometry;

import ai.djl.ndarray.NDArray;

/**
 * Arithmetic with plain numbers that a backward pass may go through.
 *
 * <p>DJL's {@code array.mul(10)} makes a tensor of the number over Java memory and lets go of it as
 * soon as the product is there; autograd still reads it in the backward pass, and if Java collected
 * its garbage in between, what it reads is anything. Here the number belongs to the array's manager
 * and lives as long as the recording.
 */
public final class Taped {
  private Taped() {}

  /** The array times a number. */
  public static NDArray times(NDArray array, double factor) {
    return array.mul(number(array, factor));
  }

  /** The larger of each value and a number. */
  public static NDArray atLeast(NDArray array, double least) {
    return array.maximum(number(array, least));
  }

  private static NDArray number(NDArray like, double value) {
    return like.getManager().create((float) value);
  }
}
