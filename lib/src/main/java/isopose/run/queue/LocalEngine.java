package isopose.run.queue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.management.OperatingSystemMXBean;
import isopose.io.BadInput;
import isopose.model.Session;
import isopose.run.Project;
import isopose.run.Runs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Completes runs on this machine: one after another in this process, or in several processes at
 * once, each with one core. At the sizes here two processes with a core each are faster than one
 * with two, because one sample's products are too small to share.
 */
final class LocalEngine implements Engine {
  /** The memory of a worker with 80,000 training samples (1.2 GB), with a margin. */
  private static final long MEMORY = 2L << 30;

  private final Runner runner;
  private final String device;
  private final int workers;

  /**
   * An engine of a runner.
   *
   * @param workers processes of one core each; 1: the runner's own process
   */
  LocalEngine(Runner runner, String device, int workers) {
    this.runner = runner;
    this.device = device;
    this.workers = workers;
  }

  /**
   * How many are fastest: one for each core that the session may use, as far as memory lasts. A GPU
   * is not shared.
   */
  static int fastest(Session session) {
    if (!session.device().equals("cpu")) {
      return 1;
    }
    var machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return (int) Math.max(1, Math.min(session.threads(), machine.getTotalMemorySize() / MEMORY));
  }

  @Override
  public int workers() {
    return workers;
  }

  @Override
  public void run(Runs runs, List<Job> jobs, JobProgress progress) {
    if (workers == 1 || progress.jobs() == 1) {
      jobs.forEach(job -> runHere(job, progress));
    } else {
      runInProcesses(runs, jobs, progress);
    }
  }

  private void runHere(Job job, JobProgress progress) {
    try {
      job.execute(runner, (done, all, text) -> progress.update(job, done, all, text));
    } catch (BadInput e) {
      progress.fail(job, e.getMessage());
    }
    progress.finish(job);
  }

  private void runInProcesses(Runs runs, List<Job> jobs, JobProgress progress) {
    Queue<Job> queue = new ConcurrentLinkedQueue<>(jobs);
    List<Process> processes = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      List<Future<Void>> shares = new ArrayList<>();
      for (int w = 0; w < Math.min(workers, jobs.size()); w++) {
        Process process = start(runs);
        processes.add(process);
        shares.add(threads.submit(share(process, queue, progress)));
      }
      for (Future<Void> share : shares) {
        share.get();
      }
    } catch (InterruptedException e) {
      throw new CancellationException(
          "interrupted with %d runs to go; finished ones are kept, ask again to go on"
              .formatted(queue.size() + processes.size()));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      processes.forEach(Process::destroy);
      threads.shutdownNow();
    }
  }

  private static Callable<Void> share(Process process, Queue<Job> queue, JobProgress progress) {
    return () -> {
      try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
        for (Job job = queue.poll(); job != null; job = queue.poll()) {
          hand(process, job);
          String failure = follow(process, answers, job, progress);
          if (failure == null) {
            progress.finish(job);
          } else {
            progress.fail(job, failure);
          }
        }
      }
      return null;
    };
  }

  private static void hand(Process process, Job job) throws IOException {
    process.getOutputStream().write((job.json() + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Waits for the job's last answer: null, or the failure. */
  private static String follow(
      Process process, BufferedReader answers, Job job, JobProgress progress)
      throws IOException, InterruptedException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      JsonObject answer = JsonParser.parseString(line).getAsJsonObject();
      if (answer.has("failed")) {
        return answer.get("failed").getAsString();
      }
      if (answer.has("finished")) {
        return null;
      }
      progress.update(
          job,
          answer.get("done").getAsLong(),
          answer.get("total").getAsLong(),
          answer.get("message").getAsString());
    }
    throw new IllegalStateException(
        "a worker ended with exit code %d during %s; finished runs are kept, ask again to go on"
            .formatted(process.waitFor(), job.label()));
  }

  private Process start(Runs runs) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath(),
            Worker.class.getName(),
            runs.path().toString(),
            runs.data().toString(),
            runs.publishedFolder().toString(),
            device,
            "1");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", "1");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a worker process", e);
    }
  }

  /** The library's jar, which names the others; or this process's own class path. */
  private static String classPath() {
    Path library = Project.library();
    return Files.isDirectory(library) ? System.getProperty("java.class.path") : library.toString();
  }
}
