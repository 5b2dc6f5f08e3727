package isopose.notebook.widget;

import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.channels.Loop;

/**
 * Lets the kernel read a page's messages soon after they arrive. By itself, the kernel's thread for
 * messages reads one and then sleeps for 50 ms, so that a page gets at most 20 answers a second.
 * While messages follow each other, it sleeps for a shorter time.
 *
 * <p>The thread runs tasks between a message and the sleep, and sleeps for as long as its handler
 * of errors says when a task fails; so a task that fails on purpose chooses the time.
 */
final class PromptMessages {
  private static final long SLEEP_MILLIS = 3;
  static final long AWAKE_NANOS = TimeUnit.MILLISECONDS.toNanos(300); // after a message

  /** The failure on purpose. */
  private static final class Soon extends RuntimeException {
    private static final long serialVersionUID = 1;

    Soon() {
      super("the next message is read soon", null, false, false); // no stack trace
    }
  }

  /** Of the kernel's thread for messages, by which alone they are used. */
  private static final ThreadLocal<PromptMessages> OF_THREAD = new ThreadLocal<>();

  private final Loop loop;
  private long last;
  private boolean awake;

  private PromptMessages(Loop loop) {
    this.loop = loop;
    loop.onError(PromptMessages::sleepAfter);
  }

  /** A message was read by this thread; others may follow. */
  static void arrived() {
    if (Thread.currentThread() instanceof Loop loop) {
      if (OF_THREAD.get() == null) {
        OF_THREAD.set(new PromptMessages(loop));
      }
      OF_THREAD.get().stayAwake();
    }
  }

  private void stayAwake() {
    last = System.nanoTime();
    if (!awake) {
      awake = true;
      loop.doNext(this::chooseSleep);
    }
  }

  private void chooseSleep() {
    awake = System.nanoTime() - last < AWAKE_NANOS;
    if (awake) {
      loop.doNext(this::chooseSleep); // after the next message, or after none
      throw new Soon();
    }
  }

  private static long sleepAfter(Throwable failure) {
    if (failure instanceof Soon) {
      return SLEEP_MILLIS;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }
}
