package isopose.model.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * The residual block of Martinez et al. (2017) as Sec. 3.3 uses it: x + f(f(x)) with f = linear,
 * batch normalisation, leaky ReLU, dropout. The discriminator's blocks have no normalisation.
 */
public record ResidualBlock(String name, int width, double dropout, boolean normalised)
    implements Network {
  private static final float LEAKY_SLOPE = 0.01f;

  @Override
  public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
    NDArray h = half(1, parameters, x, pass);
    return x.add(half(2, parameters, h, pass));
  }

  private NDArray half(int i, Parameters parameters, NDArray x, Pass pass) {
    NDArray h = linear(i).forward(parameters, x, pass);
    if (normalised) {
      h = norm(i).forward(parameters, h, pass);
    }
    return pass.drop(Activation.leakyRelu(h, LEAKY_SLOPE), dropout);
  }

  /** {@code count} blocks named {prefix}block{first}, {prefix}block{first + 1}, ... */
  public static List<Network> blocks(
      String prefix, int first, int count, int width, double dropout, boolean normalised) {
    List<Network> blocks = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      blocks.add(new ResidualBlock(prefix + "block" + i, width, dropout, normalised));
    }
    return blocks;
  }

  @Override
  public void declare(Declarations declare) {
    for (int i = 1; i <= 2; i++) {
      linear(i).declare(declare);
      if (normalised) {
        norm(i).declare(declare);
      }
    }
  }

  private LinearLayer linear(int i) {
    return new LinearLayer(name + ".linear" + i, width, width);
  }

  private BatchNormLayer norm(int i) {
    return new BatchNormLayer(name + ".norm" + i, width, 1);
  }
}
