package isopose.comparator.repnet;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import isopose.model.layers.LinearLayer;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;

/**
 * RepNet's residual block: f(x + W2 f(W1 x)), f the leaky ReLU of slope 0.3 that its code uses.
 * Neither normalisation nor dropout.
 *
 * @param name of the block
 * @param width features
 */
record LeakyBlock(String name, int width) implements Network {
  static final float SLOPE = 0.3f;

  static NDArray leaky(NDArray h) {
    return Activation.leakyRelu(h, SLOPE);
  }

  @Override
  public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
    NDArray h = leaky(linear(1).forward(parameters, x, pass));
    return leaky(x.add(linear(2).forward(parameters, h, pass)));
  }

  @Override
  public void declare(Declarations declare) {
    linear(1).declare(declare);
    linear(2).declare(declare);
  }

  private LinearLayer linear(int i) {
    return new LinearLayer(name + ".linear" + i, width, width);
  }

  /** A linear layer and the leaky ReLU. */
  record Layer(LinearLayer linear) implements Network {
    @Override
    public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
      return leaky(linear.forward(parameters, x, pass));
    }

    @Override
    public void declare(Declarations declare) {
      linear.declare(declare);
    }
  }
}
