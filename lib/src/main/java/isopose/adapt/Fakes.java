package isopose.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import isopose.loss.DiscriminatorLoss;
import isopose.loss.SslPass;
import isopose.model.AdamStep;
import isopose.model.FrozenNorms;
import isopose.model.GradientSink;
import isopose.model.Networks;
import isopose.model.Pass;
import isopose.model.Reversible;
import isopose.model.Tape;
import isopose.model.Trail;
import isopose.model.Weights;

/**
 * The random projections y in a fast iteration: cut out of the recording, lifted and judged by
 * hand.
 *
 * <p>D goes back once for both sides of the game, from a gradient of 1 at each row's logit. What
 * arrives at the row of y, times dL_s / dlogit, is the lifter's share. What each layer adds for a
 * row, times dL_D / dlogit, is D's own. So any form of the generator's loss is served, and nothing
 * is divided.
 */
final class Fakes implements SslPass.Answers {
  private final Networks networks;
  private final Reversible lift;
  private final Reversible discriminator;
  private final Weights weights;
  private final FrozenNorms norms;
  private final Tape tape;
  private final NDArray x;

  private NDArray projected;
  private NDArray fake;
  private NDArray relifted;
  private Trail liftTrail;
  private NDArray logits;
  private NDArray realLogit;
  private Trail judgeTrail;

  /**
   * For one iteration.
   *
   * @param x the one real pose (1, 2J), which D judges together with the fakes
   */
  Fakes(
      Networks networks,
      Reversible lift,
      Weights weights,
      FrozenNorms norms,
      Tape tape,
      NDArray x) {
    this.networks = networks;
    this.lift = lift;
    this.weights = weights;
    this.norms = norms;
    this.tape = tape;
    this.x = x;
    discriminator = networks.discriminator().network();
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
      liftTrail = new Trail(norms);
      relifted = tape.leaf(lift.forward(weights, rows(fake), liftTrail));
    }
    return networks.lifter().sslPose(relifted, fake);
  }

  @Override
  public NDArray judge(NDArray pose2d) {
    if (pose2d != fake) {
      return networks.discriminator().logits(weights, pose2d, Pass.INFERENCE);
    }
    if (logits == null) {
      judgeTrail = new Trail(norms);
      NDArray all = discriminator.forward(weights, x.concat(rows(fake), 0), judgeTrail);
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
   * @param sink receives the lifter's gradients
   * @return L_s's gradient with respect to the random projections (N, J, 2)
   */
  NDArray backward(GradientSink sink) {
    return logits == null ? liftBackward(sink) : backward(sink, new Nothing());
  }

  /** The same, and D learns on the way. */
  NDArray backward(GradientSink sink, AdamStep step) {
    judge(fake);
    GradientSink weighed = new WeighedRows(discriminatorShare(), step);
    NDArray gradient = backward(sink, weighed);
    step.finish();
    return gradient;
  }

  private NDArray backward(GradientSink sink, GradientSink discriminatorSink) {
    NDArray one = logits.getManager().ones(new Shape(1 + logits.size(), 1));
    NDArray perLogit = discriminator.backward(weights, one, judgeTrail, discriminatorSink);
    NDArray lifterShare = perLogit.get("1:").mul(logits.getGradient());
    return liftBackward(sink).add(lifterShare.reshape(fake.getShape()));
  }

  private NDArray liftBackward(GradientSink sink) {
    NDArray gradient = fake.getGradient();
    if (relifted == null) {
      return gradient;
    }
    NDArray rows = lift.backward(weights, relifted.getGradient(), liftTrail, sink);
    return gradient.add(rows.reshape(fake.getShape()));
  }

  /** dL_D / dlogit of x and of each fake (1 + N, 1): the mean over copies of x is x itself. */
  private NDArray discriminatorShare() {
    NDArray y = tape.leaf(logits);
    DiscriminatorLoss loss = DiscriminatorLoss.of(realLogit, y);
    tape.backward(loss.value(), loss.value().onesLike());
    return realLogit.getGradient().concat(y.getGradient(), 0);
  }

  private static NDArray rows(NDArray poses) {
    return poses.stopGradient().reshape(poses.getShape().get(0), -1);
  }

  /** Each row's share of the gradients, weighed. */
  private record WeighedRows(NDArray weights, AdamStep step) implements GradientSink {
    @Override
    public void matrix(String name, NDArray outputs, NDArray inputs) {
      step.matrix(name, outputs.mul(weights), inputs);
    }

    @Override
    public void vector(String name, NDArray rows) {
      step.vector(name, weights, rows);
    }
  }

  /** Where nobody wants the gradients. */
  private record Nothing() implements GradientSink {
    @Override
    public void matrix(String name, NDArray outputs, NDArray inputs) {}

    @Override
    public void vector(String name, NDArray rows) {}
  }
}
