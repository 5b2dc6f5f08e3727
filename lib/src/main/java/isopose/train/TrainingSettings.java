package isopose.train;

/**
 * How joint training runs (Sec. 4.1; what the paper leaves open is marked).
 *
 * @param epochs passes over the source; the paper: 200
 * @param batch samples a step; the paper: 64
 * @param learningRate Adam's first rate; the paper: 2e-4
 * @param finalRateShare the rate decays exponentially, epoch by epoch, to this share of the first
 *     (the paper says "exponential decay" and no number)
 * @param gradientNorm the lifter's gradients are scaled down to this norm; 0: not (an addition)
 * @param boneTerm whether L_f has eq. 2's bone term
 * @param flip whether half of the samples are mirrored, anew in each epoch
 * @param lambda weight of L_s in eq. 5; the paper: 0.1
 * @param discriminatorRate Adam's first rate for D (the paper names none of its own)
 * @param discriminatorLimit D learns only while it tells less than this share of a batch right; 1:
 *     always (an addition)
 * @param freezeFakeStatistics whether the random projections leave batch normalisation's running
 *     statistics alone and use them (the paper does not say)
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
    boolean freezeFakeStatistics) {

  public TrainingSettings {
    if (epochs < 1 || batch < 2) {
      throw new IllegalArgumentException(
          "epochs >= 1 and batch >= 2 expected, got " + epochs + " and " + batch);
    }
    if (!(learningRate > 0) || !(finalRateShare > 0) || !(discriminatorRate > 0)) {
      throw new IllegalArgumentException(
          "learningRate, finalRateShare and discriminatorRate must be positive");
    }
  }

  /** The share of the first learning rate that applies in an epoch (0, 1, ...). */
  public double rateShare(int epoch) {
    return Math.pow(finalRateShare, epoch / (double) Math.max(1, epochs - 1));
  }
}
