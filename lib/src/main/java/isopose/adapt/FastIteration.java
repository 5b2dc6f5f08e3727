package isopose.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.geometry.RandomViews;
import isopose.loss.Fakes;
import isopose.loss.LossTerms;
import isopose.loss.SslPass;
import isopose.loss.Technique;
import isopose.model.Networks;
import isopose.model.Pass;
import isopose.model.ResidualStep;
import isopose.model.Session;
import isopose.model.Tape;
import java.util.List;
import java.util.Optional;

/**
 * Eq. 6 with fewer operations. With frozen statistics and without dropout every row of a batch goes
 * through the networks by itself, so
 *
 * <ul>
 *   <li>the copies of x are lifted and judged once, and only their random views differ;
 *   <li>one way through D and back serves both sides of the game: see {@link Fakes};
 *   <li>a matrix's gradient is a product of two thin matrices; x's row and those of its random
 *       projections make one product, which Adam reads while it is in the cache.
 * </ul>
 *
 * <p>The networks go there and back by {@link ResidualStep}, the technique's loss and the geometry
 * by a recording: a technique of one's own takes part as it is. With networks of another kind than
 * the paper's there is no fast iteration.
 */
final class FastIteration implements Iteration {
  private final Networks networks;
  private final Technique technique;
  private final AdaptSettings settings;
  private final AdaptedModel model;
  private final ResidualStep residual;

  private FastIteration(
      Networks networks,
      Technique technique,
      AdaptSettings settings,
      AdaptedModel model,
      ResidualStep residual) {
    this.networks = networks;
    this.technique = technique;
    this.settings = settings;
    this.model = model;
    this.residual = residual;
  }

  /**
   * The fast iteration, where the networks allow it: written out for a technique that has a {@link
   * isopose.model.ClosedForm}, recorded for any other.
   */
  static Optional<Iteration> of(
      Session session,
      Networks networks,
      Technique technique,
      AdaptSettings settings,
      AdaptedModel model) {
    return model
        .step(session, networks, settings.rate())
        .map(
            step ->
                technique
                    .closedForm()
                    .<Iteration>map(
                        form -> new ClosedFormIteration(networks, form, settings, model, step))
                    .orElseGet(
                        () -> new FastIteration(networks, technique, settings, model, step)));
  }

  @Override
  public double step(NDArray x, RandomViews views) {
    try (NDManager scope = x.getManager().newSubManager();
        Tape tape = Tape.record(model.current(), List.of(), scope)) {
      NDArray one = x.reshape(1, -1);
      one.attach(scope);
      NDArray output = tape.leaf(residual.begin(one, model.afresh()));
      NDArray pose2d = one.reshape(x.getShape());
      NDArray lifted = networks.lifter().sslPose(output, pose2d);
      SslPass.Answers others = SslPass.recorded(networks, model.current(), Pass.INFERENCE);
      Fakes fakes = new Fakes(networks.lifter(), residual, tape, others);
      SslPass pass = new SslPass(copies(pose2d), copies(lifted), fakes, views);
      LossTerms ls = technique.loss(pass);
      tape.backward(ls.total(), ls.total().onesLike());
      fakes.backward(technique.needsDiscriminator());
      if (technique.needsDiscriminator()) {
        // the mean over copies of x is x itself
        residual.judgeLearn(fakes.discriminatorShare(fakes.discriminatorLoss()));
      }
      residual.finish(output.getGradient());
      model.stepDone();
      return ls.total().getFloat();
    }
  }

  private NDArray copies(NDArray pose) {
    Shape shape = pose.getShape();
    return pose.broadcast(settings.copies(), shape.get(1), shape.get(2));
  }

  @Override
  public void close() {
    residual.close();
  }
}
