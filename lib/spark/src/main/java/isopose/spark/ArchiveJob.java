package isopose.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.run.TrainedModel;
import isopose.run.queue.Archive;
import isopose.run.store.AlgorithmVersion;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/** The driver of an archive: what is missing in the output, one task for some of its streams. */
final class ArchiveJob {
  private static final String MANIFEST = "_isopose.json";
  private static final String SUCCESS = "_SUCCESS";
  private static final int MANIFEST_BYTES = 1 << 20;

  /** Enough to make the start of a task (a second) small beside its work. */
  private static final long ROWS_A_TASK = 50_000;

  private static final int TASKS_A_CORE = 4;

  private final SparkSession spark;
  private final TrainedModel model;
  private final Archive archive;
  private final Progress progress;
  private final Configuration configuration;

  ArchiveJob(SparkSession spark, TrainedModel model, Archive archive, Progress progress) {
    this.spark = spark;
    this.model = model;
    this.archive = archive;
    this.progress = progress;
    configuration = spark.sparkContext().hadoopConfiguration();
  }

  Archive.Report run() {
    long start = System.nanoTime();
    try {
      TaskLifter.Plan plan =
          new TaskLifter.Plan(spark, model, archive.settings(), archive.options());
      Dataset<Row> poses =
          ArchiveColumns.select(
              spark.read().parquet(archive.input()), archive.options(), archive.input());
      StreamFiles files = new StreamFiles(archive.output(), configuration);
      Set<String> present = files.present();
      requireSameResults(files, !present.isEmpty());
      Dataset<Row> missing = missing(poses, present);
      Row counted = counted(missing);
      long streams = counted.getLong(0);
      long rows = counted.isNullAt(1) ? 0 : counted.getLong(1);
      if (streams > 0) {
        lift(plan, missing, streams, rows);
      }
      files.write(SUCCESS, "");
      files.deleteDrafts();
      return new Archive.Report(
          present.size() + streams, present.size(), rows, (System.nanoTime() - start) / 1e9);
    } catch (Exception e) { // Scala does not declare what it throws
      throw SparkFaults.of(e, archive);
    }
  }

  /** A folder holds the results of one model with one set of settings on one archive. */
  private void requireSameResults(StreamFiles files, boolean hasStreams) throws IOException {
    JsonObject manifest = new JsonObject();
    manifest.addProperty("algorithm", AlgorithmVersion.CURRENT);
    manifest.addProperty("model", model.identity());
    manifest.addProperty("run", model.run());
    manifest.addProperty("input", archive.input());
    manifest.addProperty("joints", archive.options().archiveOrder().label());
    manifest.addProperty("min_confidence", archive.options().minConfidence());
    manifest.add("settings", new Gson().toJsonTree(archive.settings()));
    String text = files.text(MANIFEST, MANIFEST_BYTES);
    if (text == null) {
      if (hasStreams) {
        throw new BadInput(
            "--out %s: has files of another origin; name a new folder".formatted(archive.output()));
      }
      files.write(
          MANIFEST,
          new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(manifest) + "\n");
      return;
    }
    JsonObject before = manifest(text);
    for (String key : manifest.keySet()) {
      if (!key.equals("run") && !manifest.get(key).equals(before.get(key))) {
        throw new BadInput(
            "--out %s: was made with %s %s, and is asked for with %s; name another folder"
                .formatted(archive.output(), key, before.get(key), manifest.get(key)));
      }
    }
  }

  private JsonObject manifest(String text) {
    try {
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (JsonSyntaxException | IllegalStateException e) {
      throw new BadInput(
          "%s/%s: cannot be read; name another folder".formatted(archive.output(), MANIFEST), e);
    }
  }

  private static Dataset<Row> missing(Dataset<Row> poses, Set<String> present) {
    if (present.isEmpty()) {
      return poses;
    }
    UDF1<String, Boolean> isMissing =
        stream -> stream == null || !present.contains(StreamFiles.name(stream));
    return poses.filter(udf(isMissing, DataTypes.BooleanType).apply(col("stream")));
  }

  /** The number of streams and of rows. */
  private static Row counted(Dataset<Row> poses) {
    return poses
        .groupBy("stream")
        .agg(count(lit(1)).as("rows"))
        .agg(count(lit(1)), sum("rows"))
        .first();
  }

  private void lift(TaskLifter.Plan plan, Dataset<Row> missing, long streams, long rows) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    LongAccumulator done = spark.sparkContext().longAccumulator("rows lifted");
    Broadcast<SerializableConfiguration> shipped =
        context.broadcast(new SerializableConfiguration(configuration));
    SparkListener listener = shown(done, rows, streams);
    spark.sparkContext().addSparkListener(listener);
    try {
      List<String> failures =
          ArchiveColumns.inStreams(missing, tasks(streams, rows))
              .mapPartitions(
                  new ArchiveTask(plan, archive.output(), shipped, done), Encoders.STRING())
              .collectAsList();
      if (!failures.isEmpty()) {
        throw new BadInput(
            "%s: %,d of %,d streams failed, all others are in %s; the first: %s"
                .formatted(
                    archive.input(), failures.size(), streams, archive.output(), failures.get(0)));
      }
    } finally {
      spark.sparkContext().removeSparkListener(listener);
    }
  }

  private int tasks(long streams, long rows) {
    long cores = Math.max(1, spark.sparkContext().defaultParallelism());
    long wanted = Math.max(TASKS_A_CORE * cores, rows / ROWS_A_TASK);
    return (int) Math.max(1, Math.min(wanted, Math.min(streams, 1_000_000)));
  }

  private SparkListener shown(LongAccumulator done, long rows, long streams) {
    String message = "%,d streams".formatted(streams);
    return new SparkListener() {
      @Override
      public void onTaskEnd(SparkListenerTaskEnd end) {
        progress.update(Math.min(rows, done.value()), rows, message);
      }
    };
  }
}
