package isopose.run.queue;

import isopose.io.BadInput;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Failures of single jobs, reported when all others are done. */
final class Failures {
  private final Queue<String> messages = new ConcurrentLinkedQueue<>();
  private final int jobs;

  Failures(int jobs) {
    this.jobs = jobs;
  }

  /** Does the work, and remembers its failure if it is one of this job alone. */
  void unless(Job job, Runnable work) {
    try {
      work.run();
    } catch (BadInput e) {
      add(job, e.getMessage());
    }
  }

  void add(Job job, String message) {
    messages.add(job.label() + ": " + message);
  }

  /**
   * Ends the whole if anything failed.
   *
   * @throws BadInput with the first failure
   */
  void report() {
    if (!messages.isEmpty()) {
      throw new BadInput(
          "%d of %d runs failed; the first: %s".formatted(messages.size(), jobs, messages.peek()));
    }
  }
}
