package isopose.model;

import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;
import isopose.model.layers.ResidualPath;

/**
 * The networks of a lifter: a feature extractor, and heads on its features. Training, adaptation,
 * prediction and checkpoints of a {@link Lifter} work with any backbone.
 *
 * <p>The contract:
 *
 * <ul>
 *   <li>the extractor maps 2D poses (N, 2J), x and y joint by joint, to features (N, F) of any
 *       width F; every head maps these features to 3D poses (N, 3J). A row depends on no other row
 *       of its batch, except through batch normalisation in {@link Pass#TRAIN};
 *   <li>the extractor's parameters have names that start with {@link Lifter#EXTRACTOR}, a head's
 *       with the prefix that it is given: adaptation selects the parameters of eq. 6 by these
 *       names;
 *   <li>a network keeps no numbers. It takes them from {@link Parameters} by name, so that the same
 *       code runs with trained weights, adapted weights and a {@link GradientScope}'s leaves;
 *   <li>what it computes belongs to its input's manager: an operation's result lives where its
 *       <em>first</em> operand lives, so a parameter is never the first, or every prediction would
 *       leave arrays behind for as long as the weights live;
 *   <li>arithmetic with plain numbers goes through {@code isopose.geometry.GradientSafe} or an
 *       array of the input's manager: what a backward pass reads must live as long as the
 *       recording.
 * </ul>
 *
 * <p>A backbone of the paper's kind of networks (see {@link ResidualPath}) is computed by {@link
 * Arithmetic#FUSED}, every other one by {@link Arithmetic#AUTOGRAD}, with the same result.
 *
 * <p>{@link ResidualBackbone} is the paper's. {@code isopose.comparator.semgcn.SemGcn} is an
 * example of another kind: a graph network whose features belong to joints.
 */
public interface Backbone {

  /**
   * Refuses sizes that it cannot have.
   *
   * @throws IllegalArgumentException with what it expects
   */
  default void requireFitting(NetworkShape shape) {}

  /** The shared feature extractor theta_e: (N, 2J) to (N, F). */
  Network extractor(NetworkShape shape);

  /**
   * A head: (N, F) to (N, 3J), root-relative up to a shift of the whole pose.
   *
   * @param prefix of its parameters' names, {@link Lifter#FSL_HEAD} or {@link Lifter#SSL_HEAD}
   */
  Network head(String prefix, NetworkShape shape);
}
