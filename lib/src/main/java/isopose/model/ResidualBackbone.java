package isopose.model;

import isopose.model.layers.LinearLayer;
import isopose.model.layers.Network;
import isopose.model.layers.ResidualBlock;
import isopose.model.layers.Sequence;
import java.util.ArrayList;
import java.util.List;

/** Sec. 3.3: a linear layer, residual blocks, and a linear layer at the end of either head. */
public record ResidualBackbone() implements Backbone {

  @Override
  public Network extractor(NetworkShape shape) {
    List<Network> parts = new ArrayList<>();
    parts.add(new LinearLayer(Lifter.EXTRACTOR + "input", 2 * shape.joints(), shape.width()));
    parts.addAll(blocks(Lifter.EXTRACTOR, 1, shape.sharedBlocks(), shape));
    return new Sequence(parts);
  }

  @Override
  public Network head(String prefix, NetworkShape shape) {
    int shared = shape.sharedBlocks();
    List<Network> parts =
        new ArrayList<>(blocks(prefix, shared + 1, shape.blocks() - shared, shape));
    parts.add(new LinearLayer(prefix + "output", shape.width(), 3 * shape.joints()));
    return new Sequence(parts);
  }

  private static List<Network> blocks(String prefix, int first, int count, NetworkShape shape) {
    return ResidualBlock.blocks(prefix, first, count, shape.width(), shape.dropout(), true);
  }
}
