package isopose.io;

import tech.tablesaw.api.Table;

/**
 * A listener of long work: a progress bar in a notebook, a line on a terminal, or none.
 *
 * <p>{@link #update} may be called at any rate; implementations limit how often they draw.
 */
@FunctionalInterface
public interface Progress extends AutoCloseable {

  /**
   * Reports the state of the work.
   *
   * @param done units of work done, 0 to {@code total}
   * @param total units of work in all; 0 if that is not known
   * @param message a description, such as the current losses; may be empty
   */
  void update(long done, long total, String message);

  /**
   * Shows a training's curves: after each epoch, and all of them when a recorded training is
   * loaded.
   *
   * @param epochs a row an epoch, as in {@code epochs.parquet}
   */
  default void epochs(Table epochs) {}

  /**
   * Reports that the work is done, now or in an earlier run whose record was loaded.
   *
   * @param seconds the duration, from the record
   */
  default void finished(double seconds) {}

  /** Reports one line of text; by default on standard error. */
  default void note(String line) {
    System.err.println(line);
  }

  /** The work ended, finished or not. */
  @Override
  default void close() {}
}
