package isopose.spark;

import isopose.io.BadInput;
import isopose.model.DivergedException;
import isopose.run.files.LiftedStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Lifts the streams of a partition into their files and answers with the failures of single
 * streams. A stream whose file is there, because an earlier attempt made it, is not lifted again.
 */
final class ArchiveTask implements MapPartitionsFunction<Row, String> {
  private static final long serialVersionUID = 1;

  private final TaskLifter.Plan plan;
  private final String folder;
  private final Broadcast<SerializableConfiguration> configuration;
  private final LongAccumulator rows;

  ArchiveTask(
      TaskLifter.Plan plan,
      String folder,
      Broadcast<SerializableConfiguration> configuration,
      LongAccumulator rows) {
    this.plan = plan;
    this.folder = folder;
    this.configuration = configuration;
    this.rows = rows;
  }

  @Override
  public Iterator<String> call(Iterator<Row> partition) throws IOException {
    List<String> failures = new ArrayList<>();
    if (!partition.hasNext()) {
      return failures.iterator();
    }
    StreamFiles files = new StreamFiles(folder, configuration.value().value());
    try (TaskLifter lifter = plan.open()) {
      StreamIterator streams = new StreamIterator(partition, lifter.joints());
      while (streams.hasNext()) {
        StreamRows stream = streams.next();
        String failure = lift(stream, lifter, files);
        if (failure != null) {
          failures.add(failure);
        }
        rows.add(stream.frames().length);
      }
    }
    return failures.iterator();
  }

  private static String lift(StreamRows stream, TaskLifter lifter, StreamFiles files)
      throws IOException {
    try {
      stream.requireSound();
      if (!files.exists(StreamFiles.name(stream.stream()))) {
        LiftedStream lifted = lifter.lift(stream);
        files.write(stream, lifted);
      }
      return null;
    } catch (BadInput e) {
      return e.getMessage();
    } catch (DivergedException e) {
      return "stream %s: %s; adapt at a lower --rate, or with --on-divergence reset"
          .formatted(stream.stream(), e.fact());
    }
  }
}
