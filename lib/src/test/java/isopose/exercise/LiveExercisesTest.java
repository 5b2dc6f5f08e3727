package isopose.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.notebook.ExerciseResult;
import isopose.notebook.ExerciseResult.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Common mistakes in the exercises of notebook 15 are detected by the checks. */
class LiveExercisesTest {
  private static void assertHint(String hint, ExerciseResult outcome) {
    assertEquals(State.WRONG, outcome.state(), outcome.toString());
    assertTrue(outcome.message().contains(hint), outcome.message());
  }

  /** Lifts the newest frame; a frame that waited begins when it arrived, or when there is time. */
  private static List<Integer> newest(double[] arrivals, double millis, boolean waits) {
    List<Integer> lifted = new ArrayList<>();
    double free = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < arrivals.length; i++) {
      boolean newerComesFirst = i + 1 < arrivals.length && arrivals[i + 1] <= free;
      if (!newerComesFirst) {
        lifted.add(i);
        free = (waits ? Math.max(free, arrivals[i]) : arrivals[i]) + millis;
      }
    }
    return lifted;
  }

  private static double rms(double[] a, double[] b, double[] spread) {
    double square = 0;
    for (int k = 0; k < a.length; k++) {
      square += Math.pow((b[k] - a[k]) / spread[k], 2) / a.length;
    }
    return Math.sqrt(square);
  }

  @Test
  void aQueueAndAFrameThatDoesNotWaitAreDetected() {
    assertEquals(
        State.RIGHT, LiveExercises.newest().check((a, millis) -> newest(a, millis, true)).state());
    assertHint(
        "only the newest",
        LiveExercises.newest().check((a, millis) -> IntStream.range(0, a.length).boxed().toList()));
    assertHint(
        "not at 20 ms", LiveExercises.newest().check((a, millis) -> newest(a, millis, false)));
  }

  @Test
  void aSignedDifferenceAndACommonSpreadAreDetected() {
    assertEquals(
        State.RIGHT,
        LiveExercises.another().check((a, b, s, threshold) -> rms(a, b, s) > threshold).state());
    assertHint(
        "Shorter bones",
        LiveExercises.another().check((a, b, s, threshold) -> (b[0] - a[0]) / s[0] > threshold));
    double[] common = new double[10];
    Arrays.fill(common, 0.1);
    assertHint(
        "divided by its own",
        LiveExercises.another().check((a, b, s, threshold) -> rms(a, b, common) > threshold));
  }
}
