package isopose.metrics;

import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeletons;
import isopose.skeleton.Track;
import java.util.Collections;
import java.util.List;

/**
 * Mean per joint velocity error: how far a joint's step from one frame to the next is from its true
 * step, root-relative and unaligned. It sees jitter that MPJPE does not.
 */
public final class Mpjve {
  private Mpjve() {}

  /**
   * The mean over all pairs of neighbouring frames of one segment and all joints.
   *
   * @param predicted (N, J, 3) millimetres
   * @param truth (N, J, 3) millimetres
   * @param frames (N) the frame that each pose is; see {@link FrameId#successors} for neighbours
   * @return millimetres a frame; NaN where no two frames are neighbours
   */
  public static double of(Poses predicted, Poses truth, List<FrameId> frames) {
    return of(
        PosePairs.of(predicted, truth, Skeletons.ofSize(truth.joints())),
        FrameId.successors(frames));
  }

  /** As {@link #of(Poses, Poses, List)}, all frames being one sequence. */
  public static double of(Poses predicted, Poses truth) {
    return of(predicted, truth, Collections.nCopies(truth.count(), new FrameId(Track.of(""))));
  }

  /**
   * As {@link #of(Poses, Poses, List)}, of pairs of poses from any source.
   *
   * @param successors (N) whether each frame is the next one after the frame before it
   */
  public static double of(PosePairs pairs, boolean... successors) {
    double sum = 0;
    int steps = 0;
    for (double step : ofSteps(pairs, successors)) {
      if (!Double.isNaN(step)) {
        sum += step;
        steps++;
      }
    }
    return Double.isInfinite(sum) ? Double.NaN : sum / steps;
  }

  /**
   * The error of each step, a mean over joints.
   *
   * @param successors (N) whether each frame is the next one after the frame before it
   * @return (N) millimetres, of the step to each frame; NaN where a frame is no successor, infinity
   *     where a pose has a number that is not finite
   */
  public static double[] ofSteps(PosePairs pairs, boolean... successors) {
    if (successors.length != pairs.count()) {
      throw new IllegalArgumentException(
          successors.length + " frames for " + pairs.count() + " poses");
    }
    double[] steps = new double[pairs.count()];
    double[] before = new double[pairs.stride()];
    double[] after = new double[pairs.stride()];
    double[] truth = new double[pairs.stride()];
    for (int i = 0; i < pairs.count(); i++) {
      pairs.read(i, after, truth);
      for (int k = 0; k < after.length; k++) {
        after[k] -= truth[k]; // the step's error is the change of the error
      }
      steps[i] = i > 0 && successors[i] ? change(before, after) : Double.NaN;
      double[] swap = before;
      before = after;
      after = swap;
    }
    return steps;
  }

  /** The mean over joints of the distance between two poses' points; infinite if it is unknown. */
  private static double change(double[] before, double[] after) {
    double sum = 0;
    for (int k = 0; k < after.length; k += 3) {
      double x = after[k] - before[k];
      double y = after[k + 1] - before[k + 1];
      double z = after[k + 2] - before[k + 2];
      sum += Math.sqrt(x * x + y * y + z * z);
    }
    return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : 3 * sum / after.length;
  }
}
