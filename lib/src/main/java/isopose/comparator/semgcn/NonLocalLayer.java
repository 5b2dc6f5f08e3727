package isopose.comparator.semgcn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import isopose.geometry.Taped;
import isopose.model.BatchNormLayer;
import isopose.model.Network;
import isopose.model.Parameters;
import isopose.model.Pass;

/**
 * The non-local layer (Zhao et al., eq. 5; Wang et al., "Non-local Neural Networks", CVPR 2018, in
 * its concatenation form), (C, N, J) to (C, N, J): every joint takes in something of every group of
 * joints, however far along the skeleton.
 *
 * <p>x_j + norm(W (1/G) sum over groups g of relu(w . [theta x_j, phi x_g]) h x_g), where a group's
 * phi and h are the larger of its joints' in every channel. The normalisation starts at scale 0, so
 * that the layer starts as the identity.
 *
 * @param name of the layer
 * @param graph its groups
 * @param channels C, an even number; inside there are half as many
 */
record NonLocalLayer(String name, JointGraph graph, int channels) implements Network {

  @Override
  public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
    int inner = channels / 2;
    NDArray flat = x.reshape(new Shape(channels, -1));
    NDArray theta = project("theta", parameters, flat); // (C / 2, N * J)
    NDArray phi = pool(project("phi", parameters, flat)); // (C / 2, N, G)
    NDArray h = pool(project("h", parameters, flat));
    NDArray asks = parameters.get(name + ".asks").matMul(theta);
    NDArray answers = parameters.get(name + ".answers").matMul(phi.reshape(new Shape(inner, -1)));
    int groups = graph.groups().size();
    NDArray relation =
        Activation.relu(
            asks.reshape(new Shape(-1, graph.joints(), 1))
                .add(answers.reshape(new Shape(-1, 1, groups)))); // (N, J, G)
    NDArray taken = Taped.times(relation, 1.0 / groups).matMul(h.transpose(1, 2, 0)); // (N, J, C/2)
    NDArray out =
        parameters
            .get(name + ".output.weight")
            .matMul(taken.reshape(new Shape(-1, inner)).transpose())
            .add(column(parameters.get(name + ".output.bias")))
            .reshape(x.getShape());
    return x.add(GraphBlock.normalise(norm(), parameters, out, pass));
  }

  private NDArray project(String part, Parameters parameters, NDArray flat) {
    return parameters
        .get(name + "." + part + ".weight")
        .matMul(flat)
        .add(column(parameters.get(name + "." + part + ".bias")));
  }

  private static NDArray column(NDArray bias) {
    return bias.reshape(new Shape(-1, 1));
  }

  /** The larger of each group's joints, channel by channel: (C / 2, N * J) to (C / 2, N, G). */
  private NDArray pool(NDArray features) {
    NDManager scope = features.getManager();
    int groups = graph.groups().size();
    Shape members = new Shape(graph.joints(), groups);
    NDArray joints = features.reshape(new Shape(-1, graph.joints()));
    NDArray first = joints.matMul(scope.create(graph.members(true), members));
    NDArray last = joints.matMul(scope.create(graph.members(false), members));
    return first.maximum(last).reshape(new Shape(channels / 2, -1, groups));
  }

  @Override
  public void declare(Declarations declare) {
    int inner = channels / 2;
    for (String part : new String[] {"theta", "phi", "h"}) {
      declare.uniform(name + "." + part + ".weight", he(channels), inner, channels);
      declare.constant(name + "." + part + ".bias", 0, inner);
    }
    declare.uniform(name + ".asks", he(channels), 1, inner);
    declare.uniform(name + ".answers", he(channels), 1, inner);
    declare.uniform(name + ".output.weight", he(inner), channels, inner);
    declare.constant(name + ".output.bias", 0, channels);
    norm().declare(declare);
  }

  /** The bound of He's uniform start. */
  private static double he(int in) {
    return Math.sqrt(6.0 / in);
  }

  private BatchNormLayer norm() {
    return new BatchNormLayer(name + ".norm", channels, 0);
  }
}
