package isopose.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.geometry.RandomViews;
import isopose.loss.LossTerms;
import isopose.loss.SslPass;
import isopose.loss.Technique;
import isopose.model.AdamStep;
import isopose.model.Networks;
import isopose.model.Reversible;
import isopose.model.Tape;
import isopose.model.Trail;
import isopose.model.Weights;
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
 * <p>The networks go backwards by hand, the technique's loss and the geometry by a recording: a
 * technique of one's own takes part as it is. An own extractor, head or discriminator must be
 * {@link Reversible}, else there is no fast iteration.
 */
final class FastIteration implements Iteration {
  private final Networks networks;
  private final Reversible lift;
  private final Technique technique;
  private final AdaptSettings settings;
  private final AdaptedModel model;

  private FastIteration(
      Networks networks,
      Reversible lift,
      Technique technique,
      AdaptSettings settings,
      AdaptedModel model) {
    this.networks = networks;
    this.lift = lift;
    this.technique = technique;
    this.settings = settings;
    this.model = model;
  }

  /** The fast iteration, where the networks allow it. */
  static Optional<Iteration> of(
      Networks networks, Technique technique, AdaptSettings settings, AdaptedModel model) {
    return networks
        .lifter()
        .sslPath()
        .map(lift -> new FastIteration(networks, lift, technique, settings, model));
  }

  @Override
  public double step(NDArray x, RandomViews views) {
    Weights weights = model.current();
    AdamStep lifterStep = model.beginLifterStep(settings.rate());
    try (NDManager scope = x.getManager().newSubManager();
        Tape tape = Tape.record(weights, List.of(), scope)) {
      NDArray one = x.reshape(1, -1);
      one.attach(scope);
      Trail trail = new Trail(model.norms());
      NDArray output = tape.leaf(lift.forward(weights, one, trail));
      NDArray pose2d = one.reshape(x.getShape());
      NDArray lifted = networks.lifter().sslPose(output, pose2d);
      Fakes fakes = new Fakes(networks, lift, weights, model.norms(), tape, one);
      SslPass pass = new SslPass(copies(pose2d), copies(lifted), fakes, views);
      LossTerms ls = technique.loss(pass);
      tape.backward(ls.total(), ls.total().onesLike());
      TwoPasses gradients = new TwoPasses(lifterStep);
      NDArray fakesGradient =
          technique.needsDiscriminator()
              ? fakes.backward(gradients, model.beginDiscriminatorStep(settings.rate()))
              : fakes.backward(gradients);
      tape.backward(fakes.projected(), fakesGradient);
      lift.backward(weights, output.getGradient(), trail, gradients.second());
      lifterStep.finish();
      model.stepDone();
      return ls.total().getFloat();
    }
  }

  private NDArray copies(NDArray pose) {
    Shape shape = pose.getShape();
    return pose.broadcast(settings.copies(), shape.get(1), shape.get(2));
  }
}
