package isopose.exercise;

import isopose.notebook.Exercise;

/** The exercises of notebook 05: Algorithm 1 in online mode, and what holds it. */
public final class OnlineExercises {
  private static final double[] STREAM = {4, -2, 4, 1, 3};

  private OnlineExercises() {}

  /** Algorithm 1 in online mode, on a model of one number. */
  @FunctionalInterface
  public interface OnlineAnswer {
    /**
     * One prediction a sample, one step at most (T = 1).
     *
     * @param trained the model that training left
     * @param stream x_1 .. x_N
     * @param skip steps are made on the samples 0, skip, 2 skip, .. only
     */
    double[] predictions(ToyModel trained, double[] stream, int skip);
  }

  /** What pulls adapted weights back to the source. */
  @FunctionalInterface
  public interface PullAnswer {
    /**
     * The weights after the pull.
     *
     * @param adapted as a step left them
     * @param source as training left them
     * @param share how much of the way back they go, 0 to 1
     */
    double[] pulled(double[] adapted, double[] source, double share);
  }

  /** 5.1: write the loop of Algorithm 1 in online mode, with Sec. 4.4's skipping. */
  public static Exercise<OnlineAnswer> online() {
    return Exercise.<OnlineAnswer>named("5.1 Online ISO")
        .expect(
            "One prediction for each sample of the stream is expected, the skipped ones too.",
            f -> f.predictions(new ToyModel(2), STREAM, 3).length == STREAM.length)
        .expect(
            "The first sample: does the prediction come after its step?",
            f -> f.predictions(new ToyModel(2), STREAM, 1)[0] == expected(STREAM, 1)[0])
        .expect(
            "The second sample: where does online start from?",
            f ->
                VanillaExercises.same(
                    expected(STREAM, 1), f.predictions(new ToyModel(2), STREAM, 1)))
        .expect(
            "With skip 2, the samples 0, 2, 4, .. are learned from; a skipped sample is predicted by the model as it is.",
            f ->
                VanillaExercises.same(
                    expected(STREAM, 2), f.predictions(new ToyModel(2), STREAM, 2)))
        .expect(
            "A second stream must find the trained model as training left it.",
            f -> {
              ToyModel trained = new ToyModel(2);
              f.predictions(trained, STREAM, 1);
              return trained.theta() == 2;
            });
  }

  /** 5.2: pull weights back to the source. */
  public static Exercise<PullAnswer> pull() {
    double[] adapted = {1, 2, -4};
    double[] source = {0, 4, -4};
    return Exercise.<PullAnswer>named("5.2 The pull")
        .expect(
            "A share of 0 leaves the adapted weights as they are.",
            f -> VanillaExercises.same(adapted, f.pulled(adapted.clone(), source.clone(), 0)))
        .expect(
            "A share of 1 forgets everything: what is left?",
            f -> VanillaExercises.same(source, f.pulled(adapted.clone(), source.clone(), 1)))
        .expect(
            "A quarter of the way back: each weight keeps three quarters of its distance from the source.",
            f ->
                VanillaExercises.same(
                    new double[] {0.75, 2.5, -4}, f.pulled(adapted.clone(), source.clone(), 0.25)))
        .expect(
            "The source must not move: it is what later samples are pulled to.",
            f -> {
              double[] kept = source.clone();
              f.pulled(adapted.clone(), kept, 0.25);
              return VanillaExercises.same(source, kept);
            });
  }

  private static double[] expected(double[] stream, int skip) {
    double theta = 2;
    double[] predictions = new double[stream.length];
    for (int i = 0; i < stream.length; i++) {
      theta = i % skip == 0 ? (theta + stream[i]) / 2 : theta;
      predictions[i] = stream[i] + 10 * theta;
    }
    return predictions;
  }
}
