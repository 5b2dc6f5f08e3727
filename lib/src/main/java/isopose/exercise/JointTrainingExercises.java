package isopose.exercise;

import isopose.notebook.Exercise;
import isopose.skeleton.Skeleton;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The exercises of notebook 03: the two losses of joint training. */
public final class JointTrainingExercises {
  private static final double TOLERANCE = 1e-9;
  private static final int WRIST = Skeleton.H36M_17.index("left_wrist");
  private static final int THORAX = Skeleton.H36M_17.index("thorax");

  private JointTrainingExercises() {}

  /** L_f (eq. 2) of one pose. */
  @FunctionalInterface
  public interface SupervisedAnswer {
    /**
     * The loss, a mean over joints.
     *
     * @param predicted (J, 3)
     * @param truth (J, 3)
     * @param parents each joint's parent; the root is its own
     */
    double loss(double[][] predicted, double[][] truth, int[] parents);
  }

  /** The value of eq. 3 for given outputs of the discriminator. */
  @FunctionalInterface
  public interface AdversarialAnswer {
    /**
     * The value that D maximises.
     *
     * @param ofReal D(r) for each real pose, probabilities
     * @param ofFake D(y) for each projected lift, probabilities
     */
    double value(double[] ofReal, double[] ofFake);
  }

  /** 3.1: write eq. 2. */
  public static Exercise<SupervisedAnswer> supervisedLoss() {
    int[] parents = Skeleton.H36M_17.parents().stream().mapToInt(Integer::intValue).toArray();
    double[][] truth = pose(1);
    return Exercise.<SupervisedAnswer>named("3.1 The supervised loss")
        .expect(
            "What is the loss of an exact prediction?",
            f -> close(0, f.loss(truth, truth, parents)))
        .expect(
            "Translate the whole pose by 1: every joint has an error of 1, but what about its bones?",
            f -> close(1, f.loss(moved(truth, 1, allJoints()), truth, parents)))
        .expect(
            "One wrist has an error of 2, and so has one bone: are distances squared, and is the result a mean over joints?",
            f -> close(8.0 / 17, f.loss(moved(truth, 2, WRIST), truth, parents)))
        .expect(
            "Only the thorax has an error of 1: how many bones end there?",
            f -> close(5.0 / 17, f.loss(moved(truth, 1, THORAX), truth, parents)))
        .expect(
            "Two random poses: are all three coordinates included?",
            f -> close(loss(pose(2), truth, parents), f.loss(pose(2), truth, parents)));
  }

  /** 3.2: write eq. 3. */
  public static Exercise<AdversarialAnswer> adversarialLoss() {
    return Exercise.<AdversarialAnswer>named("3.2 The adversarial loss of eq. 3")
        .expect(
            "A discriminator that guesses returns 1/2 for every pose. What is the sum of two logarithms of 1/2?",
            g -> close(-2 * Math.log(2), g.value(all(0.5, 4), all(0.5, 4))))
        .expect(
            "A correct D must have a higher value than an incorrect D: which argument holds the real poses?",
            g ->
                g.value(all(0.9, 3), all(0.1, 3)) > g.value(all(0.1, 3), all(0.9, 3))
                    && close(2 * Math.log(0.9), g.value(all(0.9, 3), all(0.1, 3))))
        .expect(
            "D returns 0.9 for real and 0.4 for fake poses: is the second term log D(y) or log(1 - D(y))?",
            g -> close(Math.log(0.9) + Math.log(0.6), g.value(all(0.9, 2), all(0.4, 2))))
        .expect(
            "Twice as many real poses with the same outputs: each expectation is a mean over its own poses.",
            g -> close(Math.log(0.9) + Math.log(0.6), g.value(all(0.9, 6), all(0.4, 2))))
        .expect(
            "Outputs that differ: the mean of logarithms is not the logarithm of the mean.",
            g ->
                close(
                    (Math.log(0.9) + Math.log(0.2)) / 2 + Math.log(0.6),
                    g.value(new double[] {0.9, 0.2}, all(0.4, 2))));
  }

  private static double loss(double[][] a, double[][] b, int... parents) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      for (int d = 0; d < 3; d++) {
        double joint = a[j][d] - b[j][d];
        double parent = a[parents[j]][d] - b[parents[j]][d];
        sum += joint * joint + (joint - parent) * (joint - parent);
      }
    }
    return sum / a.length;
  }

  private static double[][] pose(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, Skeleton.H36M_17.size())
        .mapToObj(j -> random.doubles(3).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] moved(double[][] pose, double by, int... joints) {
    double[][] moved = Arrays.stream(pose).map(double[]::clone).toArray(double[][]::new);
    for (int joint : joints) {
      moved[joint][2] += by;
    }
    return moved;
  }

  private static int[] allJoints() {
    return IntStream.range(0, Skeleton.H36M_17.size()).toArray();
  }

  private static double[] all(double value, int count) {
    double[] values = new double[count];
    Arrays.fill(values, value);
    return values;
  }

  private static boolean close(double expected, double actual) {
    return Math.abs(expected - actual) < TOLERANCE;
  }
}
