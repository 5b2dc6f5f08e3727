package isopose.metrics;

import isopose.skeleton.Poses;
import isopose.skeleton.Skeletons;
import java.util.Collections;
import java.util.List;

/**
 * Mean per joint velocity error: how far a joint's step from one frame to the next is from its true
 * step, root-relative and unaligned. It sees jitter that MPJPE does not.
 */
public final class Mpjve {
  private Mpjve() {}

  /**
   * The mean over all pairs of neighbouring frames of one sequence and all joints.
   *
   * @param predicted (N, J, 3) millimetres
   * @param truth (N, J, 3) millimetres
   * @param sequences the sequence of each frame; frames of different sequences are no neighbours
   * @return millimetres a frame; NaN where no two frames are neighbours
   */
  public static double of(Poses predicted, Poses truth, List<String> sequences) {
    return of(PosePairs.of(predicted, truth, Skeletons.ofSize(truth.joints())), sequences);
  }

  /** As {@link #of(Poses, Poses, List)}, all frames being one sequence. */
  public static double of(Poses predicted, Poses truth) {
    return of(predicted, truth, Collections.nCopies(truth.count(), ""));
  }

  /** As {@link #of(Poses, Poses, List)}, of pairs of poses from any place. */
  public static double of(PosePairs pairs, List<String> sequences) {
    if (sequences.size() != pairs.count()) {
      throw new IllegalArgumentException(
          sequences.size() + " sequence names for " + pairs.count() + " poses");
    }
    double sum = 0;
    int steps = 0;
    double[] before = new double[pairs.stride()];
    double[] after = new double[pairs.stride()];
    double[] truth = new double[pairs.stride()];
    for (int i = 0; i < pairs.count(); i++) {
      pairs.read(i, after, truth);
      for (int k = 0; k < after.length; k++) {
        after[k] -= truth[k]; // the step's error is the change of the error
      }
      if (i > 0 && sequences.get(i).equals(sequences.get(i - 1))) {
        sum += change(before, after);
        steps++;
      }
      double[] swap = before;
      before = after;
      after = swap;
    }
    return sum / steps;
  }

  /** The mean over joints of the distance between two poses' points. */
  private static double change(double[] before, double[] after) {
    double sum = 0;
    for (int k = 0; k < after.length; k += 3) {
      double x = after[k] - before[k];
      double y = after[k + 1] - before[k + 1];
      double z = after[k + 2] - before[k + 2];
      sum += Math.sqrt(x * x + y * y + z * z);
    }
    return 3 * sum / after.length;
  }
}
