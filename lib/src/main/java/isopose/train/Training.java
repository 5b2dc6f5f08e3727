package isopose.train;

import ai.djl.ndarray.NDArray;
import isopose.io.Progress;
import isopose.model.DivergedException;
import isopose.model.Weights;
import java.util.Map;

/**
 * A training, epoch by epoch. Every epoch draws from random streams of its own, so that it can stop
 * after any and go on in another process with the same bits, from {@link #weights} and {@link
 * #state}.
 */
public interface Training extends AutoCloseable {

  /**
   * Trains one epoch.
   *
   * @param epoch 0 for the first
   * @param progress updated after every step with the steps of this epoch; may throw to stop
   * @return means over the epoch's steps, by name
   */
  EpochLog epoch(int epoch, Progress progress);

  /** What is being trained. */
  Weights weights();

  /**
   * Whatever else the next epoch depends on, such as the optimizers' state, by names that no weight
   * has; setting the arrays resumes from it.
   */
  Map<String, NDArray> state();

  @Override
  void close();

  /** Ends a training that diverged, so that no record of it is made. */
  static void requireFinite(Map<String, Double> log, int epoch, int step) {
    log.forEach(
        (name, value) -> {
          if (!Double.isFinite(value)) {
            throw DivergedException.inTraining(
                "%s is %s in epoch %d, step %d".formatted(name, value, epoch + 1, step + 1));
          }
        });
  }
}
