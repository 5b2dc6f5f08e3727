package isopose.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/** A {@link Sequence} that can go backwards, because all its parts can. */
record Chain(List<Reversible> parts) implements Reversible {

  Chain {
    parts = List.copyOf(parts);
  }

  /** {@code count} residual blocks named {prefix}block{first}, {prefix}block{first + 1}, ... */
  static List<Reversible> blocks(
      String prefix, int first, int count, int width, double dropout, boolean normalised) {
    List<Reversible> blocks = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      blocks.add(new ResidualBlock(prefix + "block" + i, width, dropout, normalised));
    }
    return blocks;
  }

  @Override
  public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
    return new Sequence(parts).forward(parameters, x, pass);
  }

  @Override
  public NDArray forward(Parameters parameters, NDArray x, Trail trail) {
    NDArray h = x;
    for (Reversible part : parts) {
      h = part.forward(parameters, h, trail);
    }
    return h;
  }

  @Override
  public NDArray backward(Parameters parameters, NDArray gradient, Trail trail, GradientSink sink) {
    NDArray g = gradient;
    for (int i = parts.size() - 1; i >= 0; i--) {
      g = parts.get(i).backward(parameters, g, trail, sink);
    }
    return g;
  }

  @Override
  public void declare(Declarations declare) {
    new Sequence(parts).declare(declare);
  }
}
