package isopose.body;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import isopose.model.Lifter;
import isopose.model.NetworkShape;
import isopose.model.Weights;
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
 * Estimates a person's {@link BodyRatios} from any number of 2D poses: a linear layer, two residual
 * blocks and a linear layer make features of each pose, a {@link Pooling} makes one vector of the
 * features of all, and three linear layers make ten numbers of it. The ten numbers are differences
 * from the source's mean.
 */
public final class BodyEncoder implements Network {
  /** What the names of its arrays start with. */
  public static final String PREFIX = Lifter.EXTRACTOR + "body.";

  /** The source's mean ratios (10), which the training sets. */
  public static final String MEAN = PREFIX + "mean_ratios";

  /** The spread of estimates from short windows (10), which the training measures. */
  public static final String SPREAD = PREFIX + "window_spread";

  private static final int BLOCKS = 2;
  private static final float LEAKY_SLOPE = 0.01f;

  private final int width;
  private final Pooling pooling;
  private final Sequence poseNetwork;
  private final ResidualPath path;
  private final List<LinearLayer> head;

  /** With features as wide as the lifter's. */
  public BodyEncoder(NetworkShape shape, Pooling pooling, double dropout) {
    width = shape.width();
    this.pooling = pooling;
    List<Network> parts = new ArrayList<>();
    parts.add(new LinearLayer(PREFIX + "input", 2 * shape.joints(), width));
    parts.addAll(ResidualBlock.blocks(PREFIX, 1, BLOCKS, width, dropout, true));
    parts.add(new LinearLayer(PREFIX + "features", width, width));
    poseNetwork = new Sequence(parts);
    path = ResidualPath.through(true, true, poseNetwork).orElseThrow();
    head =
        List.of(
            new LinearLayer(PREFIX + "head1", pooling.summaryWidth(width), width),
            new LinearLayer(PREFIX + "head2", width, width),
            new LinearLayer(PREFIX + "output", width, BodyRatios.COUNT));
  }

  /** How frames are combined. */
  public Pooling pooling() {
    return pooling;
  }

  /** Features of 2D poses: (N, 2J) to (N, width). */
  public NDArray features(Parameters parameters, NDArray rows, Pass pass) {
    return poseNetwork.forward(parameters, rows, pass);
  }

  /**
   * The same with frozen statistics and without dropout, in one call; nothing is recorded.
   *
   * @param rows (N, 2J), or (2N, 2J) with the mirrored poses after the poses
   * @param poses N
   * @return (N, width), the mean of both orientations
   */
  NDArray features(Weights weights, NDArray rows, int poses) {
    return weights.forward(path, rows).reshape(-1, poses, width).mean(new int[] {0});
  }

  /**
   * One estimate for each person.
   *
   * @param features (P K, width), the K frames of a person one after the other
   * @param persons P
   * @param used of each person's frames, the first so many count
   * @return (P, 10)
   */
  public NDArray pooled(Parameters parameters, NDArray features, int persons, int used) {
    NDIndex first = new NDIndex(":, :" + used);
    int[] frames = {1};
    NDArray sums =
        pooling
            .summed(parameters, features)
            .reshape(persons, features.getShape().get(0) / persons, -1)
            .get(first)
            .sum(frames);
    NDArray compared = pooling.compared(features);
    NDArray maxima =
        compared == null
            ? null
            : compared
                .reshape(persons, features.getShape().get(0) / persons, -1)
                .get(first)
                .max(frames);
    NDArray counts = features.getManager().full(new Shape(persons, 1), used);
    return estimate(parameters, sums, maxima, counts);
  }

  /** Estimates from what was added up and compared; shapes as in {@link Pooling#summary}. */
  public NDArray estimate(Parameters parameters, NDArray sums, NDArray maxima, NDArray frames) {
    NDArray h = pooling.summary(sums, maxima, frames);
    for (LinearLayer layer : head.subList(0, head.size() - 1)) {
      h = Activation.leakyRelu(layer.forward(parameters, h, Pass.INFERENCE), LEAKY_SLOPE);
    }
    return head.get(head.size() - 1).forward(parameters, h, Pass.INFERENCE);
  }

  /** Estimates from each pose by itself: (N, 2J) to (N, 10). */
  @Override
  public NDArray forward(Parameters parameters, NDArray rows, Pass pass) {
    NDArray features = features(parameters, rows, pass);
    return pooled(parameters, features, (int) rows.getShape().get(0), 1);
  }

  @Override
  public void declare(Declarations declare) {
    poseNetwork.declare(declare);
    pooling.declare(declare, width);
    head.forEach(layer -> layer.declare(declare));
    declare.statistic(MEAN, 0, BodyRatios.COUNT);
    declare.statistic(SPREAD, 1, BodyRatios.COUNT);
  }
}
