package isopose.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * Networks one after the other.
 *
 * @param parts the first gets the input
 */
public record Chain(List<Network> parts) implements Network {

  public Chain {
    parts = List.copyOf(parts);
  }

  /** {@code count} residual blocks named {prefix}block{first}, {prefix}block{first + 1}, ... */
  static List<Network> blocks(
      String prefix, int first, int count, int width, double dropout, boolean normalised) {
    List<Network> blocks = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      blocks.add(new ResidualBlock(prefix + "block" + i, width, dropout, normalised));
    }
    return blocks;
  }

  @Override
  public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
    NDArray h = x;
    for (Network part : parts) {
      h = part.forward(parameters, h, pass);
    }
    return h;
  }

  @Override
  public void declare(Declarations declare) {
    parts.forEach(part -> part.declare(declare));
  }
}
