package isopose.exercise;

import isopose.notebook.Exercise;

/** The exercises of notebook 05: Algorithm 1 in online mode, and weight anchoring. */
public final class OnlineExercises {
  private static final double[] STREAM = {4, -2, 4, 1, 3};

  private OnlineExercises() {}

  /** Algorithm 1 in online mode, on a model with one parameter. */
  @FunctionalInterface
  public interface OnlineAnswer {
    /**
     * One prediction per sample, at most one step each (T = 1).
     *
     * @param trained the trained model
     * @param stream x_1 .. x_N
     * @param skip the model is adapted on the samples 0, skip, 2 skip, .. only
     */
    double[] predictions(ToyModel trained, double[] stream, int skip);
  }

  /** Weight anchoring: adapted weights move back towards the trained ones. */
  @FunctionalInterface
  public interface AnchoringAnswer {
    /**
     * The weights after anchoring.
     *
     * @param adapted the weights after a step of adaptation
     * @param source the weights after training
     * @param strength the fraction of the difference that is removed, 0 to 1
     */
    double[] anchored(double[] adapted, double[] source, double strength);
  }

  /** 5.1: the loop of Algorithm 1 in online mode, with the skipping of Sec. 4.4. */
  public static Exercise<OnlineAnswer> online() {
    return Exercise.<OnlineAnswer>named("5.1 Online ISO")
        .expect(
            "One prediction for each sample of the stream is expected, including the skipped ones.",
            f -> f.predictions(new ToyModel(2), STREAM, 3).length == STREAM.length)
        .expect(
            "The first sample: does the prediction come after its step?",
            f -> f.predictions(new ToyModel(2), STREAM, 1)[0] == expected(STREAM, 1)[0])
        .expect(
            "The second sample: which weights does online mode start from?",
            f ->
                VanillaExercises.same(
                    expected(STREAM, 1), f.predictions(new ToyModel(2), STREAM, 1)))
        .expect(
            "With skip 2, the model is adapted on the samples 0, 2, 4, ..; a skipped sample is predicted with the current weights.",
            f ->
                VanillaExercises.same(
                    expected(STREAM, 2), f.predictions(new ToyModel(2), STREAM, 2)))
        .expect(
            "The trained model must be unchanged afterwards, so that it can be used for a second stream.",
            f -> {
              ToyModel trained = new ToyModel(2);
              f.predictions(trained, STREAM, 1);
              return trained.theta() == 2;
            });
  }

  /** 5.2: move adapted weights back towards the trained ones. */
  public static Exercise<AnchoringAnswer> anchoring() {
    double[] adapted = {1, 2, -4};
    double[] source = {0, 4, -4};
    return Exercise.<AnchoringAnswer>named("5.2 Weight anchoring")
        .expect(
            "A strength of 0 leaves the adapted weights as they are.",
            f -> VanillaExercises.same(adapted, f.anchored(adapted.clone(), source.clone(), 0)))
        .expect(
            "A strength of 1 removes all adaptation: which weights remain?",
            f -> VanillaExercises.same(source, f.anchored(adapted.clone(), source.clone(), 1)))
        .expect(
            "A strength of 0.25: each weight keeps three quarters of its distance from the source.",
            f ->
                VanillaExercises.same(
                    new double[] {0.75, 2.5, -4},
                    f.anchored(adapted.clone(), source.clone(), 0.25)))
        .expect(
            "The source weights must not change: later samples are anchored to them.",
            f -> {
              double[] kept = source.clone();
              f.anchored(adapted.clone(), kept, 0.25);
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
