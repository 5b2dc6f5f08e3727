package isopose.data.arrays;

import isopose.data.Checks;
import isopose.data.Units;
import isopose.io.BadInput;
import isopose.io.numpy.NpyArray;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import isopose.stats.Quantiles;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Brings arrays of 3D poses into the form (N, J, 3), joints in the usual order, millimetres. */
final class PoseArrays {
  private static final List<Skeleton> USUAL =
      List.of(Skeleton.H36M_17, Skeletons.H36M_16, Skeletons.LSP_14);

  private static final List<Skeleton> OF_17 =
      List.of(Skeleton.H36M_17, Skeletons.MPI_INF_3DHP_17, Skeletons.COCO_17);
  private static final List<Skeleton> OF_16 =
      List.of(Skeletons.H36M_16, Skeletons.MPI_INF_3DHP_16, Skeletons.MPII_16);

  /** In another order, the mean bone is at least so many times as long as in the right one. */
  private static final double CLEAR = 1.2;

  private static final int MOST_SAMPLES = 101;

  private PoseArrays() {}

  /** Whether an array can be read as poses of one of the usual numbers of joints. */
  static boolean fit(NpyArray array) {
    return !array.isText() && shaped(array, 0) != null;
  }

  /**
   * The array as (N, J, 3). Also read are (N, 1, J, 3), (1, N, J, 3), (N, 3 J), (3, J, N), (3, J,
   * 1, N) and (N, 3, J).
   *
   * @param joints the number of joints that is stated; 0: one of the usual numbers
   * @throws BadInput if it is of none of these shapes
   */
  static NpyArray shaped(NpyArray array, int joints, String where) {
    array.requireNumbers(where);
    NpyArray shaped = shaped(array, joints);
    if (shaped == null) {
      throw new BadInput(
          where
              + ": expected (N, 17, 3) or (N, 16, 3) in Human3.6M's order or (N, 14, 3) in LSP's,"
              + " got "
              + array.describe()
              + "; keep those joints");
    }
    if (shaped.size() == 0) {
      throw new BadInput(where + ": there are no poses in it");
    }
    return shaped;
  }

  private static NpyArray shaped(NpyArray array, int joints) {
    int[] s = array.shape();
    if (s.length == 3 && s[2] == 3 && known(s[1], joints)) {
      return array;
    }
    if (s.length == 4 && s[3] == 3 && known(s[2], joints) && (s[0] == 1 || s[1] == 1)) {
      return NpyArray.of(array.doubles(), s[0] * s[1], s[2], 3);
    }
    if (s.length == 2 && s[1] % 3 == 0 && known(s[1] / 3, joints)) {
      return NpyArray.of(array.doubles(), s[0], s[1] / 3, 3);
    }
    boolean last = s.length == 3 || (s.length == 4 && s[2] == 1);
    if (last && s[0] == 3 && known(s[1], joints)) {
      int count = s[s.length - 1];
      // in MATLAB's memory order this is (N, J, 3) as it stands
      return permuted(array, count, s[1], (i, j, d) -> (d * s[1] + j) * count + i);
    }
    if (s.length == 3 && s[1] == 3 && known(s[2], joints)) {
      return permuted(array, s[0], s[2], (i, j, d) -> (i * 3 + d) * s[2] + j);
    }
    return null;
  }

  private static boolean known(int count, int stated) {
    return stated == 0 ? count == 17 || count == 16 || count == 14 : count == stated;
  }

  private interface Index {
    int of(int i, int j, int d);
  }

  private static NpyArray permuted(NpyArray array, int count, int joints, Index index) {
    double[] from = array.doubles();
    double[] to = new double[from.length];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < joints; j++) {
        for (int d = 0; d < 3; d++) {
          to[(i * joints + j) * 3 + d] = from[index.of(i, j, d)];
        }
      }
    }
    return NpyArray.of(to, count, joints, 3);
  }

  /**
   * The poses with the joints of the first of Human3.6M's 17, its 16 and LSP's 14 that are all
   * there.
   *
   * @param names of the array's joints
   */
  static NpyArray ordered(NpyArray array, List<String> names, String where) {
    Skeleton wanted =
        USUAL.stream()
            .filter(skeleton -> names.containsAll(skeleton.joints()))
            .findFirst()
            .orElseThrow(
                () ->
                    new BadInput(
                        where
                            + ": this order of joints lacks some of LSP's 14, which scores need;"
                            + " convert the poses"));
    if (names.equals(wanted.joints())) {
      return array;
    }
    int[] source = wanted.joints().stream().mapToInt(names::indexOf).toArray();
    double[] from = array.doubles();
    int count = array.shape()[0];
    double[] to = new double[count * source.length * 3];
    for (int k = 0; k < to.length; k++) {
      int pose = k / 3 / source.length;
      to[k] = from[(pose * names.size() + source[k / 3 % source.length]) * 3 + k % 3];
    }
    return NpyArray.of(to, count, source.length, 3);
  }

  /**
   * Refuses poses whose bones are clearly shorter in another order of as many joints than in
   * Human3.6M's: bones connect neighbours.
   */
  static void requireUsualOrder(NpyArray array, String where) {
    Skeleton usual = Skeletons.ofSize(array.shape()[1]);
    Skeleton best = shortest(array);
    double ratio = meanBone(array, usual) / meanBone(array, best);
    if (!best.equals(usual) && ratio > CLEAR) {
      throw new BadInput(
          "%s: the joints are not in the order of %s: bones are %.1f times as long as in that of"
                  .formatted(where, usual.name(), ratio)
              + " %s; state the order, such as --predicted-joints 3dhp17 or --truth-joints h36m17"
                  .formatted(best.name()));
    }
  }

  /** The order in which the bones are shortest. */
  static Skeleton shortest(NpyArray array) {
    int joints = array.shape()[1];
    List<Skeleton> orders =
        joints == 17 ? OF_17 : joints == 16 ? OF_16 : List.of(Skeletons.ofSize(joints));
    return orders.stream()
        .min(Comparator.comparingDouble(order -> meanBone(array, order)))
        .orElseThrow();
  }

  private static double meanBone(NpyArray array, Skeleton skeleton) {
    int count = array.shape()[0];
    int step = Math.max(1, count / MOST_SAMPLES);
    double[] means = new double[(count + step - 1) / step];
    var number = array.reader();
    for (int k = 0; k < means.length; k++) {
      int base = k * step * skeleton.size();
      for (int j = 0; j < skeleton.size(); j++) {
        double square = 0;
        for (int d = 0; d < 3; d++) {
          double side =
              number.applyAsDouble(3 * (base + j) + d)
                  - number.applyAsDouble(3 * (base + skeleton.parents().get(j)) + d);
          square += side * side;
        }
        means[k] += Math.sqrt(square) / (skeleton.size() - 1);
      }
    }
    return Quantiles.median(means);
  }

  /**
   * The poses in millimetres, every number finite.
   *
   * @param millimetres of the array's unit; null: none is stated, and metres are refused
   * @param runs the track of each pose, or null if they are one
   */
  static NpyArray inMillimetres(NpyArray array, Double millimetres, List<?> runs, String where) {
    Checks.finite(poses(array), where);
    if (millimetres == null) {
      Units.requireMillimetres(
          poses(array), runs, where, " or state the unit, such as --unit m or --predicted-unit m");
      return array;
    }
    if (millimetres == 1) {
      return array;
    }
    double factor = millimetres;
    double[] scaled = Arrays.stream(array.doubles()).map(number -> number * factor).toArray();
    NpyArray result = NpyArray.of(scaled, array.shape());
    Units.requireHuman(poses(result), where + " (in the unit stated)");
    return result;
  }

  private static Poses poses(NpyArray array) {
    return new Poses(array.floats(), array.shape()[1], 3);
  }
}
