package isopose.run.files;

import isopose.adapt.AdaptSettings;
import isopose.data.detect.Detections;
import isopose.io.BadInput;
import isopose.model.DivergedException;
import isopose.model.Session;
import isopose.run.Adaptation;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.skeleton.Poses;

/**
 * A stream of 2D detections and its predictions, without a record: what a task of a cluster makes.
 *
 * @param rows the stream
 * @param pose3d (N, 17, 3) millimetres, camera frame, root-relative; NaN in rows without a pose
 */
public record LiftedStream(Detections rows, Poses pose3d) {
  /**
   * Lifts a stream, starting from the trained weights.
   *
   * @throws BadInput if the model cannot be adapted in this way
   * @throws DivergedException as {@link Adaptation#run}
   */
  public static LiftedStream of(
      Session session, TrainedModel model, AdaptSettings settings, Detections rows) {
    if (rows.whole().length == 0) {
      return new LiftedStream(rows, rows.inRows(Poses.zeros(0, 17, 3)));
    }
    TargetStream stream = TargetStream.of(rows.poses().frames().get(0).clip(), rows);
    Adaptation adaptation =
        Adaptation.run(session, model, stream, settings, (done, total, message) -> {});
    return new LiftedStream(rows, rows.inRows(adaptation.predictions()));
  }

  /**
   * 1, or 0 if nobody was seen in row i, or too few joints; its pose is then interpolated or NaN.
   */
  public int valid(int i) {
    return rows.isValid(i) ? 1 : 0;
  }

  /** How many joints of row i were missing and are filled. */
  public int filled(int i) {
    return rows.filled().get(i * 17, i * 17 + 17).cardinality();
  }
}
