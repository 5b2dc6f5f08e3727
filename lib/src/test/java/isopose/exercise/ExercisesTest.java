package isopose.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.notebook.ExerciseResult;
import isopose.notebook.ExerciseResult.State;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Common mistakes are detected by the checks. {@link SolutionsTest} runs the solutions. */
class ExercisesTest {

  private static void assertHint(String hint, ExerciseResult outcome) {
    assertEquals(State.WRONG, outcome.state(), outcome.toString());
    assertTrue(outcome.message().contains(hint), outcome.message());
  }

  private static double joints(double[][] p, double[][] t) {
    double sum = 0;
    for (int j = 0; j < p.length; j++) {
      for (int d = 0; d < 3; d++) {
        sum += (p[j][d] - t[j][d]) * (p[j][d] - t[j][d]);
      }
    }
    return sum / p.length;
  }

  @Test
  void aLossWithoutTheBoneTerm() {
    assertHint(
        "so has one bone",
        JointTrainingExercises.supervisedLoss().check((p, t, parents) -> joints(p, t)));
  }

  @Test
  void aLossThatCountsTheJointsTwiceInsteadOfTheBones() {
    assertHint(
        "what about its bones",
        JointTrainingExercises.supervisedLoss().check((p, t, parents) -> 2 * joints(p, t)));
  }

  @Test
  void aLossOfDistancesThatAreNotSquared() {
    assertHint(
        "are distances squared",
        JointTrainingExercises.supervisedLoss()
            .check(
                (p, t, parents) ->
                    2 * Math.sqrt(joints(p, t) / 17)
                        - (joints(p, t) == 1 ? 2 * Math.sqrt(1 / 17.0) - 1 : 0)));
  }

  @Test
  void theAdversarialLossWithRealAndFakeSwapped() {
    assertHint(
        "which argument holds the real poses",
        JointTrainingExercises.adversarialLoss()
            .check((r, y) -> mean(log(inverse(r))) + mean(log(y))));
  }

  @Test
  void theAdversarialLossWithoutOneMinus() {
    assertHint(
        "must have a higher value",
        JointTrainingExercises.adversarialLoss().check((r, y) -> mean(log(r)) + mean(log(y))));
  }

  @Test
  void theAdversarialLossSummedInsteadOfAveraged() {
    assertEquals(
        State.WRONG,
        JointTrainingExercises.adversarialLoss()
            .check((r, y) -> Arrays.stream(log(r)).sum() + Arrays.stream(log(inverse(y))).sum())
            .state());
  }

  @Test
  void theAdversarialLossWithTheLogarithmOfTheMean() {
    assertHint(
        "the mean of logarithms",
        JointTrainingExercises.adversarialLoss()
            .check((r, y) -> Math.log(mean(r)) + Math.log(mean(inverse(y)))));
  }

  private static double[] log(double... values) {
    return Arrays.stream(values).map(Math::log).toArray();
  }

  private static double[] inverse(double... values) {
    return Arrays.stream(values).map(v -> 1 - v).toArray();
  }

  private static double mean(double... values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** Algorithm 1 with everything that can go wrong in it. */
  private static double[] iso(
      ToyModel trained, double[] stream, int steps, boolean again, boolean before, boolean copy) {
    ToyModel model = copy ? trained.copy() : trained;
    double[] predictions = new double[stream.length];
    for (int i = 0; i < stream.length; i++) {
      model = again ? trained.copy() : model;
      predictions[i] = model.predict(stream[i]);
      for (int t = 0; t < steps; t++) {
        model.step(stream[i]);
      }
      predictions[i] = before ? predictions[i] : model.predict(stream[i]);
    }
    return predictions;
  }

  @Test
  void vanillaThatCarriesOn() {
    assertHint(
        "which weights does each sample start from",
        VanillaExercises.vanilla().check((m, x, t) -> iso(m, x, t, false, false, true)));
  }

  @Test
  void vanillaThatPredictsBeforeItSteps() {
    assertHint(
        "made after the step",
        VanillaExercises.vanilla().check((m, x, t) -> iso(m, x, t, true, true, true)));
  }

  @Test
  void vanillaWithOneStepTooMany() {
    assertHint(
        "the prediction of the trained model",
        VanillaExercises.vanilla().check((m, x, t) -> iso(m, x, t + 1, true, false, true)));
  }

  @Test
  void vanillaThatStepsOnceWhateverTIs() {
    assertHint(
        "exactly T steps",
        VanillaExercises.vanilla()
            .check((m, x, t) -> iso(m, x, Math.min(1, t), true, false, true)));
  }

  @Test
  void viewsThatGrowWithTheRatioInsteadOfItsSquare() {
    assertHint(
        "twice as many views are too few",
        VanillaExercises.viewsPerSample()
            .check((noise, wanted) -> (int) Math.max(1, Math.ceil(noise / wanted))));
  }

  @Test
  void viewsRoundedDown() {
    assertHint(
        "rounded",
        VanillaExercises.viewsPerSample()
            .check((noise, wanted) -> (int) Math.max(1, Math.pow(noise / wanted, 2))));
  }

  @Test
  void onlineThatStartsAgain() {
    assertHint(
        "which weights does online mode start from",
        OnlineExercises.online().check((m, x, skip) -> iso(m, x, 1, true, false, true)));
  }

  @Test
  void onlineThatNeverSkips() {
    assertHint(
        "skip 2", OnlineExercises.online().check((m, x, skip) -> iso(m, x, 1, false, false, true)));
  }

  @Test
  void onlineThatSpoilsTheTrainedModel() {
    assertHint(
        "must be unchanged",
        OnlineExercises.online()
            .check(
                (trained, x, skip) -> {
                  double[] predictions = new double[x.length];
                  for (int i = 0; i < x.length; i++) {
                    if (i % skip == 0) {
                      trained.step(x[i]);
                    }
                    predictions[i] = trained.predict(x[i]);
                  }
                  return predictions;
                }));
  }

  @Test
  void anchoringToTheAdaptedWeights() {
    assertHint("removes all adaptation", OnlineExercises.anchoring().check((a, s, strength) -> a));
  }

  @Test
  void anchoringThatChangesTheSource() {
    assertHint(
        "source weights must not change",
        OnlineExercises.anchoring()
            .check(
                (a, s, strength) -> {
                  double[] anchored = a.clone();
                  for (int i = 0; i < a.length; i++) {
                    anchored[i] = a[i] + strength * (s[i] - a[i]);
                    s[i] = strength == 0.25 ? anchored[i] : s[i];
                  }
                  return anchored;
                }));
  }

  private static double length(double[][] pose, int[] parents, int joint) {
    double sum = 0;
    for (int d = 0; d < 3; d++) {
      sum += Math.pow(pose[joint][d] - pose[parents[joint]][d], 2);
    }
    return Math.sqrt(sum);
  }

  /** By how much each left limb is longer than its partner. */
  private static double[] longer(double[][] pose, int[] parents, int[] left, int... right) {
    double[] longer = new double[left.length];
    for (int k = 0; k < left.length; k++) {
      longer[k] = length(pose, parents, left[k]) - length(pose, parents, right[k]);
    }
    return longer;
  }

  @Test
  void symmetryOfVectorsInsteadOfLengths() {
    assertHint(
        "are lengths compared",
        TechniqueExercises.symmetry()
            .check(
                (pose, parents, left, right) -> {
                  double sum = 0;
                  for (int k = 0; k < left.length; k++) {
                    for (int d = 0; d < 3; d++) {
                      double ofLeft = pose[left[k]][d] - pose[parents[left[k]]][d];
                      double ofRight = pose[right[k]][d] - pose[parents[right[k]]][d];
                      sum += (ofLeft - ofRight) * (ofLeft - ofRight);
                    }
                  }
                  return sum / left.length;
                }));
  }

  @Test
  void symmetryThatIsNotSquared() {
    assertHint(
        "do they cancel",
        TechniqueExercises.symmetry()
            .check(
                (pose, parents, left, right) ->
                    2 * Math.abs(mean(longer(pose, parents, left, right)))));
  }

  @Test
  void symmetrySummedInsteadOfAveraged() {
    assertHint(
        "a mean over the pairs",
        TechniqueExercises.symmetry()
            .check(
                (pose, parents, left, right) ->
                    Arrays.stream(longer(pose, parents, left, right)).map(v -> v * v).sum()));
  }

  @Test
  void symmetryThatPunishesTheLeftSideOnly() {
    assertHint(
        "if the right limb",
        TechniqueExercises.symmetry()
            .check(
                (pose, parents, left, right) ->
                    mean(
                        Arrays.stream(longer(pose, parents, left, right))
                            .map(v -> Math.pow(Math.max(0, v), 2))
                            .toArray())));
  }

  @Test
  void symmetryOfTwoPairsOnly() {
    assertHint(
        "all given joints",
        TechniqueExercises.symmetry()
            .check(
                (pose, parents, left, right) -> {
                  double[] longer = longer(pose, parents, left, right);
                  return (longer[0] * longer[0] + longer[1] * longer[1]) / 4;
                }));
  }
}
