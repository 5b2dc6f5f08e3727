package isopose.comparator.semgcn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import isopose.geometry.GradientSafe;
import isopose.model.layers.BatchNormLayer;
import isopose.model.layers.LinearLayer;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;
import java.util.List;

/**
 * The non-local layer (Zhao et al., eq. 5; Wang et al., "Non-local Neural Networks", CVPR 2018, in
 * its concatenation form), (N, J, C) to (N, J, C): every joint takes in something of every group of
 * joints, however far along the skeleton.
 *
 * <p>x_j + norm(W (1/G) sum over groups g of relu(w . [theta x_j, phi x_g]) h x_g), where a group's
 * phi and h are the larger of its joints' in every feature. The normalisation starts at scale 0, so
 * that the layer starts as the identity.
 *
 * @param name of the layer
 * @param graph its groups
 * @param width C, an even number; inside there are half as many
 */
record NonLocalLayer(String name, JointGraph graph, int width) implements Network {

  @Override
  public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
    NDArray theta = inner("theta").forward(parameters, x, pass); // (N, J, C / 2)
    NDArray phi = pooled(inner("phi").forward(parameters, x, pass)); // (N, G, C / 2)
    NDArray h = pooled(inner("h").forward(parameters, x, pass));
    NDArray asks = theta.matMul(parameters.get(name + ".asks")); // (N, J, 1)
    NDArray answers = phi.matMul(parameters.get(name + ".answers")).transpose(0, 2, 1);
    NDArray relation = Activation.relu(asks.add(answers)); // (N, J, G)
    NDArray taken = GradientSafe.times(relation, 1.0 / graph.groups().size()).batchMatMul(h);
    NDArray out = output().forward(parameters, taken, pass);
    return x.add(GraphBlock.normalise(norm(), parameters, out, pass));
  }

  /** The larger of each group's joints, feature by feature: (N, J, C / 2) to (N, G, C / 2). */
  private NDArray pooled(NDArray features) {
    return member(true, features).maximum(member(false, features));
  }

  private NDArray member(boolean first, NDArray features) {
    NDManager scope = features.getManager();
    long groups = graph.groups().size();
    return scope
        .create(graph.members(first), new Shape(1, groups, graph.joints()))
        .broadcast(new Shape(features.getShape().get(0), groups, graph.joints()))
        .batchMatMul(features);
  }

  @Override
  public void declare(Declarations declare) {
    List.of("theta", "phi", "h").forEach(part -> inner(part).declare(declare));
    double he = Math.sqrt(6.0 / width);
    declare.uniform(name + ".asks", he, width / 2, 1);
    declare.uniform(name + ".answers", he, width / 2, 1);
    output().declare(declare);
    norm().declare(declare);
  }

  private LinearLayer inner(String part) {
    return new LinearLayer(name + "." + part, width, width / 2);
  }

  private LinearLayer output() {
    return new LinearLayer(name + ".output", width / 2, width);
  }

  private BatchNormLayer norm() {
    return new BatchNormLayer(name + ".norm", width, 0);
  }
}
