package isopose.body;

import isopose.data.PoseSequence;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ten numbers that describe a person's proportions: for each bone, ln(16 b / B), where b is the
 * bone's length (the mean of left and right where there are two) and B the sum of all 16 bones.
 * They do not depend on the person's height, which 2D poses do not show, nor on the unit of length.
 */
public final class BodyRatios {
  /**
   * The bones, in the order of the ten numbers: pelvis to hip, hip to knee, knee to ankle, pelvis
   * to spine, spine to thorax, thorax to neck, neck to head top, thorax to shoulder, shoulder to
   * elbow, elbow to wrist.
   */
  public static final List<String> BONES =
      List.of(
          "hip",
          "thigh",
          "shin",
          "lower_trunk",
          "upper_trunk",
          "neck",
          "head",
          "shoulder",
          "upper_arm",
          "forearm");

  /** How many there are. */
  public static final int COUNT = 10;

  private static final Skeleton SKELETON = Skeleton.H36M_17;

  /** The joint at the end of each bone; of paired bones, one of the two. */
  private static final int[] JOINTS = {1, 2, 3, 7, 8, 9, 10, 11, 12, 13};

  private BodyRatios() {}

  /**
   * The ten numbers of one pose.
   *
   * @param pose3d (N, 17, 3), any unit
   * @param i the pose
   * @return (10)
   */
  public static float[] of(Poses pose3d, int i) {
    double[] lengths = new double[COUNT];
    for (int k = 0; k < COUNT; k++) {
      int joint = JOINTS[k];
      lengths[k] = (bone(pose3d, i, joint) + bone(pose3d, i, SKELETON.mirror().get(joint))) / 2;
    }
    return ofLengths(lengths);
  }

  /**
   * The ten numbers of bone lengths.
   *
   * @param lengths (10) in the order of {@link #BONES}, positive, in any one unit
   * @return (10)
   */
  public static float[] ofLengths(double... lengths) {
    double sum = 0;
    for (int k = 0; k < COUNT; k++) {
      boolean paired = SKELETON.mirror().get(JOINTS[k]) != JOINTS[k];
      sum += (paired ? 2 : 1) * lengths[k];
    }
    float[] ratios = new float[COUNT];
    for (int k = 0; k < COUNT; k++) {
      ratios[k] = (float) Math.log((SKELETON.size() - 1) * lengths[k] / sum);
    }
    return ratios;
  }

  /**
   * The mean over consecutive poses.
   *
   * @param pose3d (N, 17, 3)
   * @param begin the first pose
   * @param end after the last pose
   * @return (10)
   */
  public static float[] mean(Poses pose3d, int begin, int end) {
    double[] sum = new double[COUNT];
    for (int i = begin; i < end; i++) {
      add(of(pose3d, i), sum);
    }
    return quotient(sum, end - begin);
  }

  /** The mean over all poses of these sequences, (10): where a lifter's ten inputs are zero. */
  public static float[] mean(List<PoseSequence> sequences) {
    double[] sum = new double[COUNT];
    for (PoseSequence sequence : sequences) {
      for (int i = 0; i < sequence.count(); i++) {
        add(of(sequence.pose3d(), i), sum);
      }
    }
    return quotient(sum, sequences.stream().mapToInt(PoseSequence::count).sum());
  }

  private static void add(float[] ratios, double[] sum) {
    IntStream.range(0, COUNT).forEach(k -> sum[k] += ratios[k]);
  }

  private static float[] quotient(double[] sum, int count) {
    float[] mean = new float[COUNT];
    IntStream.range(0, COUNT).forEach(k -> mean[k] = (float) (sum[k] / count));
    return mean;
  }

  private static double bone(Poses pose3d, int i, int joint) {
    return pose3d.distance(i, joint, SKELETON.parents().get(joint));
  }
}
