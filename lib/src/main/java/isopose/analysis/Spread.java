package isopose.analysis;

import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How much poses vary within a stretch of a stream. A network that has collapsed onto one pose has
 * a spread near 0; one whose bones change their lengths from frame to frame has a large one.
 */
public final class Spread {
  private Spread() {}

  /**
   * The standard deviation of a joint's position, mean over the joints, in the poses' unit.
   *
   * @param poses (N, J, 3), root-relative
   */
  public static double ofJoints(Poses poses, int begin, int end) {
    double sum = 0;
    for (int k = 0; k < poses.joints(); k++) {
      int joint = k;
      double variance = 0;
      for (int d = 0; d < poses.dims(); d++) {
        int axis = d;
        variance += variance(begin, end, i -> poses.get(i, joint, axis));
      }
      sum += Math.sqrt(variance);
    }
    return sum / poses.joints();
  }

  /**
   * The standard deviation of a bone's length as a fraction of its mean, mean over the bones.
   *
   * @param poses (N, J, 3) of the skeleton
   */
  public static double ofBones(Poses poses, Skeleton skeleton, int begin, int end) {
    return IntStream.range(0, skeleton.size())
        .filter(joint -> joint != skeleton.root())
        .mapToDouble(
            joint -> {
              int parent = skeleton.parents().get(joint);
              IntToDoubleFunction length = i -> poses.distance(i, joint, parent);
              return Math.sqrt(variance(begin, end, length)) / mean(begin, end, length);
            })
        .average()
        .orElse(Double.NaN);
  }

  private static double mean(int begin, int end, IntToDoubleFunction value) {
    return IntStream.range(begin, end).mapToDouble(value).average().orElse(Double.NaN);
  }

  private static double variance(int begin, int end, IntToDoubleFunction value) {
    double mean = mean(begin, end, value);
    return mean(begin, end, i -> Math.pow(value.applyAsDouble(i) - mean, 2));
  }
}
