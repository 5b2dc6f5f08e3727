package isopose.run.queue;

import isopose.io.BadInput;
import isopose.run.Runs;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Completes missing runs: on this machine ({@link LocalEngine}) or on a cluster ({@link Cluster}).
 *
 * <p>A finished run is a record in the folder of {@code runs}, which every process that works for
 * an engine reads and writes. Work that ends early is continued by asking again.
 */
public interface Engine extends AutoCloseable {
  /** How many runs it completes at the same time. */
  int workers();

  /**
   * Completes all jobs, which must not depend on each other. A job that fails is reported to {@code
   * progress} and stops no other.
   *
   * @throws BadInput if no job can be completed, for example because a folder is missing
   * @throws CancellationException if the thread is interrupted
   */
  void run(Runs runs, List<Job> jobs, JobProgress progress);

  @Override
  default void close() {}
}
