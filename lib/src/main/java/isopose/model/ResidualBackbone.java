package isopose.model;

import isopose.model.layers.LinearLayer;
import isopose.model.layers.Network;
import isopose.model.layers.ResidualBlock;
import isopose.model.layers.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * Sec. 3.3: a linear layer, residual blocks, and a linear layer at the end of either head.
 *
 * @param conditions inputs of the extractor besides the 2D pose; the paper: 0
 */
public record ResidualBackbone(int conditions) implements Backbone {

  /** The paper's. */
  public ResidualBackbone() {
    this(0);
  }

  @Override
  public Network extractor(NetworkShape shape) {
    List<Network> parts = new ArrayList<>();
    int inputs = 2 * shape.joints() + conditions;
    parts.add(new LinearLayer(Lifter.EXTRACTOR + "input", inputs, shape.width()));
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
