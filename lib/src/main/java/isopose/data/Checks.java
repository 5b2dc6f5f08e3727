package isopose.data;

import isopose.io.BadInput;
import isopose.io.numpy.NpyArray;
import isopose.skeleton.Poses;
import isopose.stats.Quantiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Checks on numbers from untrusted files. */
public final class Checks {
  private Checks() {}

  /** Text of a file as a message shows it: at most 40 characters, none of them a control one. */
  public static String printable(String text) {
    return text.substring(0, Math.min(40, text.length())).replaceAll("[^\\x20-\\x7e]", "?");
  }

  /**
   * An array of numbers of a NumPy archive.
   *
   * @param shape -1 for any number of rows
   * @throws BadInput if it is missing or has another shape
   */
  public static NpyArray array(Map<String, NpyArray> arrays, String name, Path file, int... shape) {
    NpyArray array = arrays.get(name);
    String where = file + " [" + name + "]";
    if (array == null || !array.hasShape(shape)) {
      throw new BadInput(
          "%s: expected %s, got %s; get it again"
              .formatted(
                  where,
                  Arrays.toString(shape).replace('[', '(').replace(']', ')').replace("-1", "N"),
                  array == null ? "only " + arrays.keySet() : array.describe()));
    }
    array.requireNumbers(where);
    return array;
  }

  /** That every coordinate is finite; names the first that is not. */
  public static void finite(Poses poses, String where) {
    float[] values = poses.values();
    for (int k = 0; k < values.length; k++) {
      if (!Float.isFinite(values[k])) {
        int pose = k / poses.stride();
        int joint = k % poses.stride() / poses.dims();
        throw new BadInput(
            "%s: coordinate %s at pose %d, joint %d; remove the pose or fill the joint"
                .formatted(where, values[k], pose, joint));
      }
    }
  }

  /** One joint of each pose, (N, 1, D). */
  public static Poses joint(Poses poses, int joint) {
    Poses one = Poses.zeros(poses.count(), 1, poses.dims());
    for (int i = 0; i < poses.count(); i++) {
      for (int d = 0; d < poses.dims(); d++) {
        one.set(i, 0, d, poses.get(i, joint, d));
      }
    }
    return one;
  }

  /** The median distance of a pose's joints from another's, over some of the poses. */
  public static double medianDistance(Poses a, Poses b) {
    int step = Math.max(1, a.count() / 101);
    double[] distances = new double[(a.count() + step - 1) / step * a.joints()];
    int k = 0;
    for (int i = 0; i < a.count(); i += step) {
      for (int j = 0; j < a.joints(); j++) {
        double square = 0;
        for (int d = 0; d < a.dims(); d++) {
          double side = (double) a.get(i, j, d) - b.get(i, j, d);
          square += side * side;
        }
        distances[k++] = Math.sqrt(square);
      }
    }
    return distances.length == 0 ? 0 : Quantiles.median(distances);
  }
}
