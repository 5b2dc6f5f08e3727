package isopose.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import isopose.model.layers.LinearLayer;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;
import isopose.model.layers.ResidualBlock;
import isopose.model.layers.ResidualPath;
import isopose.model.layers.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * The pose discriminator D (theta_d, Sec. 3.3): a linear layer, three residual blocks without batch
 * normalisation, a linear layer. It returns a logit: D(pose) = sigmoid(logit) is the probability
 * that a 2D pose is real and not a random projection.
 *
 * <p>At the paper's sizes 6,334,465 trained parameters.
 */
public final class Discriminator {
  /** Prefix of the names of theta_d. */
  public static final String PREFIX = "discriminator.";

  private static final int BLOCKS = 3;

  private final int inputs;
  private final Sequence blocks;
  private final LinearLayer output;
  private final Sequence network;

  /** For the joints, width and dropout of {@code shape}. */
  public Discriminator(NetworkShape shape) {
    this(PREFIX, 2, shape);
  }

  private Discriminator(String prefix, int dims, NetworkShape shape) {
    inputs = dims * shape.joints();
    List<Network> parts = new ArrayList<>();
    parts.add(new LinearLayer(prefix + "input", inputs, shape.width()));
    parts.addAll(ResidualBlock.blocks(prefix, 1, BLOCKS, shape.width(), shape.dropout(), false));
    blocks = new Sequence(parts);
    output = new LinearLayer(prefix + "output", shape.width(), 1);
    network = new Sequence(List.of(blocks, output));
  }

  /**
   * The two-way classifier of Sec. 4.3: the same architecture but for the first layer, which takes
   * 3D poses. Its parameters' names start with {@code classifier.}
   */
  public static Discriminator ofPoses3d(NetworkShape shape) {
    return new Discriminator("classifier.", 3, shape);
  }

  /** Logits (N, 1) of poses (N, J, 2), or (N, J, 3) for the classifier, in network units. */
  public NDArray logits(Parameters parameters, NDArray pose, Pass pass) {
    return output.forward(parameters, features(parameters, pose, pass), pass);
  }

  /** The output of the last residual block, (N, width): the hidden features of Figure 6. */
  public NDArray features(Parameters parameters, NDArray pose, Pass pass) {
    return blocks.forward(parameters, pose.reshape(new Shape(-1, inputs)), pass);
  }

  /** The whole network's arrays, for the scripts. */
  public ResidualPath path() {
    return ResidualPath.through(true, true, network).orElseThrow();
  }

  /** The network with the parameters. */
  public Network network() {
    return network;
  }
}
