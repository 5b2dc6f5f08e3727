package isopose.exercise;

import isopose.notebook.Exercise;
import java.util.function.ToDoubleBiFunction;

/** The exercises of notebook 08: adaptation within a time limit, and the fit of a line. */
public final class CostExercises {
  private CostExercises() {}

  /** How often a stream can be adapted. */
  @FunctionalInterface
  public interface SkipAnswer {
    /**
     * The smallest k such that a step on every k-th sample stays within the mean time per sample.
     *
     * @param step milliseconds of a step of adaptation
     * @param prediction milliseconds of a prediction, which every sample needs
     * @param limit milliseconds per sample on average, more than those of a prediction
     */
    int skip(double step, double prediction, double limit);
  }

  /** 8.1: choose k of Online-skip for a time limit. */
  public static Exercise<SkipAnswer> skip() {
    return Exercise.<SkipAnswer>named("8.1 A time limit")
        .expect("There is time for a step on every sample: k = 1.", f -> f.skip(10, 1, 40) == 1)
        .expect(
            "A step of 80 ms, no time for the prediction, 40 ms per sample: every second sample.",
            f -> f.skip(80, 0, 40) == 2)
        .expect(
            "Every sample is also predicted: how much time is left for the steps?",
            f -> f.skip(80, 2, 40) == 3)
        .expect("k is a whole number: is it rounded up?", f -> f.skip(100, 5, 40) == 3);
  }

  /** 8.2: R^2 of the least-squares line y = a + b x. */
  public static Exercise<ToDoubleBiFunction<double[], double[]>> rSquared() {
    double[] x = {0, 1, 2, 4};
    return Exercise.<ToDoubleBiFunction<double[], double[]>>named("8.2 The fit of a line")
        .expect(
            "Points on a line have an R^2 of 1, whatever its slope and offset.",
            f -> close(1, f.applyAsDouble(x, new double[] {70, 60, 50, 30})))
        .expect(
            "Points without a linear trend have an R^2 of 0.",
            f -> close(0, f.applyAsDouble(new double[] {-1, 0, 1}, new double[] {1, 3, 1})))
        .expect(
            "One minus the squares of the residuals divided by the squares of the deviations from the mean.",
            f -> close(40 / 49.0, f.applyAsDouble(x, new double[] {1, 3, 2, 6})));
  }

  private static boolean close(double expected, double actual) {
    return Math.abs(expected - actual) < 1e-9;
  }
}
