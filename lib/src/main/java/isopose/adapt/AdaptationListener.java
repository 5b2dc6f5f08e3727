package isopose.adapt;

/** Receives the course of an adaptation along a stream. */
@FunctionalInterface
public interface AdaptationListener {
  /**
   * After the prediction for sample {@code i}.
   *
   * @param selfSupervisedLoss L_s before the sample's last step; NaN where none was made, or after
   *     a divergence
   */
  void predicted(int i, double selfSupervisedLoss);

  /**
   * Before that, at every {@link InferenceStageOptimization#MEASURED_EVERY}-th sample and at the
   * last.
   *
   * @param weightDistance ||theta - theta^P|| / ||theta^P|| over what adapts
   */
  default void moved(int i, double weightDistance) {}

  /** Before that, where the trained weights predicted sample {@code i} and the stream restarted. */
  default void reset(int i) {}
}
