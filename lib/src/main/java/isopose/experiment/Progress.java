package isopose.experiment;

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

  /** The work ended, finished or not. */
  @Override
  default void close() {}
}
