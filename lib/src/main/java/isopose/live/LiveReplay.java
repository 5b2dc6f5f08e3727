package isopose.live;

import isopose.model.Session;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.skeleton.Poses;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * A recording that is lifted again, every frame of it in order.
 *
 * @param lifts one a sample
 */
public record LiveReplay(List<LiveLift> lifts) {

  /**
   * Lifts a stream as a live session that drops no frame.
   *
   * @throws CancellationException if the thread is interrupted
   */
  public static LiveReplay of(
      Session session,
      TrainedModel lifter,
      TrainedModel bodyLifter,
      TargetStream stream,
      LiveSettings settings) {
    List<LiveLift> lifts = new ArrayList<>();
    try (LiveLifter live = new LiveLifter(session, lifter, bodyLifter, settings)) {
      for (int i = 0; i < stream.count(); i++) {
        if (Thread.interrupted()) {
          throw new CancellationException("replay interrupted at sample " + (i + 1));
        }
        lifts.add(live.next(LivePose.of(stream, i, i)));
      }
    }
    return new LiveReplay(lifts);
  }

  /** (N, 17, 3) millimetres. */
  public Poses predictions() {
    return Poses.concatenate(lifts.stream().map(LiveLift::pose).toList(), 17, 3);
  }
}
