package isopose.comparator.semgcn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;

/**
 * The semantic graph convolution (Zhao et al., eq. 2 to 4), (N, J, in) to (N, J, out):
 *
 * <p>y_j = a_jj (W_self x_j) + sum over bones (j, k) of a_jk (W_neighbour x_k) + b, with a_j =
 * softmax over j's neighbours (itself among them) of learned weights e: the weight of each
 * neighbour for a joint.
 *
 * @param name of the layer
 * @param graph who is whose neighbour
 * @param in features in
 * @param out features out
 * @param channelEdges whether every output feature has edge weights of its own (their eq. 4); else
 *     one set serves all (their eq. 2, and what their published code does)
 */
record SemanticConvolution(String name, JointGraph graph, int in, int out, boolean channelEdges)
    implements Network {
  /** exp(-1e9) is 0: no weight for what is no edge. */
  private static final float NO_EDGE = -1e9f;

  @Override
  public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
    long samples = x.getShape().get(0);
    long joints = graph.joints();
    // both kernels in one product: (N, J, 2, out), or joint by joint its own and its neighbours'
    // view
    NDArray seen =
        Linear.linear(x, parameters.get(name + ".kernels")) //
            .singletonOrThrow()
            .reshape(new Shape(samples, 2 * joints, out));
    NDArray listening = listening(parameters, x.getManager());
    NDArray y =
        channelEdges
            ? seen.transpose(2, 0, 1).batchMatMul(listening.transpose(0, 2, 1)).transpose(1, 2, 0)
            : listening.broadcast(new Shape(samples, joints, 2 * joints)).batchMatMul(seen);
    return y.add(parameters.get(name + ".bias"));
  }

  /** (out or 1, J, 2 J): each joint's weights of what every joint shows as own and as neighbour. */
  private NDArray listening(Parameters parameters, NDManager scope) {
    long joints = graph.joints();
    NDArray which = scope.create(graph.ownAndOthers(), new Shape(joints, joints, 2));
    return attention(parameters, scope)
        .reshape(new Shape(-1, joints, joints, 1))
        .mul(which)
        .reshape(new Shape(-1, joints, 2 * joints));
  }

  /** Softmax of the edge weights over each joint's neighbours: (out, J, J), or (1, J, J). */
  NDArray attention(Parameters parameters, NDManager scope) {
    long joints = graph.joints();
    NDArray positions =
        scope.create(graph.positions(), new Shape(joints * joints, graph.edges().size()));
    NDArray mask = scope.create(graph.mask(NO_EDGE), new Shape(joints, joints));
    return Linear.linear(positions, parameters.get(name + ".edges"))
        .singletonOrThrow()
        .transpose()
        .reshape(new Shape(-1, joints, joints))
        .add(mask)
        .softmax(2);
  }

  @Override
  public void declare(Declarations declare) {
    double bound = Math.sqrt(2) * Math.sqrt(6.0 / (in + out)); // Glorot, for ReLU
    declare.uniform(name + ".kernels", bound, 2L * out, in); // self above neighbour
    declare.uniform(name + ".bias", 1 / Math.sqrt(out), out);
    declare.constant(name + ".edges", 1, channelEdges ? out : 1, graph.edges().size());
  }
}
