package isopose.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.notebook.ExerciseResult;
import isopose.notebook.ExerciseResult.State;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Common mistakes in the exercises of notebook 14 are detected by the checks. */
class BodyExercisesTest {

  private static void assertHint(String hint, ExerciseResult outcome) {
    assertEquals(State.WRONG, outcome.state(), outcome.toString());
    assertTrue(outcome.message().contains(hint), outcome.message());
  }

  private static double length(double[][] pose, int[] parents, int joint) {
    double sum = 0;
    for (int d = 0; d < 3; d++) {
      sum += Math.pow(pose[joint][d] - pose[parents[joint]][d], 2);
    }
    return Math.sqrt(sum);
  }

  /** The ten numbers, with what can go wrong in them. */
  private static double[] ratios(
      double[][] pose, int[] parents, int[][] ends, boolean everyBone, boolean bothSides) {
    double sum = 0;
    double[] ratios = new double[ends.length];
    for (int k = 0; k < ends.length; k++) {
      double[] lengths =
          Arrays.stream(ends[k]).mapToDouble(joint -> length(pose, parents, joint)).toArray();
      ratios[k] = bothSides ? Arrays.stream(lengths).average().orElseThrow() : lengths[0];
      sum += (everyBone ? ends[k].length : 1.6) * ratios[k]; // equal bones have the right sum
    }
    for (int k = 0; k < ratios.length; k++) {
      ratios[k] = Math.log(16 * ratios[k] / sum);
    }
    return ratios;
  }

  @Test
  void ratiosWhoseSumCountsPairedBonesOnce() {
    assertHint(
        "count twice in the sum",
        BodyExercises.ratios().check((p, parents, ends) -> ratios(p, parents, ends, false, true)));
  }

  @Test
  void ratiosOfOneSide() {
    assertHint(
        "the mean of both lengths",
        BodyExercises.ratios().check((p, parents, ends) -> ratios(p, parents, ends, true, false)));
  }

  @Test
  void ratiosThatDependOnTheUnit() {
    assertHint(
        "another unit",
        BodyExercises.ratios()
            .check(
                (p, parents, ends) ->
                    Arrays.stream(ends)
                        .mapToDouble(joints -> Math.log(length(p, parents, joints[0])))
                        .toArray()));
  }

  /** A frame added to the sums, with what can go wrong in it. */
  private static double[] updated(double[] sums, double[] features, double weight, int kept) {
    double[] updated = new double[sums.length];
    for (int d = 0; d < sums.length; d++) {
      double added = d < features.length ? features[d] : 1;
      updated[d] = kept * sums[d] + weight * added;
    }
    return updated;
  }

  @Test
  void poolingThatForgets() {
    assertHint(
        "the sums of the frames before it",
        BodyExercises.pooling().check((sums, x, score) -> updated(sums, x, Math.exp(score), 0)));
  }

  @Test
  void poolingWithTheScoreAsTheWeight() {
    assertHint(
        "which weight does the first frame have",
        BodyExercises.pooling().check((sums, x, score) -> updated(sums, x, score, 1)));
  }

  @Test
  void poolingWithoutLimits() {
    assertHint(
        "one frame must not outweigh",
        BodyExercises.pooling().check((sums, x, score) -> updated(sums, x, Math.exp(score), 1)));
    assertHint(
        "lower limit",
        BodyExercises.pooling()
            .check((sums, x, score) -> updated(sums, x, Math.exp(Math.min(6, score)), 1)));
  }
}
