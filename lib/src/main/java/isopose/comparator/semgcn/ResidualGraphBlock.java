package isopose.comparator.semgcn;

import ai.djl.ndarray.NDArray;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;

/**
 * x + f(f(x)), f a {@link GraphBlock}: (N, J, C) to (N, J, C).
 *
 * @param first f, applied first
 * @param second f, applied to its result
 */
record ResidualGraphBlock(GraphBlock first, GraphBlock second) implements Network {

  @Override
  public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
    NDArray h = first.forward(parameters, x, pass);
    return x.add(second.forward(parameters, h, pass));
  }

  @Override
  public void declare(Declarations declare) {
    first.declare(declare);
    second.declare(declare);
  }
}
