package isopose.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import isopose.loss.DiscriminatorLoss;
import isopose.model.Adam;
import isopose.model.Discriminator;
import isopose.model.GradientScope;
import isopose.model.Weights;
import isopose.model.layers.DropoutSeeds;
import isopose.model.layers.DropoutSeeds.Way;
import isopose.model.layers.Pass;
import java.util.Map;

/**
 * The discriminator's side of a training step (eq. 3): D learns to tell real 2D poses from random
 * projections, unless its accuracy has reached the limit.
 *
 * @param adam moves theta_d
 */
public record DiscriminatorStep(
    Discriminator discriminator, Weights weights, TrainingSettings settings, Adam adam) {

  /**
   * Moves D once.
   *
   * @param real 2D poses (N, J, 2)
   * @param fake random projections (N, J, 2), detached from the lifter's recording
   * @param rateFactor of the epoch
   * @return the means that the log has
   */
  public Map<String, Double> step(
      NDArray real, NDArray fake, DropoutSeeds seeds, double rateFactor, NDManager scope) {
    try (GradientScope graph = GradientScope.record(weights, adam.names(), scope)) {
      seeds.before(Way.JUDGE_REAL);
      NDArray realLogits = discriminator.logits(graph, real, Pass.TRAIN);
      seeds.before(Way.JUDGE_FAKE);
      NDArray fakeLogits = discriminator.logits(graph, fake, Pass.TRAIN);
      DiscriminatorLoss loss = DiscriminatorLoss.of(realLogits, fakeLogits);
      if (loss.learns(settings.discriminatorLimit())) {
        graph.backward(loss.value());
        adam.step(graph.gradients(), settings.discriminatorRate() * rateFactor, 0);
      }
      Means log = new Means();
      log.add("discriminator", loss.value().getFloat());
      log.add("discriminator_accuracy", loss.accuracy().getFloat());
      return log.values();
    }
  }
}
