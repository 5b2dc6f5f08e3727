package isopose.spark;

import isopose.adapt.AdaptSettings;
import isopose.data.detect.DetectionOptions;
import isopose.io.BadInput;
import isopose.run.TrainedModel;
import isopose.run.files.LiftedStream;
import isopose.skeleton.Poses;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Lifts 2D poses in a Spark program. Each stream is lifted by one task, in the order of its frames,
 * starting from the trained weights; each input row gives one output row.
 *
 * <pre>{@code
 * LiftStreams lifter = LiftStreams.with(spark, model, AdaptSettings.online(0));
 * Dataset<Row> lifted = lifter.lift(spark.read().parquet("poses"), 64);
 * }</pre>
 *
 * <p>Input columns: {@code stream}, {@code frame}, {@code j0_u, j0_v, ..} (2D in pixels or any one
 * scale; null or NaN where a joint is missing) and optionally the confidences {@code j0_c, ..}.
 * Output columns: {@code stream}, {@code frame}, {@code j0_x, j0_y, j0_z, ..} (millimetres, camera
 * frame, root-relative; null in rows without a pose), {@code valid} and {@code filled}. A stream
 * whose rows cannot be lifted fails its task.
 */
public final class LiftStreams implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1;

  private final TaskLifter.Plan plan;

  private LiftStreams(TaskLifter.Plan plan) {
    this.plan = plan;
  }

  /**
   * For poses in Human3.6M's order of 17 joints.
   *
   * @param model is sent to the executors; it may be closed afterwards
   * @throws BadInput if the model cannot be adapted in this way
   */
  public static LiftStreams with(SparkSession spark, TrainedModel model, AdaptSettings settings) {
    return with(spark, model, settings, DetectionOptions.NONE);
  }

  /**
   * For poses in another order of joints, or with confidences.
   *
   * @param options the order of the joints and the least confidence
   * @throws BadInput if the model cannot be adapted in this way
   */
  public static LiftStreams with(
      SparkSession spark, TrainedModel model, AdaptSettings settings, DetectionOptions options) {
    return new LiftStreams(new TaskLifter.Plan(spark, model, settings, options));
  }

  /**
   * Lifts a data set.
   *
   * @param partitions tasks; a task takes whole streams
   * @throws BadInput if a column is missing or of a type that does not fit
   */
  public Dataset<Row> lift(Dataset<Row> poses, int partitions) {
    return inStreams(poses, partitions).mapPartitions(this, encoder());
  }

  /**
   * The rows as {@link #call} takes them: the columns that it reads, the streams of a partition one
   * after another, their frames in order.
   */
  public Dataset<Row> inStreams(Dataset<Row> poses, int partitions) {
    return ArchiveColumns.inStreams(
        ArchiveColumns.select(poses, plan.options(), "the poses"), partitions);
  }

  /** Of the output rows. */
  public static Encoder<Row> encoder() {
    return Encoders.row(ArchiveColumns.OUTPUT);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    TaskLifter lifter = plan.open();
    TaskCompletionListener end = context -> lifter.close();
    TaskContext.get().addTaskCompletionListener(end);
    return new Lifted(new StreamIterator(rows, lifter.joints()), lifter);
  }

  /** The output rows, one stream lifted at a time. */
  private static final class Lifted implements Iterator<Row> {
    private final StreamIterator streams;
    private final TaskLifter lifter;
    private Iterator<Row> current = Collections.emptyIterator();

    Lifted(StreamIterator streams, TaskLifter lifter) {
      this.streams = streams;
      this.lifter = lifter;
    }

    @Override
    public boolean hasNext() {
      return current.hasNext() || streams.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (!current.hasNext()) {
        StreamRows rows = streams.next();
        LiftedStream lifted = lifter.lift(rows);
        current =
            IntStream.range(0, rows.frames().length).mapToObj(i -> row(rows, lifted, i)).iterator();
      }
      return current.next();
    }

    private static Row row(StreamRows rows, LiftedStream lifted, int i) {
      Poses poses = lifted.pose3d();
      int stride = poses.stride();
      Object[] values = new Object[2 + stride + 2];
      values[0] = rows.stream();
      values[1] = rows.frames()[i];
      for (int k = 0; k < stride; k++) {
        float value = poses.values()[i * stride + k];
        values[2 + k] = Float.isNaN(value) ? null : value;
      }
      values[2 + stride] = lifted.valid(i);
      values[3 + stride] = lifted.filled(i);
      return RowFactory.create(values);
    }
  }
}
