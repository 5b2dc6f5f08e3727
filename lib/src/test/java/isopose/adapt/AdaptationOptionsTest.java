package isopose.adapt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.TinyWorld;
import isopose.adapt.AdaptSettings.Mode;
import isopose.adapt.AdaptSettings.OnDivergence;
import isopose.body.BodyEstimation;
import isopose.body.BodyEstimation.Refine;
import isopose.body.BodyEstimation.Scope;
import isopose.geometry.RandomViews;
import isopose.geometry.ViewRange;
import isopose.io.BadInput;
import isopose.model.Discriminator;
import isopose.model.Lifter;
import isopose.model.Predictor;
import isopose.model.Weights;
import isopose.skeleton.Poses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The options in which an adaptation may differ from the paper: moments, clipping, D, anchoring,
 * the average of the weights and the reset.
 */
class AdaptationOptionsTest extends AdaptationSetup {

  /**
   * Adam's first step moves a weight by alpha, whatever its gradient, and every step is a first one
   * where the moments are not carried along: after two samples a weight is two alpha away, or back.
   */
  @Test
  void withoutItsMomentsEverySampleMakesAFirstStep() {
    Poses two = stream.slice(0, 2);
    assertTrue(wholeSteps(SMALL.withCarriedMoments(false), two) > 0.99);
    assertTrue(wholeSteps(SMALL, two) < 0.9);
  }

  /** The fraction of the SSL head's weights that moved by 0 or 2 alpha, within a hundredth. */
  private double wholeSteps(AdaptSettings settings, Poses poses) {
    try (InferenceStageOptimization iso = iso(settings)) {
      iso.run(poses, (i, loss) -> {});
      String name = Lifter.SSL_HEAD + "output.weight";
      float[] before = values(trained, name);
      float[] after = values(iso.adapted(), name);
      double[] steps = new double[before.length];
      Arrays.setAll(steps, k -> Math.abs(after[k] - before[k]) / settings.rate());
      return Arrays.stream(steps)
              .filter(step -> Math.abs(step - 2 * Math.rint(step / 2)) < 0.01)
              .count()
          / (double) steps.length;
    }
  }

  /** Adam's first moments after one step are a tenth of the gradients. */
  @Test
  void clippingScalesTheLiftersGradientsDownToTheNorm() {
    double free = lifterNorm(SMALL);
    double allowed = lifterNorm(SMALL.withGradientNorm(2 * free));
    double clipped = lifterNorm(SMALL.withGradientNorm(free / 10));
    assertEquals(free, allowed, 1e-5 * free, "a norm below the limit stays");
    assertEquals(free / 10, clipped, 1e-5 * free);
  }

  private double lifterNorm(AdaptSettings settings) {
    try (AdaptedModel model = new AdaptedModel(session, trained);
        NDManager scope = session.manager().newSubManager()) {
      NDArray x = scope.create(stream.slice(0, 1).values(), new Shape(1, 17, 2));
      RandomViews views = new RandomViews(ViewRange.PAPER, new SplittableRandom(1));
      assertEquals(
          settings.gradientNorm() > 0,
          FusedIteration.of(session, networks, TinyWorld.CYCLE, settings, model).isEmpty());
      new AutogradIteration(networks, TinyWorld.CYCLE, settings, model).step(x, views);
      double squares = 0;
      for (var entry : model.lifterAdam().state().entrySet()) {
        if (entry.getKey().startsWith("first_moment")) {
          squares += entry.getValue().mul(10).square().sum().getFloat();
        }
      }
      return Math.sqrt(squares);
    }
  }

  /** With a limit of 0 its accuracy is never below it. */
  @Test
  void theDiscriminatorCanBeLeftAsItWasTrained() {
    for (Mode mode : List.of(Mode.VANILLA, Mode.ONLINE)) {
      try (InferenceStageOptimization iso = iso(with(mode, 2).withDiscriminatorLimit(0))) {
        iso.run(stream, (i, loss) -> {});
        for (String name : trained.names()) {
          boolean same = Arrays.equals(values(trained, name), values(iso.adapted(), name));
          if (name.startsWith(Discriminator.PREFIX)) {
            assertTrue(same, mode + " " + name);
          } else if (name.startsWith(Lifter.SSL_HEAD) && !name.contains("running_")) {
            assertFalse(same, mode + " " + name);
          }
        }
      }
    }
  }

  @Test
  void fullAnchoringKeepsTheTrainedWeights() {
    try (InferenceStageOptimization iso = iso(SMALL.withAnchorStrength(1))) {
      iso.run(stream, (i, loss) -> {});
      for (String name : trained.names()) {
        assertArrayEquals(values(trained, name), values(iso.adapted(), name), 1e-7f, name);
      }
    }
  }

  @Test
  void anchoringOfHalfKeepsHalfOfOneStep() {
    String name = trained.trained(n -> n.startsWith(Lifter.EXTRACTOR)).get(0);
    float[] start = values(trained, name);
    float[] free = afterOneStep(SMALL, name);
    float[] pulled = afterOneStep(SMALL.withAnchorStrength(0.5), name);
    for (int k = 0; k < start.length; k++) {
      assertEquals(0.5 * (free[k] - start[k]), pulled[k] - start[k], 1e-7);
    }
  }

  /** Half of one step, as with anchoring, but the adapted weights themselves go on unchanged. */
  @Test
  void theAverageOfTheWeightsPredicts() {
    for (Mode mode : List.of(Mode.VANILLA, Mode.ONLINE)) {
      Poses one = stream.slice(0, 1);
      AdaptSettings settings = with(mode, 1);
      try (InferenceStageOptimization free = iso(settings);
          InferenceStageOptimization averaged = iso(settings.withAverageDecay(0.5));
          Weights half = trained.duplicate()) {
        float[] alone = free.run(one, (i, loss) -> {}).values();
        float[] predicted = averaged.run(one, (i, loss) -> {}).values();
        for (String name : trained.names()) {
          assertArrayEquals(values(free.adapted(), name), values(averaged.adapted(), name), name);
        }
        half.moveTowards(free.adapted(), 0.5, name -> true);
        assertArrayEquals(predictedBy(half, one), predicted, 1e-6f);
        assertFalse(Arrays.equals(alone, predicted));
      }
    }
  }

  @Test
  void anAverageThatKeepsAllOfItselfPredictsAsTheTrainedWeightsDo() {
    try (InferenceStageOptimization iso = iso(SMALL.withAverageDecay(1))) {
      assertArrayEquals(
          predictedBy(trained, stream), iso.run(stream, (i, loss) -> {}).values(), 1e-6f);
    }
  }

  /** Another stream starts with an average of its own. */
  @Test
  void aRestartForgetsTheAverage() {
    try (InferenceStageOptimization iso = iso(SMALL.withAverageDecay(0.9))) {
      float[] first = iso.run(stream, (i, loss) -> {}).values();
      iso.restart();
      assertArrayEquals(first, iso.run(stream, (i, loss) -> {}).values());
    }
  }

  /** Also where samples are skipped or not seen, the weights return, or a step diverges. */
  @ParameterizedTest
  @CsvSource({
    "VANILLA, 1, 1e-3, 0.9, 0",
    "ONLINE, 1, 1e-3, 0.9, 0.01",
    "ONLINE, 3, 1e-3, 0.5, 0.01",
    "ONLINE, 2, 9, 0.9, 1e-3",
    "ONLINE, 2, 9, 0.9, 0"
  })
  void theStreamPoseByPoseIsTheStreamAtOnce(
      Mode mode, int skip, double rate, double decay, double distance) {
    AdaptSettings settings =
        with(mode, 2)
            .withSkip(skip)
            .withRate(rate)
            .withOnDivergence(OnDivergence.RESET)
            .withAverageDecay(decay)
            .withResetDistance(distance);
    List<Integer> resets = new ArrayList<>();
    List<Integer> byPose = new ArrayList<>();
    try (InferenceStageOptimization iso = iso(settings)) {
      Poses whole = iso.run(stream, i -> i % 4 != 3, reset(resets));
      iso.restart();
      for (int i = 0; i < stream.count(); i++) {
        AdaptedSample sample = iso.next(stream.slice(i, i + 1), i % 4 != 3);
        assertArrayEquals(whole.slice(i, i + 1).values(), sample.pose().values(), "sample " + i);
        if (sample.reset()) {
          byPose.add(i);
        }
      }
    }
    assertEquals(resets, byPose);
  }

  @Test
  void weightsThatMoveTooFarReturnToTheTrainedOnes() {
    List<Integer> resets = new ArrayList<>();
    try (InferenceStageOptimization free = iso(SMALL);
        InferenceStageOptimization never = iso(SMALL.withResetDistance(1e6));
        InferenceStageOptimization always = iso(SMALL.withResetDistance(1e-9))) {
      assertArrayEquals(
          free.run(stream, (i, loss) -> {}).values(), never.run(stream, reset(resets)).values());
      assertEquals(List.of(), resets);
      assertArrayEquals(
          predictedBy(trained, stream), always.run(stream, reset(resets)).values(), 1e-6f);
      assertEquals(stream.count(), resets.size());
    }
  }

  /** At half of the distance that the stream reaches, it returns at least once, not every time. */
  @Test
  void afterAResetTheAdaptationGoesOn() {
    double reached;
    try (InferenceStageOptimization free = iso(SMALL)) {
      free.run(stream, (i, loss) -> {});
      reached = free.adapted().distance(trained, AdaptationOptionsTest::adapts);
    }
    List<Integer> resets = new ArrayList<>();
    try (InferenceStageOptimization iso = iso(SMALL.withResetDistance(reached / 2))) {
      iso.run(stream, reset(resets));
      assertTrue(iso.adapted().distance(trained, AdaptationOptionsTest::adapts) <= reached / 2);
    }
    assertTrue(!resets.isEmpty() && resets.size() < stream.count(), resets.toString());
  }

  private static boolean adapts(String name) {
    return name.startsWith(Lifter.EXTRACTOR)
        || name.startsWith(Lifter.SSL_HEAD)
        || name.startsWith(Discriminator.PREFIX);
  }

  private static AdaptationListener reset(List<Integer> resets) {
    return new AdaptationListener() {
      @Override
      public void predicted(int i, double loss) {}

      @Override
      public void reset(int i) {
        resets.add(i);
      }
    };
  }

  private float[] predictedBy(Weights weights, Poses poses) {
    Predictor predictor = new Predictor(networks.lifter(), SMALL.flip());
    return predictor.predict(session.manager(), weights, poses, Predictor.Head.FSL).values();
  }

  /** An offset of the ratios has no trained values to be relative to. */
  @Test
  void aResetByDistanceNeedsWeights() {
    BodyEstimation ratios = BodyEstimation.of(Scope.STREAM).refining(Refine.RATIOS);
    AdaptSettings onRatios = AdaptSettings.online(0).withBody(ratios);
    assertThrows(BadInput.class, () -> onRatios.withResetDistance(0.1));
    AdaptSettings resetting = AdaptSettings.online(0).withResetDistance(0.1);
    assertThrows(BadInput.class, () -> resetting.withBody(ratios));
  }

  private float[] afterOneStep(AdaptSettings settings, String name) {
    try (InferenceStageOptimization iso = iso(settings)) {
      iso.run(stream.slice(0, 1), (i, loss) -> {});
      return values(iso.adapted(), name);
    }
  }

  @Test
  void settingsThatAreNoNumbersAreRefused() {
    for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1, 1e9}) {
      assertThrows(BadInput.class, () -> SMALL.withRate(wrong));
      assertThrows(BadInput.class, () -> SMALL.withAnchorStrength(wrong));
      assertThrows(BadInput.class, () -> SMALL.withAdversarialShare(wrong));
      assertThrows(BadInput.class, () -> SMALL.withAverageDecay(wrong));
      assertThrows(BadInput.class, () -> SMALL.withResetDistance(wrong));
    }
    assertThrows(BadInput.class, () -> SMALL.withSteps(-1));
    assertThrows(BadInput.class, () -> SMALL.withSteps(1_000_000_000));
    assertThrows(BadInput.class, () -> SMALL.withViewsPerSample(0));
    assertThrows(BadInput.class, () -> SMALL.withViewsPerSample(1_000_000));
    assertThrows(BadInput.class, () -> SMALL.withSkip(0));
  }
}
