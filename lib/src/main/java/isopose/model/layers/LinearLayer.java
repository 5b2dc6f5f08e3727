package isopose.model.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;

/**
 * A fully connected layer, (N, in) to (N, out): weight (out, in) and bias (out).
 *
 * @param name of the layer; its arrays are name.weight and name.bias
 * @param in features in
 * @param out features out
 */
public record LinearLayer(String name, int in, int out) implements Network {

  @Override
  public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
    return Linear.linear(x, parameters.get(name + ".weight"), parameters.get(name + ".bias"))
        .singletonOrThrow();
  }

  @Override
  public void declare(Declarations declare) {
    // U(-1/sqrt(in), 1/sqrt(in)) for both: the usual start of a linear layer in PyTorch
    double bound = 1 / Math.sqrt(in);
    declare.uniform(name + ".weight", bound, out, in);
    declare.uniform(name + ".bias", bound, out);
  }
}
