package isopose.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arrays of a network of the paper's kind, a linear layer, residual blocks and a linear layer,
 * in the order in which the scripts {@code residual.pt} and {@code residual_step.pt} expect them.
 *
 * @param weights matrix, bias and, where the blocks are normalised, gamma, beta, layer by layer
 * @param statistics running mean, running variance of each normalised layer
 */
public record ResidualPath(List<String> weights, List<String> statistics) {

  public ResidualPath {
    weights = List.copyOf(weights);
    statistics = List.copyOf(statistics);
  }

  /** The path through these networks, one after the other; empty if they are of another kind. */
  static Optional<ResidualPath> through(Network... networks) {
    List<Network> layers = new ArrayList<>();
    for (Network network : networks) {
      flatten(network, layers);
    }
    int last = layers.size() - 1;
    boolean residual = last > 1 && linear(layers.get(0)) && linear(layers.get(last));
    List<Network> blocks = residual ? layers.subList(1, last) : List.of();
    return residual && alike(blocks) ? Optional.of(arraysOf(layers)) : Optional.empty();
  }

  private static void flatten(Network network, List<Network> layers) {
    if (network instanceof Sequence sequence) {
      sequence.parts().forEach(part -> flatten(part, layers));
    } else {
      layers.add(network);
    }
  }

  private static boolean linear(Network layer) {
    return layer instanceof LinearLayer;
  }

  private static boolean alike(List<Network> blocks) {
    boolean normalised = blocks.get(0) instanceof ResidualBlock block && block.normalised();
    return blocks.stream()
        .allMatch(b -> b instanceof ResidualBlock block && block.normalised() == normalised);
  }

  private static ResidualPath arraysOf(List<Network> layers) {
    List<String> weights = new ArrayList<>();
    List<String> statistics = new ArrayList<>();
    Network.Declarations declarations =
        new Network.Declarations() {
          @Override
          public void uniform(String name, double bound, long... shape) {
            weights.add(name);
          }

          @Override
          public void constant(String name, float value, long... shape) {
            weights.add(name);
          }

          @Override
          public void statistic(String name, float value, long... shape) {
            statistics.add(name);
          }
        };
    layers.forEach(layer -> layer.declare(declarations));
    return new ResidualPath(weights, statistics);
  }
}
