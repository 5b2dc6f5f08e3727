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

  /** Eq. 3's value for some judgements of the discriminator. */
  @FunctionalInterface
  public interface GameAnswer {
    /**
     * The value that D maximises.
     *
     * @param ofReal D(r) for each real pose, probabilities
     * @param ofFake D(y) for each fake one, probabilities
     */
    double value(double[] ofReal, double[] ofFake);
  }

  /** 3.1: write eq. 2. */
  public static Exercise<SupervisedAnswer> supervisedLoss() {
    int[] parents = Skeleton.H36M_17.parents().stream().mapToInt(Integer::intValue).toArray();
    double[][] truth = pose(1);
    return Exercise.<SupervisedAnswer>named("3.1 The supervised loss")
        .expect(
            "What is the loss of a perfect prediction?",
            f -> close(0, f.loss(truth, truth, parents)))
        .expect(
            "Move a whole pose by 1: every joint is wrong by 1, but what about its bones?",
            f -> close(1, f.loss(moved(truth, 1, allJoints()), truth, parents)))
        .expect(
            "One wrist is wrong by 2, and so is one bone: are distances squared, and is it the mean over joints?",
            f -> close(8.0 / 17, f.loss(moved(truth, 2, WRIST), truth, parents)))
        .expect(
            "The thorax alone is wrong by 1: how many bones meet there?",
            f -> close(5.0 / 17, f.loss(moved(truth, 1, THORAX), truth, parents)))
        .expect(
            "Two random poses: do all three coordinates count?",
            f -> close(loss(pose(2), truth, parents), f.loss(pose(2), truth, parents)));
  }

  /** 3.2: write eq. 3. */
  public static Exercise<GameAnswer> game() {
    return Exercise.<GameAnswer>named("3.2 The game of eq. 3")
        .expect(
            "A discriminator that only guesses says 1/2 to everything. What are two logarithms of 1/2?",
            g -> close(-2 * Math.log(2), g.value(all(0.5, 4), all(0.5, 4))))
        .expect(
            "D that is right must have a higher value than D that is wrong: which poses are which?",
            g ->
                g.value(all(0.9, 3), all(0.1, 3)) > g.value(all(0.1, 3), all(0.9, 3))
                    && close(2 * Math.log(0.9), g.value(all(0.9, 3), all(0.1, 3))))
        .expect(
            "D says 0.9 to real and 0.4 to fake poses: is it log D(y), or the logarithm of what is missing to 1?",
            g -> close(Math.log(0.9) + Math.log(0.6), g.value(all(0.9, 2), all(0.4, 2))))
        .expect(
            "Twice as many real poses, the same judgements: E is a mean, each over its own poses.",
            g -> close(Math.log(0.9) + Math.log(0.6), g.value(all(0.9, 6), all(0.4, 2))))
        .expect(
            "Judgements that differ: the mean of logarithms is not the logarithm of a mean.",
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
