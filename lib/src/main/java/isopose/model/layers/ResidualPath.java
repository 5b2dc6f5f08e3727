package isopose.model.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arrays of a network of the paper's kind, perhaps a linear layer, residual blocks, perhaps a
 * linear layer, in the order in which the scripts of {@code src/main/torchscript} expect them.
 *
 * @param weights matrix, bias and, where the blocks are normalised, gamma, beta, layer by layer
 * @param statistics running mean, running variance of each normalised layer
 */
public record ResidualPath(List<String> weights, List<String> statistics) {

  public ResidualPath {
    weights = List.copyOf(weights);
    statistics = List.copyOf(statistics);
  }

  /**
   * The path through these networks, one after the other; empty if they are of another kind.
   *
   * @param starts whether a linear layer must come first
   * @param ends whether a linear layer must come last
   */
  public static Optional<ResidualPath> through(boolean starts, boolean ends, Network... networks) {
    List<Network> layers = new ArrayList<>();
    for (Network network : networks) {
      flatten(network, layers);
    }
    int first = starts ? 1 : 0;
    int last = layers.size() - (ends ? 1 : 0);
    boolean residual =
        first <= last
            && linear(layers.subList(0, first))
            && linear(layers.subList(last, layers.size()))
            && alike(layers.subList(first, last));
    return residual ? Optional.of(arraysOf(layers)) : Optional.empty();
  }

  private static void flatten(Network network, List<Network> layers) {
    if (network instanceof Sequence sequence) {
      sequence.parts().forEach(part -> flatten(part, layers));
    } else {
      layers.add(network);
    }
  }

  private static boolean linear(List<Network> layers) {
    return layers.stream().allMatch(layer -> layer instanceof LinearLayer);
  }

  private static boolean alike(List<Network> blocks) {
    return blocks.stream().allMatch(b -> b instanceof ResidualBlock)
        && blocks.stream().map(b -> ((ResidualBlock) b).normalised()).distinct().count() < 2;
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
