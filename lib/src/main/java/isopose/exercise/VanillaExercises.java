package isopose.exercise;

import isopose.notebook.Exercise;
import java.util.Arrays;

/** The exercises of notebook 04: Algorithm 1 in vanilla mode. */
public final class VanillaExercises {
  private static final double[] STREAM = {4, -2, 4, 1};

  private VanillaExercises() {}

  /** Algorithm 1 in vanilla mode, on a model with one parameter. */
  @FunctionalInterface
  public interface VanillaAnswer {
    /**
     * One prediction per sample.
     *
     * @param trained the trained model
     * @param stream x_1 .. x_N
     * @param steps T
     */
    double[] predictions(ToyModel trained, double[] stream, int steps);
  }

  /** The number of random views that a mini-batch needs. */
  @FunctionalInterface
  public interface ViewsAnswer {
    /**
     * The smallest number of views.
     *
     * @param noise the standard deviation of a gradient from one random view
     * @param wanted the largest standard deviation that the mean over all views may have
     */
    int views(double noise, double wanted);
  }

  /** 4.1: the loops of Algorithm 1 in vanilla mode. */
  public static Exercise<VanillaAnswer> vanilla() {
    return Exercise.<VanillaAnswer>named("4.1 Vanilla ISO")
        .expect(
            "One prediction for each sample of the stream is expected.",
            f -> f.predictions(new ToyModel(0), STREAM, 2).length == STREAM.length)
        .expect(
            "With T = 0 nothing is adapted: each prediction equals the prediction of the trained model.",
            f -> same(expected(STREAM, 0), f.predictions(new ToyModel(2), STREAM, 0)))
        .expect(
            "One sample, one step: is the prediction made after the step, and with the adapted model?",
            f -> same(expected(first(1), 1), f.predictions(new ToyModel(2), first(1), 1)))
        .expect(
            "One sample: are exactly T steps made?",
            f -> same(expected(first(1), 3), f.predictions(new ToyModel(2), first(1), 3)))
        .expect(
            "The same sample occurs twice in the stream, and its predictions differ: which weights does each sample start from?",
            f -> same(expected(STREAM, 2), f.predictions(new ToyModel(2), STREAM, 2)))
        .expect(
            "The trained model has changed: which model was adapted?",
            f -> {
              ToyModel trained = new ToyModel(2);
              f.predictions(trained, STREAM, 2);
              return trained.theta() == 2;
            });
  }

  /** 4.2: from the measured noise to a number of views per sample. */
  public static Exercise<ViewsAnswer> viewsPerSample() {
    return Exercise.<ViewsAnswer>named("4.2 Views per sample")
        .expect("One view is sufficient if its noise is acceptable.", f -> f.views(1, 1) == 1)
        .expect(
            "Half the noise: twice as many views are too few. How does the standard deviation of a mean decrease?",
            f -> f.views(1, 0.5) == 4)
        .expect("Does it depend on the ratio of the two alone?", f -> f.views(30, 15) == 4)
        .expect(
            "The number of views is an integer: in which direction is it rounded?",
            f -> f.views(1, 0.3) == 12)
        .expect("A mini-batch has at least one view.", f -> f.views(1, 100) == 1);
  }

  /** In closed form: a step halves the distance to x. */
  private static double[] expected(double[] stream, int steps) {
    return Arrays.stream(stream).map(x -> x + 10 * (x + (2 - x) * Math.pow(0.5, steps))).toArray();
  }

  private static double[] first(int count) {
    return Arrays.copyOf(STREAM, count);
  }

  static boolean same(double[] expected, double... actual) {
    boolean same = expected.length == actual.length;
    for (int i = 0; same && i < expected.length; i++) {
      same = Math.abs(expected[i] - actual[i]) < 1e-9;
    }
    return same;
  }
}
