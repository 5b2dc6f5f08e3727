package isopose.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import isopose.geometry.RandomViews;
import isopose.loss.DiscriminatorLoss;
import isopose.loss.LossTerms;
import isopose.loss.SslPass;
import isopose.loss.Technique;
import isopose.model.Adam;
import isopose.model.Networks;
import isopose.model.Pass;
import isopose.model.Tape;

/** Eq. 6 as it reads: a mini-batch of copies of x, one recording for the lifter, one for D. */
record PlainIteration(
    Networks networks, Technique technique, AdaptSettings settings, AdaptedModel model)
    implements Iteration {

  @Override
  public double step(NDArray x, RandomViews views) {
    try (NDManager scope = x.getManager().newSubManager()) {
      NDArray copies = x.repeat(0, settings.copies());
      copies.attach(scope);
      Adam adam = model.lifterAdam();
      NDArray fake;
      double loss;
      try (Tape tape = Tape.record(model.adapted(), adam.names(), scope)) {
        NDArray features = networks.lifter().features(tape, copies, Pass.INFERENCE);
        SslPass pass =
            new SslPass(networks, tape, copies, features, Pass.INFERENCE, Pass.INFERENCE, views);
        LossTerms ls = technique.loss(pass);
        tape.backward(ls.total());
        adam.step(tape.gradients(), settings.rate(), 0);
        loss = ls.total().getFloat();
        fake = pass.fake().stopGradient();
      }
      if (technique.needsDiscriminator()) {
        adaptDiscriminator(copies, fake, scope);
      }
      return loss;
    }
  }

  private void adaptDiscriminator(NDArray real, NDArray fake, NDManager scope) {
    Adam adam = model.discriminatorAdam();
    try (Tape tape = Tape.record(model.adapted(), adam.names(), scope)) {
      DiscriminatorLoss loss =
          DiscriminatorLoss.of(networks.discriminator(), tape, real, fake, Pass.INFERENCE);
      tape.backward(loss.value());
      adam.step(tape.gradients(), settings.rate(), 0);
    }
  }
}
