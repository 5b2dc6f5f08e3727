package isopose.adapt;

import ai.djl.ndarray.NDArray;
import isopose.loss.DiscriminatorLoss;
import isopose.loss.SslPass;
import isopose.model.Networks;
import isopose.model.Pass;
import isopose.model.ResidualStep;
import isopose.model.Tape;
import isopose.model.Weights;

/**
 * The random projections y in a fast iteration: cut out of the recording, lifted and judged by
 * {@link ResidualStep}.
 *
 * <p>D goes back once for both sides of the game, from a gradient of 1 at each row's logit. What
 * arrives at the row of y, times dL_s / dlogit, is the lifter's share. What each layer adds for a
 * row, times dL_D / dlogit, is D's own. So any form of the generator's loss is served, and nothing
 * is divided.
 */
final class Fakes implements SslPass.Answers {
  private final Networks networks;
  private final Weights weights;
  private final ResidualStep residual;
  private final Tape tape;

  private NDArray projected;
  private NDArray fake;
  private NDArray relifted;
  private NDArray logits;
  private NDArray realLogit;

  /** For one iteration that has begun. */
  Fakes(Networks networks, Weights weights, ResidualStep residual, Tape tape) {
    this.networks = networks;
    this.weights = weights;
    this.residual = residual;
    this.tape = tape;
  }

  @Override
  public NDArray fake(NDArray recorded) {
    projected = recorded;
    fake = tape.leaf(recorded);
    return fake;
  }

  @Override
  public NDArray lift(NDArray pose2d) {
    if (pose2d != fake) {
      NDArray features = networks.lifter().features(weights, pose2d, Pass.INFERENCE);
      return networks.lifter().sslHead(weights, features, pose2d, Pass.INFERENCE);
    }
    if (relifted == null) {
      relifted = tape.leaf(residual.lift(rows()));
    }
    return networks.lifter().sslPose(relifted, fake);
  }

  @Override
  public NDArray judge(NDArray pose2d) {
    if (pose2d != fake) {
      return networks.discriminator().logits(weights, pose2d, Pass.INFERENCE);
    }
    if (logits == null) {
      NDArray all = residual.judge(rows());
      realLogit = tape.leaf(all.get("0:1"));
      logits = tape.leaf(all.get("1:"));
    }
    return logits;
  }

  /** The random projections (N, J, 2) in the recording that made them. */
  NDArray projected() {
    return projected;
  }

  /**
   * Goes back from the technique's loss through the lift, and where it judged, through D.
   *
   * @param learn whether D learns on the way
   * @return L_s's gradient with respect to the random projections (N, J, 2)
   */
  NDArray backward(boolean learn) {
    NDArray gradient = fake.getGradient();
    if (learn) {
      judge(fake);
    }
    if (logits != null) {
      gradient = gradient.add(poses(residual.judgeBack(logits.getGradient())));
    }
    if (learn) {
      residual.judgeLearn(discriminatorShare());
    }
    if (relifted != null) {
      gradient = gradient.add(poses(residual.liftBack(relifted.getGradient())));
    }
    return gradient;
  }

  /** dL_D / dlogit of x and of each fake (1 + N, 1): the mean over copies of x is x itself. */
  private NDArray discriminatorShare() {
    NDArray y = tape.leaf(logits);
    DiscriminatorLoss loss = DiscriminatorLoss.of(realLogit, y);
    tape.backward(loss.value(), loss.value().onesLike());
    return realLogit.getGradient().concat(y.getGradient(), 0);
  }

  private NDArray rows() {
    return fake.stopGradient().reshape(fake.getShape().get(0), -1);
  }

  private NDArray poses(NDArray rows) {
    return rows.reshape(fake.getShape());
  }
}
