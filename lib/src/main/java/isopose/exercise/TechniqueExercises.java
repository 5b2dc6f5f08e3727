package isopose.exercise;

import isopose.notebook.Exercise;
import isopose.skeleton.Skeleton;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The exercises of notebook 06: the cycle terms of eq. 4, and the term of a custom objective. */
public final class TechniqueExercises {
  private static final double TOLERANCE = 1e-9;
  private static final int[] LEFT = joints("left_knee", "left_ankle", "left_elbow", "left_wrist");
  private static final int[] RIGHT =
      joints("right_knee", "right_ankle", "right_elbow", "right_wrist");

  private TechniqueExercises() {}

  /** The asymmetry of the left and right limbs of one pose. */
  @FunctionalInterface
  public interface SymmetryAnswer {
    /**
     * The mean over limb pairs of the squared difference of their lengths.
     *
     * @param pose (J, 3)
     * @param parents each joint's parent; the root is its own
     * @param left the joints at which the left limbs end
     * @param right those of the right limbs, in the same order
     */
    double loss(double[][] pose, int[] parents, int[] left, int[] right);
  }

  /** The two distances of eq. 4. */
  @FunctionalInterface
  public interface CycleAnswer {
    /**
     * The weighted sum of the two distances, each a mean over the joints.
     *
     * @param x (J, 2) the input
     * @param again (J, 2) the 2D pose at the end of the cycle
     * @param lift (J, 3) the lifted pose
     * @param liftAgain (J, 3) the 3D pose at the end of the cycle
     * @param lambda2d the weight of the 2D distance
     * @param lambda3d the weight of the 3D distance
     */
    double loss(
        double[][] x,
        double[][] again,
        double[][] lift,
        double[][] liftAgain,
        double lambda2d,
        double lambda3d);
  }

  /** 6.1: the cycle terms of eq. 4 for one pose. */
  public static Exercise<CycleAnswer> cycle() {
    double[][] x = {{0, 0}, {1, 2}};
    double[][] again = {{0, 0}, {1, 5}};
    double[][] lift = {{0, 0, 0}, {1, 2, 3}};
    double[][] liftAgain = {{0, 0, 0}, {3, 2, 7}};
    return Exercise.<CycleAnswer>named("6.1 The cycle terms")
        .expect(
            "A cycle that reproduces both poses has no loss.",
            f -> close(0, f.loss(x, x, lift, lift, 10, 0.1)))
        .expect(
            "Only the 2D pose differs, by 3 in one of two joints: squared, as a mean over the joints.",
            f -> close(4.5, f.loss(x, again, lift, lift, 1, 1)))
        .expect(
            "Only the 3D pose differs, by (2, 0, 4) in one of two joints.",
            f -> close(10, f.loss(x, x, lift, liftAgain, 1, 1)))
        .expect(
            "Does each distance have its own weight?",
            f -> close(46, f.loss(x, again, lift, liftAgain, 10, 0.1)));
  }

  /** 6.2: write the symmetry term. */
  public static Exercise<SymmetryAnswer> symmetry() {
    return Exercise.<SymmetryAnswer>named("6.2 The symmetry term")
        .expect(
            "All limbs have length 1 and different directions: are lengths compared, or vectors?",
            f -> close(0, loss(f, pose(1, 1, 1, 1))))
        .expect(
            "Thighs are longer than forearms, equally on both sides: is each limb compared with its counterpart?",
            f -> close(0, loss(f, pose(3, 2, 1.5, 1))))
        .expect(
            "One left limb of four is longer than its counterpart by 2: is the difference squared, and is the result a mean over the pairs?",
            f -> close(1, loss(f, stretched(LEFT[0], 2))))
        .expect(
            "Is the loss the same if the right limb is the longer one?",
            f -> close(1, loss(f, stretched(RIGHT[0], 2))))
        .expect(
            "Two pairs differ, one by 2 and one by -2: do they cancel?",
            f -> {
              double[][] pose = stretched(LEFT[0], 2);
              stretch(pose, RIGHT[1], 2);
              return close(2, loss(f, pose));
            })
        .expect(
            "Every pair differs by 1: are all given joints included?",
            f -> {
              double[][] pose = pose(1, 1, 1, 1);
              IntStream.of(LEFT).forEach(joint -> stretch(pose, joint, 1));
              return close(1, loss(f, pose));
            });
  }

  private static double loss(SymmetryAnswer answer, double[][] pose) {
    return answer.loss(pose, parents(), LEFT.clone(), RIGHT.clone());
  }

  /**
   * A pose whose limb pairs have these lengths and random directions; all other joints are random.
   */
  private static double[][] pose(double... lengths) {
    SplittableRandom random = new SplittableRandom(3);
    double[][] pose = new double[Skeleton.H36M_17.size()][];
    for (int j = 0; j < pose.length; j++) {
      pose[j] = random.doubles(3).map(v -> v - 0.5).toArray();
    }
    for (int pair = 0; pair < lengths.length; pair++) { // knees before ankles
      setLength(pose, LEFT[pair], lengths[pair]);
      setLength(pose, RIGHT[pair], lengths[pair]);
    }
    return pose;
  }

  private static double[][] stretched(int joint, double by) {
    double[][] pose = pose(1, 1, 1, 1);
    stretch(pose, joint, by);
    return pose;
  }

  /** Makes one limb longer and moves its child joints by the same vector. */
  private static void stretch(double[][] pose, int joint, double by) {
    double[] before = pose[joint].clone();
    setLength(pose, joint, length(pose, joint) + by);
    for (int j = 0; j < pose.length; j++) {
      for (int d = 0; j != joint && parents()[j] == joint && d < 3; d++) {
        pose[j][d] += pose[joint][d] - before[d];
      }
    }
  }

  private static void setLength(double[][] pose, int joint, double length) {
    double scale = length / length(pose, joint);
    double[] parent = pose[parents()[joint]];
    for (int d = 0; d < 3; d++) {
      pose[joint][d] = parent[d] + scale * (pose[joint][d] - parent[d]);
    }
  }

  private static double length(double[][] pose, int joint) {
    double[] parent = pose[parents()[joint]];
    return Math.sqrt(
        IntStream.range(0, 3).mapToDouble(d -> Math.pow(pose[joint][d] - parent[d], 2)).sum());
  }

  private static int[] parents() {
    return Skeleton.H36M_17.parents().stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] joints(String... names) {
    return IntStream.range(0, names.length).map(i -> Skeleton.H36M_17.index(names[i])).toArray();
  }

  private static boolean close(double expected, double actual) {
    return Math.abs(expected - actual) < TOLERANCE;
  }
}
