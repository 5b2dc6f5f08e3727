package isopose.data;

import isopose.io.BadInput;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import isopose.stats.Quantiles;
import java.util.List;

/**
 * Tells other units from millimetres by the length of the thigh bone, which is 0.4 m in most
 * adults.
 */
public final class Units {
  /** No person's thigh is shorter than this in millimetres or longer in metres. */
  private static final double LIMIT = 10;

  /** No person's thigh is shorter or longer in millimetres; in centimetres and inches, all are. */
  private static final double SHORTEST_THIGH = 80;

  private static final double LONGEST_THIGH = 2000;
  private static final double ADULT_THIGH = 430;
  private static final int MOST_SAMPLES = 101;

  private Units() {}

  /**
   * Refuses a file in which a sequence is not in millimetres.
   *
   * @param pose3d (N, J, 3) in 17, 16 or 14 joints
   * @param runs the track of each pose, or null if they are one
   */
  public static void requireMillimetres(Poses pose3d, List<?> runs, String where) {
    requireMillimetres(pose3d, runs, where, "");
  }

  /**
   * Refuses a file in which a sequence is not in millimetres.
   *
   * @param orElse ends the message: what can be done instead of changing the file
   */
  public static void requireMillimetres(Poses pose3d, List<?> runs, String where, String orElse) {
    for (int begin = 0, end; begin < pose3d.count(); begin = end) {
      end = runs == null ? pose3d.count() : endOfRun(runs, begin);
      double thigh = thigh(pose3d, begin, end);
      if (thigh > 0 && thigh < LIMIT) {
        throw new BadInput(
            "%s: a thigh is %.2f long from pose %d on: these are metres; multiply by 1000%s"
                .formatted(where, thigh, begin, orElse));
      }
      if (thigh > 0 && (thigh < SHORTEST_THIGH || thigh > LONGEST_THIGH)) {
        throw new BadInput(
            "%s: a thigh is %.1f long from pose %d on; expected about %.0f in millimetres: convert the unit%s"
                .formatted(where, thigh, begin, ADULT_THIGH, orElse));
      }
    }
  }

  /**
   * Refuses poses in millimetres whose thighs are none: their file was in another unit than its
   * format says.
   */
  public static void requireHuman(Poses pose3d, String where) {
    double thigh = pose3d.count() == 0 ? ADULT_THIGH : thigh(pose3d, 0, pose3d.count());
    if (thigh < ADULT_THIGH / LIMIT || thigh > ADULT_THIGH * LIMIT) {
      throw new BadInput(
          "%s: a thigh would be %.1f mm long; expected about %.0f: %s"
              .formatted(where, thigh, ADULT_THIGH, remedy(thigh)));
    }
  }

  /** What to do with numbers so many times too large for millimetres or metres. */
  private static String remedy(double thigh) {
    double tens = Math.rint(Math.log10(thigh / ADULT_THIGH));
    return tens < 1 || tens > 6
        ? "the unit is another; get the file again"
        : "the unit is another; divide by %.0f".formatted(Math.pow(10, tens));
  }

  /**
   * The same poses in millimetres.
   *
   * @param metres (N, J, 3) as a format says
   * @throws BadInput if a coordinate is not finite, or the lengths are not a person's in metres
   */
  public static Poses fromMetres(Poses metres, String where) {
    Checks.finite(metres, where);
    Poses millimetres = metres.slice(0, metres.count());
    for (int k = 0; k < millimetres.values().length; k++) {
      millimetres.values()[k] *= 1000;
    }
    requireHuman(millimetres, where + " (read as metres)");
    return millimetres;
  }

  private static int endOfRun(List<?> runs, int begin) {
    int end = begin + 1;
    while (end < runs.size() && runs.get(end).equals(runs.get(begin))) {
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
    return Quantiles.median(lengths);
  }
}
