package isopose.comparator.semgcn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.model.Network;
import isopose.model.Parameters;
import isopose.model.Pass;

/**
 * The semantic graph convolution (Zhao et al., eq. 2 to 4), (in, N, J) to (out, N, J):
 *
 * <p>y_j = a_jj (W_self x_j) + sum over bones (j, k) of a_jk (W_neighbour x_k) + b, with a_j =
 * softmax over j's neighbours (itself among them) of learned weights e: how much a joint listens to
 * which neighbour.
 *
 * @param name of the layer
 * @param graph who is whose neighbour
 * @param in channels in
 * @param out channels out
 * @param channelEdges whether every output channel has edge weights of its own (their eq. 4); else
 *     one set serves all (their eq. 2, and what their published code does)
 */
record SemanticConvolution(String name, JointGraph graph, int in, int out, boolean channelEdges)
    implements Network {
  /** exp(-1e9) is 0: no weight for what is no edge. */
  private static final float NO_EDGE = -1e9f;

  @Override
  public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
    long joints = graph.joints();
    NDManager scope = x.getManager();
    NDArray flat = x.reshape(new Shape(in, -1));
    Shape shape = new Shape(out, -1, joints);
    NDArray own = parameters.get(name + ".self").matMul(flat).reshape(shape);
    NDArray others = parameters.get(name + ".neighbour").matMul(flat).reshape(shape);
    NDArray listening = attention(parameters, scope); // (out or 1, J, J)
    NDArray self = scope.create(graph.identity(), new Shape(joints, joints));
    NDArray ownShare = listening.mul(self).sum(new int[] {2}, true).transpose(0, 2, 1);
    NDArray othersShare = listening.sub(listening.mul(self)).transpose(0, 2, 1);
    NDArray bias = parameters.get(name + ".bias").reshape(new Shape(out, 1, 1));
    return own.mul(ownShare).add(mix(others, othersShare)).add(bias);
  }

  /** (out, N, J) times (out, J, J) channel by channel, or times one (1, J, J) for all. */
  private NDArray mix(NDArray features, NDArray weights) {
    if (channelEdges) {
      return features.matMul(weights);
    }
    long joints = graph.joints();
    return features
        .reshape(new Shape(-1, joints))
        .matMul(weights.reshape(new Shape(joints, joints)))
        .reshape(features.getShape());
  }

  /** Softmax of the edge weights over each joint's neighbours: (out, J, J), or (1, J, J). */
  NDArray attention(Parameters parameters, NDManager scope) {
    long joints = graph.joints();
    NDArray places = scope.create(graph.places(), new Shape(graph.edges().size(), joints * joints));
    NDArray mask = scope.create(graph.mask(NO_EDGE), new Shape(joints, joints));
    return parameters
        .get(name + ".edges")
        .matMul(places)
        .reshape(new Shape(-1, joints, joints))
        .add(mask)
        .softmax(2);
  }

  @Override
  public void declare(Declarations declare) {
    double bound = Math.sqrt(2) * Math.sqrt(6.0 / (in + out)); // Glorot, for ReLU
    declare.uniform(name + ".self", bound, out, in);
    declare.uniform(name + ".neighbour", bound, out, in);
    declare.uniform(name + ".bias", 1 / Math.sqrt(out), out);
    declare.constant(name + ".edges", 1, channelEdges ? out : 1, graph.edges().size());
  }
}
