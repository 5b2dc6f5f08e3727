package isopose.adapt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.MaxNorm;
import isopose.TinyWorld;
import isopose.adapt.AdaptSettings.Mode;
import isopose.geometry.ViewRange;
import isopose.loss.Adversary;
import isopose.loss.GeneratorLoss;
import isopose.loss.SslObjective;
import isopose.model.Arithmetic;
import isopose.model.Discriminator;
import isopose.model.DivergedException;
import isopose.model.Lifter;
import isopose.model.Predictor;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.skeleton.Poses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InferenceStageOptimizationTest extends AdaptationSetup {
  /** Mode none predicts many samples at once, which adds in another order. */
  private static final float ROUNDING = 1e-6f;

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"VANILLA", "ONLINE"})
  void noStepsIsNoAdaptation(Mode mode) {
    float[] plain = run(with(Mode.NONE, 1)).values();
    assertArrayEquals(plain, run(with(mode, 0)).values(), ROUNDING);
    Poses batched =
        new Predictor(networks.lifter(), true)
            .predict(session.manager(), trained, stream, Predictor.Head.FSL);
    assertArrayEquals(batched.values(), plain, 1e-5f);
    assertFalse(Arrays.equals(plain, run(with(mode, 1)).values()), "one step does something");
  }

  /** A Baseline predicts without a technique. */
  @Test
  void withoutAdaptationThereNeedsToBeNoTechnique() {
    AdaptSettings none = with(Mode.NONE, 1);
    try (var baseline = new InferenceStageOptimization(session, networks, trained, null, none)) {
      assertArrayEquals(run(none).values(), baseline.run(stream, (i, loss) -> {}).values(), 0);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"VANILLA", "ONLINE"})
  void theSameSeedGivesTheSameBits(Mode mode) {
    assertArrayEquals(run(with(mode, 2)).values(), run(with(mode, 2)).values(), 0);
  }

  /** Also after a stream that ended with numbers that are not finite. */
  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"NONE", "VANILLA", "ONLINE"})
  void anotherStreamStartsFromTheTrainedWeights(Mode mode) {
    for (Arithmetic arithmetic : Arithmetic.values()) {
      Session computing = session.with(arithmetic);
      try (InferenceStageOptimization iso =
          new InferenceStageOptimization(
              computing, networks, trained, TinyWorld.CYCLE, with(mode, 2))) {
        float[] first = iso.run(stream, (i, loss) -> {}).values();
        iso.restart();
        Poses broken = stream.slice(0, 4);
        broken.values()[3 * broken.stride()] = Float.NaN;
        assertThrows(DivergedException.class, () -> iso.run(broken, (i, loss) -> {}));
        iso.restart();
        assertArrayEquals(first, iso.run(stream, (i, loss) -> {}).values(), 0, arithmetic.name());
      }
    }
  }

  /** What was filled in was not observed: it is predicted, and nothing is learned from it. */
  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"VANILLA", "ONLINE"})
  void aSampleThatWasNotSeenIsPredictedWithoutAdaptingToIt(Mode mode) {
    double[] losses = new double[stream.count()];
    Poses predictions;
    try (InferenceStageOptimization iso = iso(with(mode, 1))) {
      predictions = iso.run(stream, i -> i >= 2, (i, loss) -> losses[i] = loss);
    }
    Poses plain = run(with(Mode.NONE, 1));
    for (int i = 0; i < stream.count(); i++) {
      assertEquals(i < 2, Double.isNaN(losses[i]), "loss of sample " + i);
      assertEquals(
          i < 2,
          farthest(plain.slice(i, i + 1), predictions.slice(i, i + 1)) < ROUNDING,
          "prediction of sample " + i);
    }
  }

  private static double farthest(Poses one, Poses other) {
    return MaxNorm.distance(one.values(), other.values());
  }

  @Test
  void onlineMovesWhatEq6NamesAndNothingElse() {
    try (InferenceStageOptimization iso = iso(SMALL)) {
      iso.run(stream, (i, loss) -> {});
      for (String name : trained.names()) {
        boolean same = Arrays.equals(values(trained, name), values(iso.adapted(), name));
        boolean statistic = name.contains("running_");
        boolean eq6 =
            name.startsWith(Lifter.EXTRACTOR)
                || name.startsWith(Lifter.SSL_HEAD)
                || name.startsWith(Discriminator.PREFIX);
        assertEquals(!(eq6 && !statistic), same, name);
      }
    }
  }

  @Test
  void theTrainedWeightsStayAsTheyAre() {
    try (Weights before = trained.duplicate()) {
      run(SMALL);
      for (String name : trained.names()) {
        assertArrayEquals(values(before, name), values(trained, name), 0, name);
      }
    }
  }

  /** If weights or Adam's moments leaked from sample to sample, the order would matter. */
  @Test
  void vanillaStartsEverySampleAgainExactly() {
    AdaptSettings vanilla = with(Mode.VANILLA, 3);
    Poses repeated = new Poses(new float[3 * stream.stride()], 17, 2);
    for (int i = 0; i < 3; i++) {
      System.arraycopy(stream.values(), 0, repeated.values(), i * stream.stride(), stream.stride());
    }
    Poses alone;
    try (InferenceStageOptimization iso = iso(vanilla)) {
      alone = iso.run(stream.slice(0, 1), (i, loss) -> {});
    }
    float[] firstOfMany = run(vanilla).slice(0, 1).values();
    assertArrayEquals(alone.values(), firstOfMany, 0);
    List<Double> losses = new ArrayList<>();
    try (InferenceStageOptimization iso = iso(with(Mode.VANILLA, 1))) {
      iso.run(repeated, (i, loss) -> losses.add(loss));
      // other views are drawn for each sample, so the losses differ a little, but do not fall
      assertEquals(losses.get(0), losses.get(2), 0.2 * losses.get(0));
    }
    assertWeightsReturn(vanilla);
  }

  private void assertWeightsReturn(AdaptSettings vanilla) {
    AdaptSettings never = new AdaptSettings(Mode.VANILLA, 3, vanilla.rate(), 4, 2, true, 7);
    try (InferenceStageOptimization iso = iso(never)) {
      iso.run(stream.slice(0, 2), (i, loss) -> {}); // the second sample is skipped
      for (String name : trained.names()) {
        assertArrayEquals(values(trained, name), values(iso.adapted(), name), 0, name);
      }
    }
  }

  @Test
  void skipAdaptsOnEveryNthSampleOnly() {
    List<Boolean> adapted = new ArrayList<>();
    try (InferenceStageOptimization iso =
        iso(new AdaptSettings(Mode.ONLINE, 1, 1e-3, 4, 3, true, 7))) {
      iso.run(stream, (i, loss) -> adapted.add(!Double.isNaN(loss)));
    }
    assertEquals(List.of(true, false, false, true, false, false), adapted);
  }

  @Test
  void manyStepsOnOneSampleLowerItsOwnLoss() {
    List<Double> losses = new ArrayList<>();
    Poses one = stream.select(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    try (InferenceStageOptimization iso =
        iso(new AdaptSettings(Mode.ONLINE, 3, 1e-3, 64, 1, true, 1))) {
      iso.run(one, (i, loss) -> losses.add(loss));
    }
    assertTrue(losses.get(19) < 0.7 * losses.get(0), losses.toString());
  }

  @Test
  void bothTechniquesAdapt() {
    SslObjective adversary = new Adversary(GeneratorLoss.NONSATURATING, 0, ViewRange.PAPER);
    try (InferenceStageOptimization iso = iso(SMALL, adversary)) {
      Poses adapted = iso.run(stream, (i, loss) -> {});
      assertNotEquals(0, adapted.get(0, 5, 2));
      assertFalse(Arrays.equals(run(SMALL).values(), adapted.values()));
    }
  }

  @Test
  void aListenerCanStopTheStream() {
    List<Integer> seen = new ArrayList<>();
    try (InferenceStageOptimization iso = iso(SMALL)) {
      assertThrows(
          IllegalStateException.class,
          () ->
              iso.run(
                  stream,
                  (i, loss) -> {
                    seen.add(i);
                    if (i == 2) {
                      throw new IllegalStateException("stop");
                    }
                  }));
    }
    assertEquals(List.of(0, 1, 2), seen);
  }

  @Test
  void theDistanceFromTheTrainedWeightsIsTold() {
    List<Double> distances = new ArrayList<>();
    try (InferenceStageOptimization iso = iso(SMALL)) {
      iso.run(
          stream,
          new AdaptationListener() {
            @Override
            public void predicted(int i, double loss) {}

            @Override
            public void moved(int i, double distance) {
              assertEquals(stream.count() - 1, i);
              distances.add(distance);
            }
          });
      double moved = 0;
      double norm = 0;
      for (String name : trained.trained(n -> !n.startsWith(Lifter.FSL_HEAD))) {
        float[] before = values(trained, name);
        float[] after = values(iso.adapted(), name);
        for (int k = 0; k < before.length; k++) {
          moved += Math.pow(after[k] - before[k], 2);
          norm += Math.pow(before[k], 2);
        }
      }
      assertEquals(1, distances.size());
      assertEquals(Math.sqrt(moved / norm), distances.get(0), 1e-5);
    }
  }

  /** Whatever a step makes dies with the step: a stream of any length keeps memory flat. */
  @Test
  void aStepLeavesNoTensorBehind() {
    try (InferenceStageOptimization iso = iso(SMALL)) {
      iso.run(stream, (i, loss) -> {});
      int before = tensors(iso);
      iso.run(stream, (i, loss) -> {});
      assertEquals(before, tensors(iso));
    }
  }

  private int tensors(InferenceStageOptimization iso) {
    return session.manager().getManagedArrays().size()
        + trained.get("extractor.input.weight").getManager().getManagedArrays().size()
        + iso.adapted().get("extractor.input.weight").getManager().getManagedArrays().size();
  }
}
