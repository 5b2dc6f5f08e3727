package isopose.adapt;

import isopose.skeleton.Poses;

/**
 * The prediction of one sample and how it was made; NaN where there is no number.
 *
 * @param pose (1, J, 3) network units
 * @param selfSupervisedLoss L_s before the sample's last step
 * @param weightDistance as in {@link AdaptationListener#moved}
 * @param reset whether the sample diverged, or the weights moved too far, and the trained weights
 *     predicted it
 * @param adaptNanos nanoseconds of the adaptation, without those of the prediction
 */
public record AdaptedSample(
    Poses pose, double selfSupervisedLoss, double weightDistance, boolean reset, long adaptNanos) {

  void tell(AdaptationListener listener, int i) {
    if (reset) {
      listener.reset(i);
    }
    if (!Double.isNaN(weightDistance)) {
      listener.moved(i, weightDistance);
    }
    listener.predicted(i, selfSupervisedLoss);
  }
}
