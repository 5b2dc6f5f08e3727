package isopose.exercise;

import static isopose.exercise.VanillaExercises.same;

import isopose.notebook.Exercise;
import java.util.Arrays;

/** The exercises of notebook 07: the size of a step of Adam, and an interval over clips. */
public final class SweepExercises {
  private SweepExercises() {}

  /** Adam on one parameter. */
  @FunctionalInterface
  public interface AdamAnswer {
    /**
     * The values of the parameter after each step, from 0 and with moments of 0.
     *
     * @param gradients the gradient of each step
     * @param alpha the learning rate
     */
    double[] values(double[] gradients, double alpha);
  }

  /** A bootstrap over clips. */
  @FunctionalInterface
  public interface IntervalAnswer {
    /**
     * The bounds of the interval that contains the central 95 % of the means.
     *
     * @param differences one number per clip
     * @param draws each the indices of the clips of one resample
     */
    double[] interval(double[] differences, int[][] draws);
  }

  /** 7.1: the update of Adam, with beta1 = 0.9, beta2 = 0.999 and epsilon = 1e-8. */
  public static Exercise<AdamAnswer> adam() {
    return Exercise.<AdamAnswer>named("7.1 Adam")
        .expect(
            "One value per step is expected.",
            f -> f.values(new double[] {1, 1, 1}, 0.1).length == 3)
        .expect(
            "The first step with a gradient of 1 decreases the parameter by alpha: are both moments corrected by 1 - beta^t?",
            f -> same(new double[] {-0.1}, rounded(f.values(new double[] {1}, 0.1))))
        .expect(
            "A gradient of 1000 makes the same first step: is the mean divided by the root of the mean square?",
            f -> same(new double[] {-0.1}, rounded(f.values(new double[] {1000}, 0.1))))
        .expect(
            "A zero gradient after a gradient of 1: the moments continue, with 0.9 and 0.999 of their values.",
            f -> same(rounded(adam(1, 0)), rounded(f.values(new double[] {1, 0}, 1))))
        .expect(
            "Gradients of different sizes: is the second moment the mean of the squares?",
            f -> same(rounded(adam(1, -3, 0.2)), rounded(f.values(new double[] {1, -3, 0.2}, 1))));
  }

  /** 7.2: the percentile interval of resampled means. */
  public static Exercise<IntervalAnswer> interval() {
    int[][] draws = new int[1000][2];
    Arrays.setAll(draws, i -> new int[] {(617 * i) % 1000, (617 * i) % 1000}); // a permutation
    double[] values = new double[1000];
    Arrays.setAll(values, i -> i);
    return Exercise.<IntervalAnswer>named("7.2 An interval over clips")
        .expect(
            "All differences are equal: both bounds have this value.",
            f -> same(new double[] {3, 3}, f.interval(new double[] {3, 3}, new int[][] {{0, 1}})))
        .expect(
            "One resample: its mean contains a clip as often as it was drawn.",
            f -> same(new double[] {5, 5}, f.interval(new double[] {2, 8}, new int[][] {{0, 1}})))
        .expect(
            "The means 0, 1, ..., 999 in any order: 25 of them lie below the interval and 25 above. Are the means sorted?",
            f -> {
              double[] bounds = f.interval(values, draws);
              return Math.abs(bounds[0] - 25) <= 1 && Math.abs(bounds[1] - 974) <= 1;
            });
  }

  private static double[] adam(double... gradients) {
    double[] values = new double[gradients.length];
    double mean = 0;
    double square = 0;
    double value = 0;
    for (int t = 1; t <= gradients.length; t++) {
      double gradient = gradients[t - 1];
      mean = 0.9 * mean + 0.1 * gradient;
      square = 0.999 * square + 0.001 * gradient * gradient;
      double corrected = Math.sqrt(square / (1 - Math.pow(0.999, t)));
      value -= mean / (1 - Math.pow(0.9, t)) / (corrected + 1e-8);
      values[t - 1] = value;
    }
    return values;
  }

  /** To six digits: epsilon may be inside or outside of the root. */
  private static double[] rounded(double... values) {
    return Arrays.stream(values).map(v -> Math.round(1e6 * v) / 1e6).toArray();
  }
}
