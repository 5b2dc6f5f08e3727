package isopose.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.geometry.RandomViews;
import isopose.loss.DiscriminatorLoss;
import isopose.loss.LossTerms;
import isopose.loss.SslBatch;
import isopose.loss.SslObjective;
import isopose.model.Adam;
import isopose.model.GradientScope;
import isopose.model.Networks;
import isopose.model.layers.Pass;

/**
 * Eq. 6 as it reads: one recording for the lifter, one for D. With frozen statistics and without
 * dropout the copies of x in a mini-batch have the same lift, which is computed once.
 */
record AutogradIteration(
    Networks networks, SslObjective technique, AdaptSettings settings, AdaptedModel model)
    implements Iteration {

  @Override
  public double step(NDArray x, RandomViews views) {
    try (NDManager scope = x.getManager().newSubManager()) {
      NDArray pose2d = x.duplicate();
      pose2d.attach(scope);
      Adam adam = model.lifterAdam();
      NDArray fake;
      double loss;
      try (GradientScope graph = GradientScope.record(model.adapted(), adam.names(), scope)) {
        NDArray features = networks.lifter().features(graph, pose2d, Pass.INFERENCE);
        NDArray lifted = networks.lifter().sslHead(graph, features, pose2d, Pass.INFERENCE);
        SslBatch pass =
            new SslBatch(networks, graph, copies(pose2d), copies(lifted), Pass.INFERENCE, views);
        LossTerms ls = technique.loss(pass);
        graph.backward(ls.total());
        adam.step(graph.gradients(), settings.rate(), settings.gradientNorm());
        loss = ls.total().getFloat();
        fake = pass.fake().stopGradient();
      }
      if (technique.needsDiscriminator()) {
        adaptDiscriminator(pose2d, fake, scope);
      }
      return loss;
    }
  }

  private NDArray copies(NDArray pose) {
    Shape shape = pose.getShape();
    return pose.broadcast(settings.viewsPerSample(), shape.get(1), shape.get(2));
  }

  /** The mean over copies of x is x itself. */
  private void adaptDiscriminator(NDArray real, NDArray fake, NDManager scope) {
    Adam adam = model.discriminatorAdam();
    try (GradientScope graph = GradientScope.record(model.adapted(), adam.names(), scope)) {
      DiscriminatorLoss loss =
          DiscriminatorLoss.of(networks.discriminator(), graph, real, fake, Pass.INFERENCE);
      if (loss.learns(settings.discriminatorLimit())) {
        graph.backward(loss.value());
        adam.step(graph.gradients(), settings.rate(), 0);
      }
    }
  }
}
