package isopose.run.queue;

import isopose.io.BadInput;
import isopose.io.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Many jobs' progress as one, each weighing as much as the time that it will take, and the failures
 * of single jobs.
 */
public final class JobProgress {
  /** Fine enough for a smooth bar. */
  private static final long UNITS = 100_000;

  private final Progress progress;
  private final int jobs;
  private final double total;
  private final Map<Job, Double> fractions = new HashMap<>();
  private final List<String> failures = new ArrayList<>();
  private int finished;

  JobProgress(Progress progress, List<Job> jobs) {
    this.progress = progress;
    this.jobs = jobs.size();
    total = jobs.stream().mapToDouble(Job::seconds).sum();
  }

  /** The number of jobs. */
  int jobs() {
    return jobs;
  }

  /** Says how far a job is. */
  public synchronized void update(Job job, long done, long all, String message) {
    fractions.put(job, all > 0 ? Math.min(1.0, (double) done / all) : 0);
    show(job.label() + (message.isEmpty() ? "" : ": " + message));
  }

  /** A job came to its end. */
  public synchronized void finish(Job job) {
    fractions.put(job, 1.0);
    finished++;
    show(job.label());
  }

  /** A job failed; the others go on. */
  public synchronized void fail(Job job, String message) {
    failures.add(job.label() + ": " + message);
  }

  /**
   * Ends the whole if any job failed.
   *
   * @throws BadInput with the first failure
   */
  synchronized void requireNoFailure() {
    if (!failures.isEmpty()) {
      throw new BadInput(
          "%d of %d runs failed; the first: %s".formatted(failures.size(), jobs, failures.get(0)));
    }
  }

  private void show(String message) {
    double done = 0;
    for (Map.Entry<Job, Double> entry : fractions.entrySet()) {
      done += entry.getKey().seconds() * entry.getValue();
    }
    String text = "%d of %d runs; %s".formatted(finished, jobs, message);
    progress.update(Math.round(UNITS * done / total), UNITS, text);
  }
}
