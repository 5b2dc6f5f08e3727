package isopose.train;

import isopose.io.BadInput;
import isopose.loss.SupervisedLoss;
import isopose.model.Ranges;
import isopose.skeleton.Skeleton;

/**
 * How joint training runs (Sec. 4.1; what the paper leaves open is marked).
 *
 * @param epochs passes over the source; the paper: 200
 * @param batch samples a step; the paper: 64. What is left over at the end of an epoch, fewer than
 *     a batch, is not trained on; the order is drawn anew in each epoch, so these are other samples
 *     each time
 * @param learningRate Adam's first rate; the paper: 2e-4
 * @param finalRateShare the rate decays exponentially, epoch by epoch, to this fraction of the
 *     first (the paper says "exponential decay" and no number)
 * @param gradientNorm the lifter's gradients are scaled down to this norm; 0: not (an addition)
 * @param boneTerm whether L_f has eq. 2's bone term
 * @param flip whether half of the samples are mirrored, anew in each epoch
 * @param lambda weight of L_s in eq. 5; the paper: 0.1
 * @param discriminatorRate Adam's first rate for D (the paper names none of its own)
 * @param discriminatorLimit D learns only while its accuracy on a batch is below this; 1: always
 *     (an addition)
 * @param freezeFakeStatistics whether the random projections leave batch normalisation's running
 *     statistics alone and use them (the paper does not say)
 * @param sumOverJoints whether the squared errors of L_f and L_s are sums over a pose's joints, as
 *     the norms of eq. 2 and 4, or means over them
 * @param inputNoise the 2D poses of a step have Gaussian noise, whose standard deviation is drawn
 *     for each pose from 0 to this, in mean distances of a pose's joints from its root (an
 *     addition); the training of a body encoder has a setting of its own
 */
public record TrainingSettings(
    int epochs,
    int batch,
    double learningRate,
    double finalRateShare,
    double gradientNorm,
    boolean boneTerm,
    boolean flip,
    double lambda,
    double discriminatorRate,
    double discriminatorLimit,
    boolean freezeFakeStatistics,
    boolean sumOverJoints,
    double inputNoise) {

  public TrainingSettings {
    Ranges.require("epochs", epochs, 1, 100_000);
    Ranges.require("batch", batch, 2, 1 << 16);
    Ranges.requirePositive("learningRate", learningRate, 10);
    Ranges.requirePositive("finalRateShare", finalRateShare, 1);
    Ranges.require("gradientNorm", gradientNorm, 0, 1e6);
    Ranges.require("lambda", lambda, 0, 1e6);
    Ranges.requirePositive("discriminatorRate", discriminatorRate, 10);
    Ranges.require("discriminatorLimit", discriminatorLimit, 0, 1);
    Ranges.require("inputNoise", inputNoise, 0, 1);
  }

  /**
   * Whole batches in an epoch.
   *
   * @throws BadInput if the samples do not fill one
   */
  public int steps(int samples) {
    if (samples < batch) {
      throw new BadInput(
          "batch: the source has %d samples, fewer than one batch of %d; expected a smaller batch or more data"
              .formatted(samples, batch));
    }
    return samples / batch;
  }

  /** L_f (eq. 2). */
  public SupervisedLoss supervisedLoss() {
    return new SupervisedLoss(Skeleton.H36M_17, boneTerm, sumOverJoints);
  }

  /** The learning rate of an epoch (0, 1, ...) as a fraction of the first. */
  public double rateFactor(int epoch) {
    return Math.pow(finalRateShare, epoch / (double) Math.max(1, epochs - 1));
  }
}
