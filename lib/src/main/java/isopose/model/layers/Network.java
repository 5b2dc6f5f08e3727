package isopose.model.layers;

import ai.djl.ndarray.NDArray;

/**
 * A function of an input and of named parameters that somebody else owns.
 *
 * <p>Since a network holds no state, the same one runs with trained weights, with adapted weights
 * and with the gradient-carrying leaves of a {@code GradientScope}.
 */
public interface Network {

  /** Maps (N, in) to (N, out). */
  NDArray forward(Parameters parameters, NDArray x, Pass pass);

  /** Names every parameter with its shape and its start. */
  void declare(Declarations declare);

  /** Receives what a network declares. */
  interface Declarations {
    /** A trained parameter that starts uniformly in [-bound, bound]. */
    void uniform(String name, double bound, long... shape);

    /** A trained parameter that starts at one value everywhere. */
    void constant(String name, float value, long... shape);

    /** A running statistic of batch normalisation: part of the model, but no gradient moves it. */
    void statistic(String name, float value, long... shape);
  }
}
