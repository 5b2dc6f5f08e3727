package isopose.adapt;

import isopose.model.DivergedException;
import isopose.model.Session;
import isopose.skeleton.Poses;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Adapts to the samples of vanilla mode in parallel, which do not depend on each other. Each is
 * computed by one core: two products of 32 rows on one core each are faster than one after the
 * other on both.
 */
final class ParallelVanilla {
  private final Session session;
  private final SampleTask first;
  private final BlockingQueue<SampleTask> others;
  private final Semaphore firstIsIdle = new Semaphore(1);

  /** Adapts to sample i, stores the prediction and returns the sample's other values. */
  @FunctionalInterface
  interface SampleTask {
    AdaptedSample predict(Poses stream, int i, Poses predictions);
  }

  /**
   * Each worker has its own weights.
   *
   * @param first the one that gets the stream's last sample
   */
  ParallelVanilla(Session session, SampleTask first, List<SampleTask> others) {
    this.session = session;
    this.first = first;
    this.others = new LinkedBlockingQueue<>(others);
  }

  /** Fills in the predictions; the listener is called in the stream's order. */
  void run(Poses stream, Poses predictions, AdaptationListener listener) {
    int workers = 1 + others.size();
    int threads = session.threads();
    session.setThreads(1);
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      Deque<Future<AdaptedSample>> ahead = new ArrayDeque<>();
      int next = 0;
      for (int i = 0; i < stream.count(); i++) {
        while (next < stream.count() && next <= i + workers) {
          int sample = next++;
          ahead.add(pool.submit(() -> byAnIdleWorker(stream, sample, predictions)));
        }
        result(ahead.remove()).tell(listener, i);
      }
    } finally {
      pool.shutdownNow();
      awaitEnd(pool);
      session.setThreads(threads);
    }
  }

  private AdaptedSample byAnIdleWorker(Poses stream, int i, Poses predictions)
      throws InterruptedException {
    boolean last = i == stream.count() - 1;
    if (last) {
      firstIsIdle.acquire();
    }
    if (last || firstIsIdle.tryAcquire()) {
      try {
        return first.predict(stream, i, predictions);
      } finally {
        firstIsIdle.release();
      }
    }
    SampleTask worker = others.remove(); // as many workers as threads: one is idle
    try {
      return worker.predict(stream, i, predictions);
    } finally {
      others.add(worker);
    }
  }

  private static AdaptedSample result(Future<AdaptedSample> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("adaptation interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DivergedException diverged) {
        throw diverged;
      }
      throw new IllegalStateException("adaptation failed", e.getCause());
    }
  }

  /** A step that has begun uses native memory that the caller is about to free. */
  private static void awaitEnd(ExecutorService pool) {
    boolean interrupted = false;
    while (!pool.isTerminated()) {
      try {
        pool.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
