package isopose.loss;

import ai.djl.ndarray.NDArray;
import isopose.model.Lifter;
import isopose.model.Tape;
import isopose.model.TwoWay;

/**
 * The random projections y in a fast step: cut out of the recording, lifted and judged by a {@link
 * TwoWay}.
 *
 * <p>D goes back once for both sides of the game, from a gradient of 1 at each row's logit. What
 * arrives at the row of y, times dL_s / dlogit, is the lifter's share. What each layer adds for a
 * row, times dL_D / dlogit, is D's own. So any form of the generator's loss is served, and nothing
 * is divided.
 */
public final class Fakes implements SslPass.Answers {
  private final Lifter lifter;
  private final TwoWay networks;
  private final Tape tape;
  private final SslPass.Answers others;

  private NDArray projected;
  private NDArray fake;
  private NDArray relifted;
  private NDArray logits;
  private NDArray realLogits;
  private NDArray fakeLogits;

  /**
   * For one step that has begun.
   *
   * @param others answers what is asked about other poses than the random projections
   */
  public Fakes(Lifter lifter, TwoWay networks, Tape tape, SslPass.Answers others) {
    this.lifter = lifter;
    this.networks = networks;
    this.tape = tape;
    this.others = others;
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
      return others.lift(pose2d);
    }
    if (relifted == null) {
      relifted = tape.leaf(networks.lift(rows()));
    }
    return lifter.sslPose(relifted, fake);
  }

  @Override
  public NDArray judge(NDArray pose2d) {
    if (pose2d != fake) {
      return others.judge(pose2d);
    }
    if (logits == null) {
      logits = tape.leaf(networks.judge(rows()));
    }
    return logits;
  }

  /**
   * Goes back from the technique's loss to the lift of x: through lift and D to the random
   * projections, and through the recording that made them.
   *
   * @param discriminatorLearns whether D goes back even if the technique did not ask it
   */
  public void backward(boolean discriminatorLearns) {
    NDArray gradient = fake.getGradient();
    if (discriminatorLearns) {
      judge(fake);
    }
    if (logits != null) {
      gradient = gradient.add(poses(networks.judgeBack(logits.getGradient())));
    }
    if (relifted != null) {
      gradient = gradient.add(poses(networks.liftBack(relifted.getGradient())));
    }
    tape.backward(projected, gradient);
  }

  /** D's own loss, of x and of the random projections, after {@link #backward}. */
  public DiscriminatorLoss discriminatorLoss() {
    realLogits = tape.leaf(networks.judgeReal());
    fakeLogits = tape.leaf(logits);
    return DiscriminatorLoss.of(realLogits, fakeLogits);
  }

  /** Its gradient at the logits: the rows of x first, then those of the random projections. */
  public NDArray discriminatorShare(DiscriminatorLoss loss) {
    tape.backward(loss.value(), loss.value().onesLike());
    return realLogits.getGradient().concat(fakeLogits.getGradient(), 0);
  }

  private NDArray rows() {
    return fake.stopGradient().reshape(fake.getShape().get(0), -1);
  }

  private NDArray poses(NDArray rows) {
    return rows.reshape(fake.getShape());
  }
}
