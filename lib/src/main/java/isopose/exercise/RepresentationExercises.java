package isopose.exercise;

import isopose.notebook.Exercise;
import java.util.function.ToDoubleBiFunction;

/** The exercises of notebook 10: poses of unit bones, and a rank correlation. */
public final class RepresentationExercises {
  private static final int[] PARENTS = {0, 0, 1, 2, 0};
  private static final double[][] POSE = {{5, 5, 5}, {5, 8, 5}, {5, 8, 9}, {7, 8, 9}, {5, 5, 3}};

  private RepresentationExercises() {}

  /** A pose without its bone lengths. */
  @FunctionalInterface
  public interface UnitBonesAnswer {
    /**
     * The pose with the same directions, every bone of length one and the root at the origin.
     *
     * @param pose (J, 3)
     * @param parents each joint's parent, before the joint in order; the root is its own
     */
    double[][] unitBones(double[][] pose, int[] parents);
  }

  /** 10.1: remove the bone lengths of a pose. */
  public static Exercise<UnitBonesAnswer> unitBones() {
    return Exercise.<UnitBonesAnswer>named("10.1 Unit bones")
        .expect(
            "The root of the result is at the origin; it has no bone.", f -> same(f, 0, 0, 0, 0))
        .expect(
            "A bone that starts at the root: is its vector divided by its length?",
            f -> same(f, 1, 0, 1, 0))
        .expect(
            "The next joint: does its bone start at the new position of its parent?",
            f -> same(f, 2, 0, 1, 1))
        .expect(
            "Every joint to the end of the chain.",
            f -> same(f, 3, 1, 1, 1) && same(f, 4, 0, 0, -1))
        .expect(
            "The given pose must not change.",
            f -> {
              f.unitBones(POSE, PARENTS);
              return POSE[3][0] == 7;
            });
  }

  /** 10.2: Spearman's correlation of numbers without ties. */
  public static Exercise<ToDoubleBiFunction<double[], double[]>> rankCorrelation() {
    double[] x = {10, 30, 20, 40};
    return Exercise.<ToDoubleBiFunction<double[], double[]>>named("10.2 The rank correlation")
        .expect(
            "Numbers in the same order have a correlation of 1, also if they are not on a line.",
            f -> close(1, f.applyAsDouble(x, new double[] {1, 3, 2, 1000})))
        .expect(
            "Numbers in the opposite order have -1.",
            f -> close(-1, f.applyAsDouble(x, new double[] {4, 2, 3, 1})))
        .expect(
            "Ranks 1, 3, 2, 4 and 2, 3, 1, 4: it is the ordinary correlation of the ranks.",
            f -> close(0.8, f.applyAsDouble(x, new double[] {5, 6, 4, 9})));
  }

  private static boolean same(UnitBonesAnswer answer, int joint, double... expected) {
    return VanillaExercises.same(expected, answer.unitBones(POSE, PARENTS)[joint]);
  }

  private static boolean close(double expected, double actual) {
    return Math.abs(expected - actual) < 1e-9;
  }
}
