package isopose.metrics;

import isopose.skeleton.Poses;
import java.util.Collections;
import java.util.List;

/**
 * Mean per joint velocity error: how far a joint's step from one frame to the next is from its true
 * step. It sees jitter that MPJPE does not.
 */
public final class Mpjve {
  private Mpjve() {}

  /**
   * The mean over all pairs of neighbouring frames of one sequence and all joints.
   *
   * @param predicted (N, J, 3) millimetres, root-relative, unaligned
   * @param truth (N, J, 3) millimetres, root-relative
   * @param sequences the sequence of each frame; frames of different sequences are no neighbours
   * @return millimetres a frame; NaN where no two frames are neighbours
   */
  public static double of(Poses predicted, Poses truth, List<String> sequences) {
    if (predicted.count() != truth.count()
        || predicted.stride() != truth.stride()
        || sequences.size() != truth.count()) {
      throw new IllegalArgumentException(
          "%d predictions, %d true poses, %d sequence names"
              .formatted(predicted.count(), truth.count(), sequences.size()));
    }
    double sum = 0;
    int steps = 0;
    for (int i = 1; i < truth.count(); i++) {
      if (sequences.get(i).equals(sequences.get(i - 1))) {
        sum += step(predicted, truth, i);
        steps++;
      }
    }
    return sum / steps;
  }

  /** As {@link #of(Poses, Poses, List)}, all frames being one sequence. */
  public static double of(Poses predicted, Poses truth) {
    return of(predicted, truth, Collections.nCopies(truth.count(), ""));
  }

  /** The mean over joints of |predicted step - true step| from frame i - 1 to frame i. */
  private static double step(Poses predicted, Poses truth, int i) {
    double sum = 0;
    for (int j = 0; j < truth.joints(); j++) {
      double square = 0;
      for (int d = 0; d < truth.dims(); d++) {
        double before = (double) predicted.get(i - 1, j, d) - truth.get(i - 1, j, d);
        double after = (double) predicted.get(i, j, d) - truth.get(i, j, d);
        square += (after - before) * (after - before);
      }
      sum += Math.sqrt(square);
    }
    return sum / truth.joints();
  }
}
