package isopose.exercise;

import isopose.notebook.Exercise;
import java.util.Arrays;
import java.util.List;

/** The exercises of notebook 15: frames that arrive too fast, and another person. */
public final class LiveExercises {
  private LiveExercises() {}

  /** Which frames a live session lifts. */
  @FunctionalInterface
  public interface NewestAnswer {
    /**
     * The frames that are lifted, in their order.
     *
     * @param arrivals (N) when each frame arrives, milliseconds, increasing
     * @param millis how long a frame takes
     * @return indices; while a frame is lifted, only the newest of those that arrive waits
     */
    List<Integer> lifted(double[] arrivals, double millis);
  }

  /** Whether two estimates of a body are of different persons. */
  @FunctionalInterface
  public interface AnotherAnswer {
    /**
     * The reset rule.
     *
     * @param before (10) ratios estimated from all frames before the window
     * @param window (10) ratios estimated from the window
     * @param spread (10) standard deviations of windows of one person
     * @param threshold the root mean square over the ten numbers above which it is another person
     */
    boolean isAnother(double[] before, double[] window, double[] spread, double threshold);
  }

  /** 15.1: the newest frame is lifted, the others are dropped. */
  public static Exercise<NewestAnswer> newest() {
    return Exercise.<NewestAnswer>named("15.1 The newest frame")
        .expect(
            "Each frame is done before the next one arrives: all are lifted.",
            f -> f.lifted(new double[] {0, 100, 200}, 50).equals(List.of(0, 1, 2)))
        .expect(
            "Frames 1 and 2 arrive while frame 0 is lifted: only the newest of them waits.",
            f -> f.lifted(new double[] {0, 10, 20}, 25).equals(List.of(0, 2)))
        .expect(
            "Frame 2 begins at 25 ms, when frame 0 is done, not at 20 ms, when it arrives.",
            f -> f.lifted(new double[] {0, 10, 20, 47, 49}, 25).equals(List.of(0, 2, 4)))
        .expect(
            "After a pause, a frame begins when it arrives.",
            f -> f.lifted(new double[] {0, 5, 100, 110, 115}, 20).equals(List.of(0, 1, 2, 4)))
        .expect("Without a frame, nothing is lifted.", f -> f.lifted(new double[0], 20).isEmpty());
  }

  /** 15.2: the reset rule for another person. */
  public static Exercise<AnotherAnswer> another() {
    return Exercise.<AnotherAnswer>named("15.2 Another person")
        .expect(
            "Equal estimates are of one person.",
            f -> !f.isAnother(new double[10], new double[10], all(0.1), 1))
        .expect(
            "Every number differs by five standard deviations; the threshold is 4.",
            f -> f.isAnother(new double[10], all(0.5), all(0.1), 4))
        .expect(
            "Shorter bones count as longer ones do.",
            f -> f.isAnother(new double[10], all(-0.5), all(0.1), 4))
        .expect(
            "One number of ten differs by nine standard deviations: the root mean square is 2.8.",
            f ->
                !f.isAnother(new double[10], first(0.9), all(0.1), 4)
                    && f.isAnother(new double[10], first(0.9), all(0.1), 2.7))
        .expect(
            "A bone that is hard to see has a large spread: is each number divided by its own?",
            f -> !f.isAnother(new double[10], first(0.9), spread(), 1));
  }

  private static double[] all(double value) {
    double[] values = new double[10];
    Arrays.fill(values, value);
    return values;
  }

  private static double[] first(double value) {
    double[] values = new double[10];
    values[0] = value;
    return values;
  }

  private static double[] spread() {
    double[] spread = all(0.1);
    spread[0] = 0.9;
    return spread;
  }
}
