package isopose.spark;

import isopose.data.PoseFile;
import isopose.data.PoseFiles;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import isopose.skeleton.Track;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Streams of made-up 2D poses, with missing joints and rows in which nobody is. */
final class SmallArchive {
  private static final int JOINTS = 17;

  private SmallArchive() {}

  static StructType schema() {
    StructType schema =
        new StructType()
            .add("camera", DataTypes.StringType)
            .add("frame", DataTypes.IntegerType)
            .add("stream", DataTypes.StringType);
    for (int j = 0; j < JOINTS; j++) {
      schema =
          schema.add("j" + j + "_u", DataTypes.FloatType).add("j" + j + "_v", DataTypes.FloatType);
    }
    return schema;
  }

  static String name(int stream) {
    return "clip/" + stream + " ä";
  }

  /** (frames, 17, 2); NaN where a joint is missing. */
  static Poses poses(int stream, int frames) {
    Random random = new Random(stream);
    float[] pose = new float[2 * JOINTS];
    for (int k = 0; k < pose.length; k++) {
      pose[k] = 500 + 100 * (float) random.nextGaussian();
    }
    Poses poses = Poses.zeros(frames, JOINTS, 2);
    for (int i = 0; i < frames; i++) {
      for (int k = 0; k < pose.length; k++) {
        pose[k] += (float) random.nextGaussian();
        poses.values()[i * pose.length + k] = pose[k];
      }
    }
    for (int d = 0; d < 2; d++) {
      poses.set(frames / 2, 3, d, Float.NaN);
    }
    for (int k = 0; k < 2 * JOINTS && stream == 0; k++) {
      poses.values()[(frames - 1) * 2 * JOINTS + k] = Float.NaN; // nobody is in the last row
    }
    return poses;
  }

  /** Writes streams as Parquet, their rows in any order. */
  static void write(SparkSession spark, Path folder, int streams, int frames) {
    List<Row> rows = rows(streams, frames);
    spark.createDataFrame(rows, schema()).repartition(2).write().parquet(folder.toString());
  }

  static List<Row> rows(int streams, int frames) {
    List<Row> rows = new ArrayList<>();
    for (int s = 0; s < streams; s++) {
      Poses poses = poses(s, frames);
      for (int i = 0; i < frames; i++) {
        Object[] values = new Object[3 + 2 * JOINTS];
        values[0] = "front";
        values[1] = i;
        values[2] = name(s);
        for (int k = 0; k < 2 * JOINTS; k++) {
          float value = poses.values()[i * 2 * JOINTS + k];
          values[3 + k] = Float.isNaN(value) ? null : value;
        }
        rows.add(RowFactory.create(values));
      }
    }
    Collections.shuffle(rows, new Random(1));
    return rows;
  }

  /** The same stream as a file that the library's own {@code adapt} reads. */
  static void write(Path file, int stream, int frames) {
    Poses poses = poses(stream, frames);
    Track track = Track.of(name(stream));
    List<FrameId> ids = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      ids.add(new FrameId(track, 0, i));
    }
    PoseFiles.write(file, new PoseFile(poses, null, ids));
  }
}
