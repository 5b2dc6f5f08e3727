package isopose.notebook.widget;

import java.util.function.Consumer;

/**
 * Calls a function with the newest of the values that arrive, in a thread of its own. Values that
 * arrive during a call wait, and only the last of them is used.
 */
final class Latest<T> {
  private final Consumer<T> function;
  private T waiting;
  private boolean working;

  Latest(Consumer<T> function) {
    this.function = function;
  }

  /** Hands over a value and returns at once. */
  synchronized void submit(T value) {
    waiting = value;
    if (!working) {
      working = true;
      Thread worker = new Thread(this::work, "interact");
      worker.setDaemon(true);
      worker.start();
    }
  }

  private void work() {
    for (T value = next(); value != null; value = next()) {
      function.accept(value);
    }
  }

  private synchronized T next() {
    T value = waiting;
    waiting = null;
    working = value != null;
    return value;
  }
}
