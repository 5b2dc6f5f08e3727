package isopose.exercise;

import static isopose.exercise.VanillaExercises.same;

import isopose.notebook.Exercise;
import java.util.function.ToDoubleFunction;

/** The exercises of notebook 12: RepNet's kinematic chain space and its camera loss. */
public final class BenchmarkExercises {
  private static final int[] PARENTS = {0, 0, 1, 1};

  private BenchmarkExercises() {}

  /** The kinematic chain space of a pose. */
  @FunctionalInterface
  public interface ChainAnswer {
    /**
     * The inner products of all pairs of bone vectors.
     *
     * @param pose (J, 3)
     * @param parents each joint's parent; the root, joint 0, is its own and has no bone
     * @return (J - 1, J - 1): row and column k belong to the bone that ends in joint k + 1
     */
    double[][] products(double[][] pose, int[] parents);
  }

  /** 12.1: the matrix B B^T. */
  public static Exercise<ChainAnswer> chain() {
    double[][] pose = {{1, 1, 1}, {1, 3, 1}, {4, 3, 1}, {4, 6, 1}};
    return Exercise.<ChainAnswer>named("12.1 The kinematic chain space")
        .expect(
            "A skeleton of four joints has three bones.",
            f -> f.products(pose, PARENTS).length == 3 && f.products(pose, PARENTS)[0].length == 3)
        .expect(
            "On the diagonal: the squared length of each bone. Does a bone start at the parent of its joint?",
            f -> {
              double[][] chain = f.products(pose, PARENTS);
              return same(new double[] {4, 9, 18}, chain[0][0], chain[1][1], chain[2][2]);
            })
        .expect(
            "Beside the diagonal: the inner product of two bones, which contains the angle between them.",
            f -> {
              double[][] chain = f.products(pose, PARENTS);
              return same(new double[] {0, 6, 9}, chain[0][1], chain[0][2], chain[1][2])
                  && same(new double[] {0, 6, 9}, chain[1][0], chain[2][0], chain[2][1]);
            });
  }

  /** 12.2: how far a 2 x 3 matrix is from a weak perspective camera. */
  public static Exercise<ToDoubleFunction<double[][]>> camera() {
    double[][] skewed = {{1, 0, 0}, {1, 1, 0}};
    return Exercise.<ToDoubleFunction<double[][]>>named("12.2 The camera loss")
        .expect(
            "The first two rows of a rotation have a loss of 0.",
            f -> close(0, f.applyAsDouble(new double[][] {{0.6, 0, 0.8}, {0, 1, 0}})))
        .expect(
            "A common scale of both rows changes nothing: is the product divided by half of its trace?",
            f -> close(0, f.applyAsDouble(new double[][] {{6, 0, 8}, {0, 10, 0}})))
        .expect(
            "Rows of different length, 1 and 2: the sum of the absolute values of all four entries.",
            f -> close(1.2, f.applyAsDouble(new double[][] {{1, 0, 0}, {0, 2, 0}})))
        .expect(
            "Rows that are not orthogonal: do the entries beside the diagonal count?",
            f -> close(2, f.applyAsDouble(skewed)));
  }

  private static boolean close(double expected, double actual) {
    return Math.abs(expected - actual) < 1e-9;
  }
}
