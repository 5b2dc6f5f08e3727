package isopose.train;

import ai.djl.ndarray.NDArray;
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
   * @param listener hears of every step; may throw to stop the training
   * @return means over the epoch's steps, by name
   */
  EpochLog epoch(int epoch, StepListener listener);

  /** What is being trained. */
  Weights weights();

  /**
   * Whatever else the next epoch depends on, such as the optimizers' state, by names that no weight
   * has; setting the arrays resumes from it.
   */
  Map<String, NDArray> state();

  @Override
  void close();

  /** A training that diverged ends here, and not as a record of numbers that mean nothing. */
  static void requireFinite(Map<String, Double> log, int epoch, int step) {
    log.forEach(
        (name, value) -> {
          if (!Double.isFinite(value)) {
            throw DivergedException.inTraining(
                "%s is %s in epoch %d, step %d".formatted(name, value, epoch + 1, step + 1));
          }
        });
  }

  /** Hears of every training step. */
  @FunctionalInterface
  interface StepListener {
    /** After step {@code step} of {@code steps} in this epoch, with this many samples each. */
    void stepDone(int step, int steps, int samples);
  }
}
