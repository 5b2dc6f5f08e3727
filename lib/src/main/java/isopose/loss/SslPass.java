package isopose.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import isopose.geometry.RandomViews;
import isopose.geometry.UnitProjection;
import isopose.model.Networks;
import isopose.model.Parameters;
import isopose.model.Pass;

/**
 * One mini-batch on its way through lift, rotation and projection (Sec. 3.2.1): what a technique
 * has at hand. All arrays are in network units, 3D poses root-relative.
 */
public final class SslPass {
  private final Answers answers;
  private final NDArray x;
  private final NDArray lifted;
  private final NDArray rotation;
  private final NDArray fake;

  /** What a pass asks the networks about the random projections. */
  public interface Answers {
    /** The random projections (N, J, 2) as the technique gets to see them. */
    NDArray fake(NDArray projected);

    /** The SSL head's lift (N, J, 3) of the random projections (N, J, 2). */
    NDArray lift(NDArray fake);

    /** D's logits (N, 1) of 2D poses (N, J, 2). */
    NDArray judge(NDArray pose2d);
  }

  /**
   * Lifts x by the SSL head and draws one random view a sample.
   *
   * @param x 2D poses (N, J, 2)
   * @param features the shared features of x (N, width), which the FSL head uses too
   * @param pass how x went through the extractor
   * @param fakePass how the random projections go through it; without updating its statistics
   */
  public SslPass(
      Networks networks,
      Parameters parameters,
      NDArray x,
      NDArray features,
      Pass pass,
      Pass fakePass,
      RandomViews views) {
    this(
        x,
        networks.lifter().sslHead(parameters, features, x, pass),
        recorded(networks, parameters, fakePass),
        views);
  }

  /**
   * With a lift that is there already, and networks that answer in their own way.
   *
   * @param x 2D poses (N, J, 2)
   * @param lifted (N, J, 3)
   */
  public SslPass(NDArray x, NDArray lifted, Answers answers, RandomViews views) {
    this.answers = answers;
    this.x = x;
    this.lifted = lifted;
    int n = Math.toIntExact(x.getShape().get(0));
    rotation = x.getManager().create(views.draw(n), new Shape(n, 3, 3));
    fake = answers.fake(UnitProjection.project(rotate(lifted)));
  }

  /** Answers of the networks themselves, with parameters that a tape may record. */
  public static Answers recorded(Networks networks, Parameters parameters, Pass pass) {
    return new Recorded(networks, parameters, pass);
  }

  /** The networks themselves, with parameters that a tape may record. */
  private record Recorded(Networks networks, Parameters parameters, Pass pass) implements Answers {
    @Override
    public NDArray fake(NDArray projected) {
      return projected;
    }

    @Override
    public NDArray lift(NDArray fake) {
      NDArray features = networks.lifter().features(parameters, fake, pass);
      return networks.lifter().sslHead(parameters, features, fake, pass);
    }

    @Override
    public NDArray judge(NDArray pose2d) {
      return networks.discriminator().logits(parameters, pose2d, pass);
    }
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
    return rotateBack(answers.lift(fake));
  }

  /** D's logits (N, 1) of 2D poses (N, J, 2). */
  public NDArray judge(NDArray pose2d) {
    return answers.judge(pose2d);
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
