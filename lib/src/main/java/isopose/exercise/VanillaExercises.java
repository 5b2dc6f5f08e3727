package isopose.exercise;

import isopose.notebook.Exercise;
import java.util.Arrays;

/** The exercises of notebook 04: Algorithm 1 in vanilla mode. */
public final class VanillaExercises {
  private static final double[] STREAM = {4, -2, 4, 1};

  private VanillaExercises() {}

  /** Algorithm 1 in vanilla mode, on a model of one number. */
  @FunctionalInterface
  public interface VanillaAnswer {
    /**
     * One prediction a sample.
     *
     * @param trained the model that training left
     * @param stream x_1 .. x_N
     * @param steps T
     */
    double[] predictions(ToyModel trained, double[] stream, int steps);
  }

  /** How many copies a mini-batch needs. */
  @FunctionalInterface
  public interface CopiesAnswer {
    /**
     * The smallest number of copies.
     *
     * @param noise the standard deviation of a gradient from one random view
     * @param wanted the largest standard deviation that the mean over all copies may have
     */
    int copies(double noise, double wanted);
  }

  /** 4.1: write the loops of Algorithm 1 in vanilla mode. */
  public static Exercise<VanillaAnswer> vanilla() {
    return Exercise.<VanillaAnswer>named("4.1 Vanilla ISO")
        .expect(
            "One prediction for each sample of the stream is expected.",
            f -> f.predictions(new ToyModel(0), STREAM, 2).length == STREAM.length)
        .expect(
            "With T = 0 nothing is adapted: each prediction is the trained model's own.",
            f -> same(expected(STREAM, 0), f.predictions(new ToyModel(2), STREAM, 0)))
        .expect(
            "Only one sample, one step: does the prediction come after the step, and from the model that was stepped?",
            f -> same(expected(first(1), 1), f.predictions(new ToyModel(2), first(1), 1)))
        .expect(
            "Only one sample: is it stepped exactly T times?",
            f -> same(expected(first(1), 3), f.predictions(new ToyModel(2), first(1), 3)))
        .expect(
            "The same sample comes twice in the stream, and its predictions differ: where does each sample start?",
            f -> same(expected(STREAM, 2), f.predictions(new ToyModel(2), STREAM, 2)))
        .expect(
            "Afterwards the trained model is not what it was: what was stepped?",
            f -> {
              ToyModel trained = new ToyModel(2);
              f.predictions(trained, STREAM, 2);
              return trained.theta() == 2;
            });
  }

  /** 4.2: from the measured noise to a number of copies. */
  public static Exercise<CopiesAnswer> copies() {
    return Exercise.<CopiesAnswer>named("4.2 How many copies?")
        .expect("One copy is enough when its noise is allowed.", f -> f.copies(1, 1) == 1)
        .expect(
            "Half the noise: twice as many copies are too few. How does the spread of a mean shrink?",
            f -> f.copies(1, 0.5) == 4)
        .expect("Does it depend on the ratio of the two alone?", f -> f.copies(30, 15) == 4)
        .expect(
            "There are no broken copies: which way is the number rounded?",
            f -> f.copies(1, 0.3) == 12)
        .expect("There is no mini-batch of 0 copies.", f -> f.copies(1, 100) == 1);
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
