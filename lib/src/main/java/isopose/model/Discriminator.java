package isopose.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The pose discriminator D (theta_d, Sec. 3.3): a linear layer, three residual blocks without batch
 * normalisation, a linear layer. It answers with a logit: D(pose) = sigmoid(logit) is the
 * probability that a 2D pose is real and not a random projection.
 *
 * <p>At the paper's sizes 6,334,465 trained parameters.
 */
public final class Discriminator {
  /** Prefix of the names of theta_d. */
  public static final String PREFIX = "discriminator.";

  private static final int BLOCKS = 3;

  private final int inputs;
  private final Chain network;

  /** For the joints, width and dropout of {@code shape}. */
  public Discriminator(NetworkShape shape) {
    inputs = 2 * shape.joints();
    List<Reversible> parts = new ArrayList<>();
    parts.add(new LinearLayer(PREFIX + "input", inputs, shape.width()));
    parts.addAll(Chain.blocks(PREFIX, 1, BLOCKS, shape.width(), shape.dropout(), false));
    parts.add(new LinearLayer(PREFIX + "output", shape.width(), 1));
    network = new Chain(parts);
  }

  /** Logits (N, 1) of 2D poses (N, J, 2) in network units. */
  public NDArray logits(Parameters parameters, NDArray pose2d, Pass pass) {
    return network.forward(parameters, pose2d.reshape(new Shape(-1, inputs)), pass);
  }

  /** What holds the parameters. */
  public Reversible network() {
    return network;
  }
}
