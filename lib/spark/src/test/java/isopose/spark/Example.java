package isopose.spark;

import isopose.adapt.AdaptSettings;
import isopose.model.Session;
import isopose.run.Pretrained;
import isopose.run.TrainedModel;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The program in {@code lib/cluster.md}; a test runs it. */
final class Example {
  private Example() {}

  static Dataset<Row> lifted(SparkSession spark, Path data, Dataset<Row> poses) {
    // begin of the example
    LiftStreams lifter;
    try (Session session = Session.cpu();
        TrainedModel model = Pretrained.load(session, data, "joint")) {
      lifter = LiftStreams.with(spark, model, AdaptSettings.none());
    }
    Dataset<Row> lifted =
        lifter
            .inStreams(poses, 64) // whole streams, sorted by frame, in 64 partitions
            .mapPartitions(lifter, LiftStreams.encoder());
    // end of the example
    return lifted;
  }
}
