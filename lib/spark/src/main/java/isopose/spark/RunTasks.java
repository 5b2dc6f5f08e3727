package isopose.spark;

import isopose.io.AtomicFile;
import isopose.io.BadInput;
import isopose.model.Session;
import isopose.run.Runs;
import isopose.run.queue.Job;
import isopose.run.queue.JobProgress;
import isopose.run.queue.Runner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/**
 * Missing runs as tasks, one each, with one thread each.
 *
 * <p>A run is exclusive by the lock in its folder and complete by its {@code run.json}: a task that
 * Spark tries twice, or in two places at once, waits for the first and then finds the record.
 */
final class RunTasks {
  private final SparkSession spark;
  private final Runs runs;
  private final List<Job> jobs;
  private final JobProgress progress;

  RunTasks(SparkSession spark, Runs runs, List<Job> jobs, JobProgress progress) {
    this.spark = spark;
    this.runs = runs;
    this.jobs = jobs;
    this.progress = progress;
  }

  void complete() {
    Path token = runs.path().toAbsolutePath().resolve(".cluster-" + UUID.randomUUID());
    AtomicFile.writeText(token, "");
    SparkContext context = spark.sparkContext();
    SparkListener listener = finished();
    context.addSparkListener(listener);
    try {
      Task task = new Task(runs, token);
      List<String> lines = jobs.stream().map(Job::json).toList();
      List<String> failures =
          JavaSparkContext.fromSparkContext(context)
              .parallelize(lines, lines.size())
              .map(task)
              .collect();
      for (int k = 0; k < failures.size(); k++) {
        if (!failures.get(k).isEmpty()) {
          progress.fail(jobs.get(k), failures.get(k));
        }
      }
    } catch (Exception e) { // Scala does not declare what it throws
      throw SparkFaults.unchecked(e, "finished runs are kept");
    } finally {
      context.removeSparkListener(listener);
      delete(token);
    }
  }

  /** Counts jobs at their tasks' ends. */
  private SparkListener finished() {
    return new SparkListener() {
      @Override
      public void onTaskEnd(SparkListenerTaskEnd end) {
        int index = end.taskInfo().index();
        if (end.taskInfo().successful() && index < jobs.size()) {
          progress.finish(jobs.get(index));
        }
      }
    };
  }

  private static void delete(Path token) {
    try {
      Files.deleteIfExists(token);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + token, e);
    }
  }

  /** One run; the answer is empty, or says why it failed. */
  private static final class Task implements Function<String, String> {
    private static final long serialVersionUID = 1;

    private final String folder;
    private final String data;
    private final String published;
    private final String token;

    Task(Runs runs, Path token) {
      folder = runs.path().toAbsolutePath().toString();
      data = runs.data().toAbsolutePath().toString();
      published = runs.publishedFolder().toAbsolutePath().toString();
      this.token = token.toString();
    }

    @Override
    public String call(String job) throws IOException {
      if (!Files.exists(Path.of(token))) {
        return "the folder %s is not the same on %s; name one that all machines share by --runs"
            .formatted(folder, InetAddress.getLocalHost().getHostName());
      }
      Runs runs = new Runs(Path.of(folder), Path.of(data), Path.of(published));
      try (Session session = Session.open("cpu", 1)) {
        Job.fromJson(job).execute(new Runner(session, runs), (done, total, message) -> {});
        return "";
      } catch (BadInput e) {
        return e.getMessage();
      }
    }
  }
}
