package isopose.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import isopose.geometry.RandomViews;
import isopose.geometry.UnitProjection;
import isopose.model.Networks;
import isopose.model.layers.DropoutSeeds;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;
import java.util.function.Consumer;

/**
 * A mini-batch with its lift, random rotations and projections (Sec. 3.2.1): the input of a
 * self-supervised loss. All arrays are in network units, 3D poses root-relative.
 */
public final class SslBatch {
  private final Networks networks;
  private final Parameters parameters;
  private final Pass fakePass;
  private final Consumer<DropoutSeeds.Way> beforePass;
  private final NDArray x;
  private final NDArray lifted;
  private final NDArray rotation;
  private final NDArray fake;

  /**
   * Lifts x by the SSL head and draws one random view a sample.
   *
   * @param x 2D poses (N, J, 2)
   * @param features the shared features of x (N, width), which the FSL head uses too
   * @param pass how x went through the extractor
   * @param fakePass how the random projections go through it; without updating its statistics
   */
  public SslBatch(
      Networks networks,
      Parameters parameters,
      NDArray x,
      NDArray features,
      Pass pass,
      Pass fakePass,
      RandomViews views) {
    this(
        networks,
        parameters,
        x,
        networks.lifter().sslHead(parameters, features, x, pass),
        fakePass,
        views);
  }

  /**
   * With a lift that is there already.
   *
   * @param x 2D poses (N, J, 2)
   * @param lifted (N, J, 3)
   */
  public SslBatch(
      Networks networks,
      Parameters parameters,
      NDArray x,
      NDArray lifted,
      Pass fakePass,
      RandomViews views) {
    this(networks, parameters, x, lifted, fakePass, views, way -> {});
  }

  /**
   * The same with a callback before each forward pass.
   *
   * @param beforePass seeds dropout's masks
   */
  public SslBatch(
      Networks networks,
      Parameters parameters,
      NDArray x,
      NDArray lifted,
      Pass fakePass,
      RandomViews views,
      Consumer<DropoutSeeds.Way> beforePass) {
    this.networks = networks;
    this.parameters = parameters;
    this.x = x;
    this.lifted = lifted;
    this.fakePass = fakePass;
    this.beforePass = beforePass;
    int n = Math.toIntExact(x.getShape().get(0));
    rotation = x.getManager().create(views.draw(n), new Shape(n, 3, 3));
    fake = UnitProjection.project(rotate(lifted));
  }

  /** x: the real 2D poses (N, J, 2). */
  public NDArray x() {
    return x;
  }

  /** X: the SSL head's lift of x (N, J, 3). */
  public NDArray lifted() {
    return lifted;
  }

  /** y: X seen from a random view (N, J, 2), a "fake" 2D pose. */
  public NDArray fake() {
    return fake;
  }

  /** X~: y lifted again and turned back to the first view (N, J, 3). */
  public NDArray relifted() {
    beforePass.accept(DropoutSeeds.Way.LIFT);
    NDArray features = networks.lifter().features(parameters, fake, fakePass);
    return rotateBack(networks.lifter().sslHead(parameters, features, fake, fakePass));
  }

  /** D's logits (N, 1) of 2D poses (N, J, 2). */
  public NDArray judge(NDArray pose2d) {
    beforePass.accept(DropoutSeeds.Way.JUDGE_FAKE);
    return networks.discriminator().logits(parameters, pose2d, fakePass);
  }

  /** Turns each pose into its random view: row vectors, so p becomes p R^T. */
  public NDArray rotate(NDArray pose3d) {
    return pose3d.matMul(rotation.transpose(0, 2, 1));
  }

  /** The inverse of {@link #rotate}. */
  public NDArray rotateBack(NDArray pose3d) {
    return pose3d.matMul(rotation);
  }
}
