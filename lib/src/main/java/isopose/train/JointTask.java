package isopose.train;

import isopose.loss.SslObjective;
import isopose.loss.SupervisedLoss;
import isopose.model.Adam;
import isopose.model.Networks;
import isopose.model.Weights;
import isopose.model.layers.Pass;
import java.util.Optional;

/**
 * The weights, losses and optimizers of joint training.
 *
 * @param technique L_s; empty for the Baseline
 * @param lifter moves theta_e, theta_f and, where there is a technique, theta_s
 * @param discriminator moves theta_d
 */
record JointTask(
    Networks networks,
    Weights weights,
    TrainingSettings settings,
    SupervisedLoss supervised,
    Optional<SslObjective> technique,
    Adam lifter,
    Adam discriminator) {

  /** How the random projections go through the lifter. */
  Pass fakePass() {
    return settings.freezeFakeStatistics() ? Pass.FROZEN_STATISTICS : Pass.TRAIN;
  }

  /** Whether a discriminator is trained. */
  boolean discriminatorPlays() {
    return technique.isPresent() && technique.get().needsDiscriminator();
  }
}
