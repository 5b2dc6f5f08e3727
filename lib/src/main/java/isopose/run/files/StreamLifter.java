package isopose.run.files;

import isopose.adapt.AdaptSettings;
import isopose.adapt.InferenceStageOptimization;
import isopose.data.detect.Detections;
import isopose.io.BadInput;
import isopose.model.DivergedException;
import isopose.model.Session;
import isopose.run.Adaptation;
import isopose.run.Drift;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.skeleton.Poses;
import java.util.concurrent.CancellationException;

/**
 * Lifts streams one after another, each starting from the trained weights: the predictions of
 * {@link Adaptation#run}, without a record and without {@link Drift}. The adapted weights, their
 * optimizers and the compiled scripts are made once for all streams.
 */
public final class StreamLifter implements AutoCloseable {
  private final Session session;
  private final TrainedModel model;
  private final AdaptSettings settings;
  private final InferenceStageOptimization iso; // null in mode body

  /**
   * For a model, which must outlive this.
   *
   * @throws BadInput if the model cannot be adapted in this way
   */
  public StreamLifter(Session session, TrainedModel model, AdaptSettings settings) {
    Adaptation.requireFitting(model, settings);
    this.session = session;
    this.model = model;
    this.settings = settings;
    iso =
        settings.body() != null
            ? null
            : new InferenceStageOptimization(
                session,
                model.networks(),
                model.weights(),
                Adaptation.technique(model, settings),
                settings);
  }

  /**
   * Lifts a stream.
   *
   * @throws DivergedException as {@link Adaptation#run}
   * @throws CancellationException if the thread is interrupted
   */
  public LiftedStream lift(Detections rows) {
    if (rows.whole().length == 0) {
      return new LiftedStream(rows, rows.inRows(Poses.zeros(0, 17, 3)));
    }
    TargetStream stream = TargetStream.of(rows.poses().frames().get(0).clip(), rows);
    return new LiftedStream(rows, rows.inRows(predictions(stream)));
  }

  private Poses predictions(TargetStream stream) {
    if (iso == null) {
      return Adaptation.run(session, model, stream, settings, (done, total, message) -> {})
          .predictions();
    }
    iso.restart();
    return Adaptation.predictions(iso, model, stream, StreamLifter::stopIfInterrupted);
  }

  private static void stopIfInterrupted(int i, double selfSupervisedLoss) {
    if (Thread.interrupted()) {
      throw new CancellationException("interrupted at sample " + (i + 1));
    }
  }

  @Override
  public void close() {
    if (iso != null) {
      iso.close();
    }
  }
}
