package isopose.train;

import ai.djl.ndarray.NDManager;
import isopose.geometry.RandomViews;
import isopose.model.layers.DropoutSeeds;
import java.util.Map;

/** One step of eq. 5 for lifter and discriminator. */
interface JointIteration extends AutoCloseable {

  /**
   * Moves the weights once; every gradient is taken at the weights before the step.
   *
   * @param rateFactor the learning rates as a fraction of the first ones
   * @param scope owner of what the step makes
   * @return the log of the step, by name
   */
  Map<String, Double> step(
      TrainingSet.Batch batch,
      RandomViews views,
      DropoutSeeds seeds,
      double rateFactor,
      NDManager scope);

  @Override
  default void close() {}
}
