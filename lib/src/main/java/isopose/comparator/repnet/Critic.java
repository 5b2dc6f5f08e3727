package isopose.comparator.repnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import isopose.geometry.GradientSafe;
import isopose.model.layers.LinearLayer;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;
import isopose.skeleton.Skeleton;
import java.util.List;

/**
 * RepNet's critic: how real a 3D pose is. Two paths, one of coordinates (width 100) and one of the
 * kinematic chain space, each with a residual connection, meet in a last hidden layer.
 *
 * <p>The gradient penalty (Gulrajani et al., "Improved Training of Wasserstein GANs", 2017) needs
 * the gradient of the critic's value with respect to the pose, and the gradient of that with
 * respect to the weights. {@link #inputGradient} writes the first as forward operations, layer by
 * layer backwards; the engine's recording does the second. Leaky ReLUs are linear wherever they
 * have a slope, so nothing is left out.
 */
public final class Critic implements Network {
  /** Prefix of the names of its parameters. */
  public static final String PREFIX = "critic.";

  private static final int POSE_WIDTH = 100;

  private final int inputs;
  private final KinematicChain chain;
  private final LinearLayer pose1;
  private final LinearLayer pose2;
  private final LinearLayer pose3;
  private final LinearLayer pose4;
  private final LinearLayer chain1;
  private final LinearLayer chain2;
  private final LinearLayer chain3;
  private final LinearLayer last;
  private final LinearLayer output;

  /**
   * For poses of this skeleton.
   *
   * @param chainWidth features on the kinematic chain's path; 1,000 in the published code
   */
  public Critic(Skeleton skeleton, int chainWidth) {
    inputs = 3 * skeleton.size();
    chain = new KinematicChain(skeleton);
    pose1 = layer("pose1", inputs, POSE_WIDTH);
    pose2 = layer("pose2", POSE_WIDTH, POSE_WIDTH);
    pose3 = layer("pose3", POSE_WIDTH, POSE_WIDTH);
    pose4 = layer("pose4", POSE_WIDTH, POSE_WIDTH);
    chain1 = layer("chain1", chain.size(), chainWidth);
    chain2 = layer("chain2", chainWidth, chainWidth);
    chain3 = layer("chain3", chainWidth, chainWidth);
    last = layer("last", POSE_WIDTH + chainWidth, POSE_WIDTH);
    output = layer("output", POSE_WIDTH, 1);
  }

  private static LinearLayer layer(String name, int in, int out) {
    return new LinearLayer(PREFIX + name, in, out);
  }

  /** What the layers hold on the way to a value: what their slopes depend on. */
  private record Trace(
      NDArray pose1,
      NDArray pose2,
      NDArray pose3,
      NDArray chain1,
      NDArray chain2,
      NDArray last,
      NDArray value) {}

  private Trace trace(Parameters parameters, NDArray pose) {
    NDArray flat = pose.reshape(new Shape(-1, inputs));
    NDArray p1 = leaky(pose1, parameters, flat);
    NDArray p2 = leaky(pose2, parameters, p1);
    NDArray p3 = LeakyBlock.leaky(p1.add(linear(pose3, parameters, p2)));
    NDArray p4 = linear(pose4, parameters, p3);
    NDArray c1 = leaky(chain1, parameters, chain.of(pose));
    NDArray c2 = leaky(chain2, parameters, c1);
    NDArray c3 = c1.add(linear(chain3, parameters, c2));
    NDArray h = leaky(last, parameters, p4.concat(c3, 1));
    return new Trace(p1, p2, p3, c1, c2, h, linear(output, parameters, h));
  }

  private static NDArray linear(LinearLayer layer, Parameters parameters, NDArray x) {
    return layer.forward(parameters, x, Pass.INFERENCE);
  }

  private static NDArray leaky(LinearLayer layer, Parameters parameters, NDArray x) {
    return LeakyBlock.leaky(linear(layer, parameters, x));
  }

  /** The critic's values (N, 1) of 3D poses (N, J, 3) in the template's frame, metres. */
  public NDArray value(Parameters parameters, NDArray pose) {
    return trace(parameters, pose).value();
  }

  /** The gradient of each pose's value with respect to the pose, (N, J, 3). */
  public NDArray inputGradient(Parameters parameters, NDArray pose) {
    Trace at = trace(parameters, pose);
    NDArray g = slope(at.last()).mul(weight(output, parameters));
    NDArray joined = back(last, parameters, g);
    NDArray p4 = joined.get(":,0:{}", POSE_WIDTH);
    NDArray c3 = joined.get(":,{}:", POSE_WIDTH);

    NDArray p3 = back(pose4, parameters, p4).mul(slope(at.pose3()));
    NDArray p2 = back(pose3, parameters, p3).mul(slope(at.pose2()));
    NDArray p1 = p3.add(back(pose2, parameters, p2)).mul(slope(at.pose1()));

    NDArray c2 = back(chain3, parameters, c3).mul(slope(at.chain2()));
    NDArray c1 = c3.add(back(chain2, parameters, c2)).mul(slope(at.chain1()));

    NDArray byCoordinates = back(pose1, parameters, p1).reshape(pose.getShape());
    return byCoordinates.add(chain.pullBack(pose, back(chain1, parameters, c1)));
  }

  private static NDArray weight(LinearLayer layer, Parameters parameters) {
    return parameters.get(layer.name() + ".weight");
  }

  private static NDArray back(LinearLayer layer, Parameters parameters, NDArray gradient) {
    return gradient.matMul(weight(layer, parameters));
  }

  /** The leaky ReLU's slope, from its output: 1 or 0.3. */
  private static NDArray slope(NDArray activated) {
    NDArray positive = activated.gt(0).toType(DataType.FLOAT32, false);
    return GradientSafe.times(positive, 1 - LeakyBlock.SLOPE).add(LeakyBlock.SLOPE);
  }

  /**
   * The gradient penalty E (|gradient| - 1)^2 at these poses: a scalar that a backward pass takes
   * to the weights.
   */
  public NDArray penalty(Parameters parameters, NDArray pose) {
    NDArray square = inputGradient(parameters, pose).square().sum(new int[] {1, 2});
    return square.add(1e-12f).sqrt().sub(1).square().mean();
  }

  /** As the other networks: the values of (N, 3J). */
  @Override
  public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
    return value(parameters, x.reshape(new Shape(-1, inputs / 3, 3)));
  }

  @Override
  public void declare(Declarations declare) {
    List.of(pose1, pose2, pose3, pose4, chain1, chain2, chain3, last, output)
        .forEach(layer -> layer.declare(declare));
  }
}
