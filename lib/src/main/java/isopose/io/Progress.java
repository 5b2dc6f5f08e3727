package isopose.io;

import tech.tablesaw.api.Table;

/**
 * Listens to long work: a notebook's bar, a terminal's line, or nothing at all.
 *
 * <p>The worker calls {@link #update} as often as it likes; whoever shows it decides how often to
 * draw.
 */
@FunctionalInterface
public interface Progress extends AutoCloseable {

  /**
   * Says how far the work is.
   *
   * @param done units of work done, 0 to {@code total}
   * @param total units of work in all; 0 if that is not known
   * @param message what the worker has to say, such as its losses; may be empty
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
   * Says that the work is done, now or in an earlier run whose record was loaded.
   *
   * @param seconds it took, as its record says
   */
  default void finished(double seconds) {}

  /** Says one line that people should read; by default on standard error. */
  default void note(String line) {
    System.err.println(line);
  }

  /** The work ended, finished or not. */
  @Override
  default void close() {}
}
