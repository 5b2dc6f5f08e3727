package isopose.exercise;

import isopose.notebook.Exercise;
import java.util.function.ToDoubleBiFunction;

/** The exercises of notebook 09: the ratio of two bones, and a distance between distributions. */
public final class GeometryExercises {
  private GeometryExercises() {}

  /** The ratio of an upper to a lower bone. */
  @FunctionalInterface
  public interface RatioAnswer {
    /**
     * The ratio of two adjacent bones.
     *
     * @param pose (J, 3)
     * @param upper the joint at the upper end of the limb, such as the shoulder
     * @param middle the joint between the two bones
     * @param lower the joint at the lower end
     */
    double ratio(double[][] pose, int upper, int middle, int lower);
  }

  /** 9.1: the ratio of a limb. */
  public static Exercise<RatioAnswer> ratio() {
    double[][] pose = {{9, 9, 9}, {1, 2, 2}, {1, 2, 5}, {1, 6, 5}};
    return Exercise.<RatioAnswer>named("9.1 A limb ratio")
        .expect(
            "An upper bone of 3 and a lower bone of 4: which one is divided by the other?",
            f -> close(0.75, f.ratio(pose, 1, 2, 3)))
        .expect(
            "The joints are arguments: the same bones from the other end have the inverse ratio.",
            f -> close(4 / 3.0, f.ratio(pose, 3, 2, 1)))
        .expect(
            "Another place and another direction change nothing: are lengths computed from differences of joints?",
            f ->
                close(
                    0.75,
                    f.ratio(
                        new double[][] {{0, 0, 0}, {-3, 1, 0}, {0, 1, 0}, {0, 1, 4}}, 1, 2, 3)));
  }

  /** 9.2: the Wasserstein-1 distance of two samples of equal size. */
  public static Exercise<ToDoubleBiFunction<double[], double[]>> wasserstein() {
    double[] a = {1, 4, 2};
    return Exercise.<ToDoubleBiFunction<double[], double[]>>named("9.2 The Wasserstein distance")
        .expect(
            "The same numbers in another order have a distance of 0: how are the numbers paired?",
            f -> close(0, f.applyAsDouble(a, new double[] {4, 1, 2})))
        .expect(
            "A shift by 3 in either direction has a distance of 3.",
            f ->
                close(3, f.applyAsDouble(a, new double[] {4, 7, 5}))
                    && close(3, f.applyAsDouble(new double[] {4, 7, 5}, a)))
        .expect(
            "Two of three numbers differ, by 1 and by 2: is it a mean of absolute differences?",
            f -> close(1, f.applyAsDouble(a, new double[] {0, 2, 6})))
        .expect(
            "The arguments must not change: a later cell uses them again.",
            f -> {
              double distance = f.applyAsDouble(a, new double[] {3, 2, 1});
              return !Double.isNaN(distance) && VanillaExercises.same(new double[] {1, 4, 2}, a);
            });
  }

  private static boolean close(double expected, double actual) {
    return Math.abs(expected - actual) < 1e-9;
  }
}
