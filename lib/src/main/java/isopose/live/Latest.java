package isopose.live;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Calls a function with the newest of the values that arrive, in a thread of its own. Values that
 * arrive during a call wait, and only the last of them is used.
 *
 * <p>The thread stays between values that follow each other: native code keeps memory for every
 * thread that ever called it.
 */
public final class Latest<T> {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30); // then the thread ends

  private final String name;
  private final Consumer<T> function;
  private T waiting;
  private boolean working;
  private long dropped;

  /**
   * Without a value.
   *
   * @param name of the thread
   * @param function must not throw
   */
  public Latest(String name, Consumer<T> function) {
    this.name = name;
    this.function = function;
  }

  /** Hands over a value and returns at once. */
  public synchronized void submit(T value) {
    dropped += waiting == null ? 0 : 1;
    waiting = value;
    notifyAll();
    if (!working) {
      working = true;
      Thread worker = new Thread(this::work, name);
      worker.setDaemon(true);
      worker.start();
    }
  }

  /** How many values were replaced by a newer one before they were used. */
  public synchronized long dropped() {
    return dropped;
  }

  private void work() {
    for (T value = next(); value != null; value = next()) {
      function.accept(value);
    }
  }

  /** The next value; null after a while without one. */
  private synchronized T next() {
    long end = System.nanoTime() + IDLE_NANOS;
    try {
      for (long left = IDLE_NANOS; waiting == null && left > 0; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // a value that arrives later starts another thread
    }
    T value = waiting;
    waiting = null;
    working = value != null;
    return value;
  }
}
