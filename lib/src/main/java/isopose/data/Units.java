package isopose.data;

import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import java.util.Arrays;
import java.util.List;

/** Tells metres from millimetres by the length of the thigh bone, which is 0.4 m in most adults. */
final class Units {
  /** No person's thigh is shorter than this in millimetres or longer in metres. */
  private static final double LIMIT = 10;

  private static final int MOST_SAMPLES = 101;

  private Units() {}

  /**
   * Refuses a file in which a sequence is in metres.
   *
   * @param pose3d (N, J, 3) in 17, 16 or 14 joints
   * @param sequence the sequence of each pose, or null if they are one
   */
  static void requireMillimetres(Poses pose3d, List<String> sequence, String where) {
    for (int begin = 0, end; begin < pose3d.count(); begin = end) {
      end = sequence == null ? pose3d.count() : endOfRun(sequence, begin);
      double thigh = thigh(pose3d, begin, end);
      if (thigh > 0 && thigh < LIMIT) {
        throw new BadInput(
            "%s: a thigh is %.2f long from pose %d on: these are metres; multiply by 1000"
                .formatted(where, thigh, begin));
      }
    }
  }

  private static int endOfRun(List<String> sequence, int begin) {
    int end = begin + 1;
    while (end < sequence.size() && sequence.get(end).equals(sequence.get(begin))) {
      end++;
    }
    return end;
  }

  /** The median length from right hip to right knee over some poses of a run. */
  private static double thigh(Poses pose3d, int begin, int end) {
    Skeleton skeleton = Skeletons.ofSize(pose3d.joints());
    int hip = skeleton.index("right_hip");
    int knee = skeleton.index("right_knee");
    int step = Math.max(1, (end - begin) / MOST_SAMPLES);
    double[] lengths = new double[(end - begin + step - 1) / step];
    for (int k = 0; k < lengths.length; k++) {
      double square = 0;
      for (int d = 0; d < 3; d++) {
        int i = begin + k * step;
        double side = (double) pose3d.get(i, hip, d) - pose3d.get(i, knee, d);
        square += side * side;
      }
      lengths[k] = Math.sqrt(square);
    }
    Arrays.sort(lengths);
    return lengths[lengths.length / 2];
  }
}
