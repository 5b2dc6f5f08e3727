package isopose.spark;

import isopose.io.Progress;
import isopose.run.Runs;
import isopose.run.TrainedModel;
import isopose.run.queue.Archive;
import isopose.run.queue.Cluster;
import isopose.run.queue.Job;
import isopose.run.queue.JobProgress;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** A Spark application that completes runs and lifts archives. */
final class SparkCluster implements Cluster {
  private final SparkSession spark;

  SparkCluster(SparkSession spark) {
    this.spark = spark;
  }

  /** The cores that are there now: executors may still be starting. */
  @Override
  public int workers() {
    return Math.max(1, spark.sparkContext().defaultParallelism());
  }

  @Override
  public void run(Runs runs, List<Job> jobs, JobProgress progress) {
    if (!jobs.isEmpty()) {
      new RunTasks(spark, runs, jobs, progress).complete();
    }
  }

  @Override
  public Archive.Report lift(TrainedModel model, Archive archive, Progress progress) {
    return new ArchiveJob(spark, model, archive, progress).run();
  }

  @Override
  public void close() {
    spark.stop();
  }
}
