package isopose.spark;

import com.google.gson.Gson;
import isopose.adapt.AdaptSettings;
import isopose.data.detect.DetectionOptions;
import isopose.data.detect.Detections;
import isopose.data.detect.format.JointOrder;
import isopose.io.AtomicFile;
import isopose.io.BadInput;
import isopose.model.Session;
import isopose.run.Adaptation;
import isopose.run.TrainedModel;
import isopose.run.files.LiftedStream;
import isopose.run.files.StreamLifter;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/** Lifts streams inside of a task, with one thread; owns the task's native memory. */
final class TaskLifter implements AutoCloseable {
  private final Session session;
  private final TrainedModel model;
  private final StreamLifter lifter;
  private final DetectionOptions options;

  private TaskLifter(
      Session session, TrainedModel model, AdaptSettings settings, DetectionOptions options) {
    this.session = session;
    this.model = model;
    this.options = options;
    lifter = new StreamLifter(session, model, settings);
  }

  /**
   * Lifts one stream.
   *
   * @throws BadInput if its rows cannot be lifted
   */
  LiftedStream lift(StreamRows rows) {
    rows.requireSound();
    return lifter.lift(Detections.ofStream(rows.stream(), rows.frames(), rows.people(), options));
  }

  int joints() {
    return options.archiveOrder().joints().size();
  }

  @Override
  public void close() {
    lifter.close();
    model.close();
    session.close();
  }

  /** What a task needs, as it travels to the executors: the model once for each. */
  static final class Plan implements Serializable {
    private static final long serialVersionUID = 1;

    private final Broadcast<byte[]> model;
    private final String settings;
    private final JointOrder joints;
    private final Double minConfidence;

    /**
     * Checks and ships a model.
     *
     * @throws BadInput if the model cannot be adapted in this way, or only where it was trained
     */
    Plan(SparkSession spark, TrainedModel model, AdaptSettings settings, DetectionOptions options) {
      Adaptation.requireFitting(model, settings);
      if (model.own() != null) {
        throw new BadInput(
            model.run() + ": its objective is given by code, which is not sent to a cluster");
      }
      this.model =
          JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(content(model));
      this.settings = new Gson().toJson(settings);
      joints = options.joints();
      minConfidence = options.minConfidence();
    }

    private static byte[] content(TrainedModel model) {
      return inTemporaryFile(
          file -> {
            model.export(file);
            return Files.readAllBytes(file);
          });
    }

    DetectionOptions options() {
      return new DetectionOptions(null, joints, null, minConfidence, null);
    }

    TaskLifter open() {
      Session session = Session.open("cpu", 1);
      try {
        TrainedModel read =
            inTemporaryFile(
                file -> {
                  AtomicFile.write(file, out -> out.write(model.value()));
                  return TrainedModel.read(session, file);
                });
        return new TaskLifter(
            session, read, new Gson().fromJson(settings, AdaptSettings.class), options());
      } catch (RuntimeException e) {
        session.close();
        throw e;
      }
    }

    private interface Use<T> {
      T of(Path file) throws IOException;
    }

    private static <T> T inTemporaryFile(Use<T> use) {
      try {
        Path folder = Files.createTempDirectory("isopose");
        Path file = folder.resolve("model.safetensors");
        try {
          return use.of(file);
        } finally {
          Files.deleteIfExists(file);
          Files.deleteIfExists(folder);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write a temporary file", e);
      }
    }
  }
}
