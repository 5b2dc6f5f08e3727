package isopose.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import isopose.geometry.UnitProjection;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;
import isopose.model.layers.ResidualPath;
import java.util.List;
import java.util.Optional;

/**
 * The two-headed 3D pose lifter of Sec. 3.3: a shared feature extractor (theta_e), the supervised
 * FSL head (theta_f) and the self-supervised SSL head (theta_s).
 *
 * <p>At the paper's sizes 10,656,870 trained parameters: 6,345,728 in the extractor and 2,155,571
 * in either head.
 */
public final class Lifter {
  /** Prefix of the names of theta_e. */
  public static final String EXTRACTOR = "extractor.";

  /** Prefix of the names of theta_f. */
  public static final String FSL_HEAD = "fsl_head.";

  /** Prefix of the names of theta_s. */
  public static final String SSL_HEAD = "ssl_head.";

  /** Whether an array of this name is part of the prediction: of theta_e or theta_f. */
  public static boolean predicts(String name) {
    return name.startsWith(EXTRACTOR) || name.startsWith(FSL_HEAD);
  }

  private static final NDIndex ROOT = new NDIndex(":,0:1,:");

  private final int joints;
  private final boolean depthOnly;
  private final Network extractor;
  private final Network fslHead;
  private final Network sslHead;

  /** The paper's lifter in the sizes given; the numbers themselves live in {@link Weights}. */
  public Lifter(NetworkShape shape) {
    this(shape, new ResidualBackbone());
  }

  /** A lifter whose extractor and heads are made by this backbone. */
  public Lifter(NetworkShape shape, Backbone backbone) {
    this(
        shape.joints(),
        backbone.extractor(shape),
        backbone.head(FSL_HEAD, shape),
        backbone.head(SSL_HEAD, shape),
        shape.depthOnly());
  }

  /**
   * Of these parts, which keep the contract that {@link Backbone} states.
   *
   * @param depthOnly see {@link NetworkShape}
   */
  public Lifter(
      int joints, Network extractor, Network fslHead, Network sslHead, boolean depthOnly) {
    this.joints = joints;
    this.depthOnly = depthOnly;
    this.extractor = extractor;
    this.fslHead = fslHead;
    this.sslHead = sslHead;
  }

  /** The shared features of 2D poses: (N, J, 2), or rows of them, to (N, width). */
  public NDArray features(Parameters parameters, NDArray pose2d, Pass pass) {
    return extractor.forward(parameters, pose2d.reshape(pose2d.getShape().get(0), -1), pass);
  }

  /** The shared feature extractor theta_e. */
  public Network extractor() {
    return extractor;
  }

  /** The same heads on the features of another extractor. */
  public Lifter withExtractor(Network other) {
    return new Lifter(joints, other, fslHead, sslHead, depthOnly);
  }

  /** Another extractor with the FSL head, which takes the place of the SSL head, too. */
  public Lifter withFslHeadAlone(Network other) {
    return new Lifter(joints, other, fslHead, fslHead, false);
  }

  /** The FSL head's root-relative 3D poses: (N, width) to (N, J, 3), network units. */
  public NDArray fslHead(Parameters parameters, NDArray features, Pass pass) {
    return pose(fslHead.forward(parameters, features, pass));
  }

  /**
   * The SSL head's root-relative 3D poses.
   *
   * @param features (N, width), of {@code pose2d}
   * @param pose2d (N, J, 2) network units: where x and y come from if the head predicts depth only
   * @return (N, J, 3) network units
   */
  public NDArray sslHead(Parameters parameters, NDArray features, NDArray pose2d, Pass pass) {
    return sslPose(sslHead.forward(parameters, features, pass), pose2d);
  }

  /** Whether the SSL head predicts depth only, see {@link NetworkShape}. */
  public boolean depthOnly() {
    return depthOnly;
  }

  /** The last part of {@link #sslHead}, without parameters: its output (N, 3J) as poses. */
  public NDArray sslPose(NDArray output, NDArray pose2d) {
    NDArray pose = pose(output);
    return depthOnly ? UnitProjection.onLinesOfSight(pose2d, pose) : pose;
  }

  /** The FSL head's last part, without parameters: its output (N, 3J) as poses. */
  public NDArray fslPose(NDArray output) {
    return pose(output);
  }

  /** Extractor and FSL head for the scripts, from (N, 2J) to (N, 3J); empty for other networks. */
  public Optional<ResidualPath> fslPath() {
    return ResidualPath.through(true, true, extractor, fslHead);
  }

  /** The same with the SSL head, up to {@link #sslPose}. */
  public Optional<ResidualPath> sslPath() {
    return ResidualPath.through(true, true, extractor, sslHead);
  }

  /** The extractor alone, from (N, 2J) to (N, width). */
  public Optional<ResidualPath> extractorPath() {
    return ResidualPath.through(true, false, extractor);
  }

  /** The FSL head alone, from (N, width) to (N, 3J). */
  public Optional<ResidualPath> fslHeadPath() {
    return ResidualPath.through(false, true, fslHead);
  }

  /** The SSL head alone, up to {@link #sslPose}. */
  public Optional<ResidualPath> sslHeadPath() {
    return ResidualPath.through(false, true, sslHead);
  }

  /** Both heads return J x 3 numbers; the root (joint 0) is moved to the origin. */
  private NDArray pose(NDArray output) {
    NDArray pose = output.reshape(new Shape(-1, joints, 3));
    return pose.sub(pose.get(ROOT));
  }

  /** All three parts, in the order of the checkpoint. */
  public List<Network> parts() {
    return List.of(extractor, fslHead, sslHead);
  }
}
