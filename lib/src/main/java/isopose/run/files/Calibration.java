package isopose.run.files;

import isopose.body.BodyEstimation;
import isopose.body.BodyEstimation.Scope;
import isopose.body.BodyRatios;
import isopose.body.BodyStream;
import isopose.io.BadInput;
import isopose.model.Session;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.skeleton.Poses;
import java.util.Collections;

/** The body of one person, from a recording made for this purpose. */
public final class Calibration {
  private Calibration() {}

  /**
   * The mean ratios of the recording's 3D poses; where it has 2D poses only, the estimate from all
   * of them.
   *
   * @param recording shows one person
   * @throws BadInput if no pose of a 2D recording has all joints
   */
  public static BodyEstimation of(Session session, TrainedModel model, TargetStream recording) {
    if (recording.truth() != null) {
      Poses truth = recording.truth();
      return BodyEstimation.known(BodyRatios.mean(truth, 0, truth.count()));
    }
    int count = recording.count();
    if (recording.filled().cardinality() == count) {
      throw new BadInput(
          recording.name()
              + ": expected at least one pose without missing joints to calibrate with");
    }
    BodyStream stream =
        new BodyStream(
            session,
            model.networks().lifter(),
            model.weights(),
            true,
            BodyEstimation.of(Scope.STREAM));
    Poses x = model.normalisation().input(recording.pose2d());
    float[][] ratios =
        stream.next(x, Collections.nCopies(count, "calibration"), recording::seen).ratios();
    return BodyEstimation.known(ratios[count - 1]);
  }
}
