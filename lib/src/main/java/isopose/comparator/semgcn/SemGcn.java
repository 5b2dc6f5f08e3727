package isopose.comparator.semgcn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import isopose.model.Backbone;
import isopose.model.Lifter;
import isopose.model.NetworkShape;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;
import isopose.model.layers.Sequence;
import isopose.skeleton.Skeleton;
import java.util.ArrayList;
import java.util.List;

/**
 * SemGCN as a backbone: a graph convolution, residual blocks with a non-local layer after each, a
 * graph convolution to three coordinates. The extractor holds the first layers, a head the rest.
 *
 * <p>With 16 joints, width 128, four blocks and non-local layers, one head has the published 0.43
 * million parameters (434,703), without non-local layers 0.27 million (267,343); both counts have
 * one set of edge weights a layer. With 17 joints it is 434,733.
 *
 * @param skeleton the graph
 * @param nonLocal whether there are non-local layers
 * @param channelEdges whether each channel has edge weights of its own (eq. 4 of their paper; its
 *     counts, its published code and the default here have not)
 */
public record SemGcn(Skeleton skeleton, boolean nonLocal, boolean channelEdges)
    implements Backbone {

  /** The published network on the joints of Human3.6M. */
  public static SemGcn published() {
    return new SemGcn(Skeleton.H36M_17, true, false);
  }

  @Override
  public Network extractor(NetworkShape shape) {
    JointGraph graph = JointGraph.of(skeleton);
    List<Network> parts = new ArrayList<>();
    parts.add(new GraphBlock(convolution(Lifter.EXTRACTOR + "input", 2, shape.width()), 0));
    if (nonLocal) {
      parts.add(new NonLocalLayer(Lifter.EXTRACTOR + "input.nonlocal", graph, shape.width()));
    }
    parts.addAll(blocks(Lifter.EXTRACTOR, 1, shape.sharedBlocks(), shape));
    return new JointWise(new Sequence(parts), shape.joints());
  }

  @Override
  public Network head(String prefix, NetworkShape shape) {
    List<Network> parts =
        new ArrayList<>(blocks(prefix, shape.sharedBlocks() + 1, shape.blocks(), shape));
    parts.add(convolution(prefix + "output", shape.width(), 3));
    return new JointWise(new Sequence(parts), shape.joints());
  }

  private List<Network> blocks(String prefix, int first, int last, NetworkShape shape) {
    List<Network> parts = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      String name = prefix + "block" + i;
      parts.add(
          new ResidualGraphBlock(
              block(name + ".convolution1", shape), block(name + ".convolution2", shape)));
      if (nonLocal) {
        parts.add(new NonLocalLayer(name + ".nonlocal", JointGraph.of(skeleton), shape.width()));
      }
    }
    return parts;
  }

  private GraphBlock block(String name, NetworkShape shape) {
    return new GraphBlock(convolution(name, shape.width(), shape.width()), shape.dropout());
  }

  private SemanticConvolution convolution(String name, int in, int out) {
    return new SemanticConvolution(name, JointGraph.of(skeleton), in, out, channelEdges);
  }

  @Override
  public void requireFitting(NetworkShape shape) {
    if (shape.joints() != skeleton.size() || shape.width() % 2 != 0) {
      throw new IllegalArgumentException(
          "SemGCN on %s needs %d joints and an even width, got %s"
              .formatted(skeleton.name(), skeleton.size(), shape));
    }
  }

  /** Rows (N, J * C), joint by joint, as features of joints (N, J, C) for a graph, and back. */
  private record JointWise(Network graph, int joints) implements Network {

    @Override
    public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
      long samples = x.getShape().get(0);
      NDArray features = x.reshape(new Shape(samples, joints, -1));
      return graph.forward(parameters, features, pass).reshape(new Shape(samples, -1));
    }

    @Override
    public void declare(Declarations declare) {
      graph.declare(declare);
    }
  }
}
