package isopose.train;

import ai.djl.ndarray.NDManager;
import isopose.geometry.RandomViews;
import isopose.model.layers.DropoutSeeds;
import java.util.Map;

/** One step of both sides of eq. 5's game, however it is computed. */
interface JointIteration extends AutoCloseable {

  /**
   * Moves the weights once; every gradient is taken at the weights before the step.
   *
   * @param rateFactor the share of the first learning rates that applies
   * @param scope owner of what the step makes
   * @return what the log says about the step, by name
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
