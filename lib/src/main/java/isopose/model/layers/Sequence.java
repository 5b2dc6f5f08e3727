package isopose.model.layers;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Networks of any kind, one after the other.
 *
 * @param parts the first gets the input
 */
public record Sequence(List<? extends Network> parts) implements Network {

  public Sequence {
    parts = List.copyOf(parts);
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
