package isopose.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.notebook.ExerciseResult;
import isopose.notebook.ExerciseResult.State;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Common mistakes in the exercises of notebooks 02 and 06 to 13 are detected. {@link SolutionsTest}
 * runs the solutions.
 */
class CourseExercisesTest {

  private static void assertHint(String hint, ExerciseResult outcome) {
    assertEquals(State.WRONG, outcome.state(), outcome.toString());
    assertTrue(outcome.message().contains(hint), outcome.message());
  }

  @Test
  void aProjectionThatForgetsTheDepthOrThePrincipalPoint() {
    assertHint(
        "divided by the depth",
        DataExercises.projection()
            .check((x, f, cx, cy) -> new double[] {f * x[0] / 1000 + cx, f * x[1] / 1000 + cy}));
    assertHint(
        "to the principal point",
        DataExercises.projection()
            .check((x, f, cx, cy) -> new double[] {f * x[0] / x[2], f * x[1] / x[2]}));
  }

  @Test
  void aScaleOfTheWrongPoseOrOfLengths() {
    assertHint("numerator", DataExercises.scale().check((p, x) -> products(x, p)));
    assertHint(
        "minimum of squared",
        DataExercises.scale().check((p, x) -> Math.sqrt(squares(x) / squares(p))));
  }

  private static double products(double[][] divisor, double[][] other) {
    double sum = 0;
    for (int j = 0; j < divisor.length; j++) {
      for (int d = 0; d < 3; d++) {
        sum += divisor[j][d] * other[j][d];
      }
    }
    return sum / squares(divisor);
  }

  private static double squares(double[]... pose) {
    return Arrays.stream(pose).flatMapToDouble(Arrays::stream).map(v -> v * v).sum();
  }

  @Test
  void cycleTermsWithSumsOrExchangedWeights() {
    assertHint(
        "as a mean over the joints",
        TechniqueExercises.cycle()
            .check((x, again, lift, back, a, b) -> a * apart(x, again) + b * apart(lift, back)));
    assertHint(
        "its own weight",
        TechniqueExercises.cycle()
            .check(
                (x, again, lift, back, a, b) ->
                    (b * apart(x, again) + a * apart(lift, back)) / x.length));
  }

  private static double apart(double[][] a, double[][] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      for (int d = 0; d < a[j].length; d++) {
        sum += (a[j][d] - b[j][d]) * (a[j][d] - b[j][d]);
      }
    }
    return sum;
  }

  @Test
  void adamWithoutTheCorrectionOfTheMomentsAndPlainGradientDescent() {
    assertHint(
        "corrected",
        SweepExercises.adam()
            .check((g, a) -> path(g, a, 0.1 / Math.sqrt(0.001), g.length == 0 ? 1 : g[0])));
    assertHint("root of the mean square", SweepExercises.adam().check((g, a) -> path(g, a, 1, 1)));
  }

  /** Values after steps of a constant multiple of the gradient. */
  private static double[] path(double[] gradients, double alpha, double factor, double divisor) {
    double[] values = new double[gradients.length];
    double value = 0;
    for (int t = 0; t < values.length; t++) {
      value -= alpha * factor * gradients[t] / divisor;
      values[t] = value;
    }
    return values;
  }

  @Test
  void anIntervalOfMeansThatAreNotSorted() {
    assertHint(
        "sorted",
        SweepExercises.interval()
            .check(
                (values, draws) -> {
                  double[] means =
                      Arrays.stream(draws)
                          .mapToDouble(d -> Arrays.stream(d).mapToDouble(i -> values[i]).sum())
                          .map(sum -> sum / draws[0].length)
                          .toArray();
                  int below = (int) (0.025 * means.length);
                  return new double[] {means[below], means[means.length - 1 - below]};
                }));
  }

  @Test
  void aTimeLimitWithoutThePredictionsOrRoundedDown() {
    assertHint(
        "left for the steps",
        CostExercises.skip().check((s, p, limit) -> (int) Math.max(1, Math.ceil(s / limit))));
    assertHint(
        "left for the steps",
        CostExercises.skip().check((s, p, limit) -> (int) Math.max(1, s / (limit - p))));
  }

  @Test
  void theCorrelationInsteadOfItsSquare() {
    assertHint(
        "R^2 of 1",
        CostExercises.rSquared()
            .check((x, y) -> (y[y.length - 1] - y[0]) / (x[x.length - 1] - x[0])));
  }

  @Test
  void anInvertedRatioAndAnUnsortedDistance() {
    assertHint(
        "divided by the other",
        GeometryExercises.ratio()
            .check((pose, a, b, c) -> length(pose, b, c) / length(pose, a, b)));
    assertHint(
        "paired",
        GeometryExercises.wasserstein()
            .check(
                (a, b) -> {
                  double sum = 0;
                  for (int i = 0; i < a.length; i++) {
                    sum += Math.abs(a[i] - b[i]);
                  }
                  return sum / a.length;
                }));
    assertHint(
        "must not change",
        GeometryExercises.wasserstein()
            .check(
                (a, b) -> {
                  Arrays.sort(a);
                  Arrays.sort(b);
                  double sum = 0;
                  for (int i = 0; i < a.length; i++) {
                    sum += Math.abs(a[i] - b[i]);
                  }
                  return sum / a.length;
                }));
  }

  private static double length(double[][] pose, int a, int b) {
    return Math.sqrt(apart(new double[][] {pose[a]}, new double[][] {pose[b]}));
  }

  @Test
  void unitBonesThatStartAtTheOldParent() {
    assertHint(
        "the new position of its parent",
        RepresentationExercises.unitBones()
            .check(
                (pose, parents) -> {
                  double[][] result = new double[pose.length][3];
                  for (int j = 1; j < pose.length; j++) {
                    for (int d = 0; d < 3; d++) {
                      result[j][d] =
                          pose[parents[j]][d]
                              - pose[0][d]
                              + (pose[j][d] - pose[parents[j]][d]) / length(pose, j, parents[j]);
                    }
                  }
                  return result;
                }));
  }

  @Test
  void gapsThatAreFilledWithTheLastValue() {
    assertHint(
        "their mean",
        DetectionExercises.gaps()
            .check(
                track -> {
                  double[] filled = track.clone();
                  for (int i = 1; i < filled.length; i++) {
                    filled[i] = Double.isNaN(filled[i]) ? filled[i - 1] : filled[i];
                  }
                  return filled;
                }));
  }

  @Test
  void millimetresWithTheInverseDepth() {
    assertHint("solve u = f X / Z", DetectionExercises.millimetres().check((p, z, f) -> p * f / z));
  }

  @Test
  void aCameraLossThatDependsOnTheScale() {
    assertHint(
        "common scale",
        BenchmarkExercises.camera()
            .check(
                k ->
                    Math.abs(squares(k[0]) - 1)
                        + Math.abs(squares(k[1]) - 1)
                        + 2 * Math.abs(k[0][0] * k[1][0] + k[0][1] * k[1][1] + k[0][2] * k[1][2])));
  }

  @Test
  void aRotationAboutTheCamerasAxis() {
    assertHint(
        "must stay",
        SettingsExercises.rotation()
            .check(
                (x, azimuth, elevation) ->
                    new double[] {
                      Math.cos(azimuth) * x[0] + Math.sin(azimuth) * x[2],
                      x[1],
                      Math.cos(azimuth) * x[2] - Math.sin(azimuth) * x[0]
                    }));
  }

  @Test
  void aJointThatKeepsItsCoordinatesAtAnyDepth() {
    assertHint(
        "return to its 2D position",
        SettingsExercises.sight().check((x, z) -> new double[] {x[0], x[1], z}));
  }
}
