package isopose.adapt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import isopose.TinyWorld;
import isopose.adapt.AdaptSettings.Mode;
import isopose.adapt.AdaptSettings.OnDivergence;
import isopose.data.Normalisation;
import isopose.data.PoseSequence;
import isopose.geometry.RandomViews;
import isopose.geometry.ViewRange;
import isopose.io.BadInput;
import isopose.loss.Adversary;
import isopose.loss.GeneratorLoss;
import isopose.loss.Technique;
import isopose.model.Arithmetic;
import isopose.model.Discriminator;
import isopose.model.DivergedException;
import isopose.model.DivergedException.Kind;
import isopose.model.Lifter;
import isopose.model.Networks;
import isopose.model.Predictor;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.skeleton.Poses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InferenceStageOptimizationTest {
  private static final AdaptSettings SMALL = new AdaptSettings(Mode.ONLINE, 1, 1e-3, 4, 1, true, 7);

  private final Networks networks = Networks.of(TinyWorld.SHAPE);
  private Session session;
  private Weights trained;
  private Poses stream;

  @BeforeEach
  void open() {
    session = Session.cpu();
    trained = Weights.draw(session, networks, 2);
    List<PoseSequence> clips = TinyWorld.clips(1, 6, 8);
    stream = Normalisation.of(clips).input(clips.get(0).pose2d());
  }

  @AfterEach
  void close() {
    session.close();
  }

  private InferenceStageOptimization iso(AdaptSettings settings) {
    return iso(settings, TinyWorld.CYCLE);
  }

  private InferenceStageOptimization iso(AdaptSettings settings, Technique technique) {
    return new InferenceStageOptimization(session, networks, trained, technique, settings);
  }

  private Poses run(AdaptSettings settings) {
    try (InferenceStageOptimization iso = iso(settings)) {
      return iso.run(stream, (i, loss) -> {});
    }
  }

  private static AdaptSettings with(Mode mode, int steps) {
    return new AdaptSettings(mode, steps, 1e-3, 4, 1, true, 7);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"VANILLA", "ONLINE"})
  void noStepsIsNoAdaptation(Mode mode) {
    float[] plain = run(with(Mode.NONE, 1)).values();
    assertArrayEquals(plain, run(with(mode, 0)).values(), 0);
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
          Arrays.equals(plain.slice(i, i + 1).values(), predictions.slice(i, i + 1).values()),
          "prediction of sample " + i);
    }
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

  private static float[] values(Weights weights, String name) {
    return weights.get(name).toFloatArray();
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
  void aFullPullLeavesTheTrainedWeights() {
    try (InferenceStageOptimization iso = iso(SMALL.withAnchorStrength(1))) {
      iso.run(stream, (i, loss) -> {});
      for (String name : trained.names()) {
        assertArrayEquals(values(trained, name), values(iso.adapted(), name), 1e-7f, name);
      }
    }
  }

  @Test
  void aPullOfHalfLeavesHalfOfOneStep() {
    String name = trained.trained(n -> n.startsWith(Lifter.EXTRACTOR)).get(0);
    float[] start = values(trained, name);
    float[] free = afterOneStep(SMALL, name);
    float[] pulled = afterOneStep(SMALL.withAnchorStrength(0.5), name);
    for (int k = 0; k < start.length; k++) {
      assertEquals(0.5 * (free[k] - start[k]), pulled[k] - start[k], 1e-7);
    }
  }

  private float[] afterOneStep(AdaptSettings settings, String name) {
    try (InferenceStageOptimization iso = iso(settings)) {
      iso.run(stream.slice(0, 1), (i, loss) -> {});
      return values(iso.adapted(), name);
    }
  }

  @Test
  void bothTechniquesAdapt() {
    Technique adversary = new Adversary(GeneratorLoss.NONSATURATING, 0, ViewRange.PAPER);
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

  /** The third sample's coordinates are finite, the squares in its loss are not. */
  private Poses withOneHugeSample() {
    Poses broken = stream.slice(0, stream.count());
    Arrays.fill(broken.values(), 2 * broken.stride(), 3 * broken.stride(), 1e25f);
    return broken;
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"VANILLA", "ONLINE"})
  void theSampleThatDivergesEndsTheStream(Mode mode) {
    List<Integer> seen = new ArrayList<>();
    try (InferenceStageOptimization iso = iso(with(mode, 1))) {
      DivergedException e =
          assertThrows(
              DivergedException.class,
              () -> iso.run(withOneHugeSample(), (i, loss) -> seen.add(i)));
      assertTrue(e.getMessage().contains("sample 3"), e.getMessage());
      assertTrue(e.getMessage().contains("L_s is"), e.getMessage());
      assertTrue(e.getMessage().contains("learning rate of 0.001"), e.getMessage());
      assertEquals(Kind.ADAPTATION, e.kind());
      assertEquals(0, e.getStackTrace().length, "a notebook cell shows one line");
    }
    assertEquals(List.of(0, 1), seen);
  }

  /**
   * Weights and moments: what follows a reset is what vanilla, which always starts there, gives.
   */
  @ParameterizedTest
  @EnumSource(Arithmetic.class)
  void aResetGoesOnFromTheTrainedWeights(Arithmetic arithmetic) {
    Poses broken = withOneHugeSample();
    float[] plain = run(with(Mode.NONE, 1), arithmetic, broken).values();
    float[] vanilla = run(with(Mode.VANILLA, 1), arithmetic, broken).values();
    float[] online = run(with(Mode.ONLINE, 1), arithmetic, broken).values();
    int third = 2 * 51;
    assertArrayEquals(slice(plain, third), slice(online, third), 0);
    assertArrayEquals(slice(plain, third), slice(vanilla, third), 0);
    assertArrayEquals(slice(vanilla, third + 51), slice(online, third + 51), 0);
    assertFalse(Arrays.equals(slice(vanilla, 51), slice(online, 51)));
  }

  private static float[] slice(float[] values, int begin) {
    return Arrays.copyOfRange(values, begin, begin + 51);
  }

  private Poses run(AdaptSettings settings, Arithmetic arithmetic, Poses poses) {
    List<Integer> resets = new ArrayList<>();
    AdaptSettings resetting = settings.withOnDivergence(OnDivergence.RESET);
    try (InferenceStageOptimization iso =
        new InferenceStageOptimization(
            session.with(arithmetic), networks, trained, TinyWorld.CYCLE, resetting)) {
      return iso.run(
          poses,
          new InferenceStageOptimization.Listener() {
            @Override
            public void predicted(int i, double loss) {
              assertEquals(i >= 2 && settings.mode() != Mode.NONE, resets.equals(List.of(2)));
              assertEquals(i == 2 || settings.mode() == Mode.NONE, Double.isNaN(loss));
            }

            @Override
            public void reset(int i) {
              resets.add(i);
            }
          });
    }
  }

  @Test
  void trainedWeightsThatPredictNothingAreNoDivergence() {
    trained.get("fsl_head.output.bias").set(new NDIndex("0"), Float.NaN);
    for (OnDivergence either : OnDivergence.values()) {
      try (InferenceStageOptimization iso = iso(SMALL.withOnDivergence(either))) {
        DivergedException e =
            assertThrows(DivergedException.class, () -> iso.run(stream, (i, loss) -> {}));
        assertEquals(Kind.PREDICTION, e.kind());
      }
    }
  }

  @Test
  void theDistanceFromTheTrainedWeightsIsTold() {
    List<Double> distances = new ArrayList<>();
    try (InferenceStageOptimization iso = iso(SMALL)) {
      iso.run(
          stream,
          new InferenceStageOptimization.Listener() {
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

  @Test
  void settingsThatAreNoNumbersAreRefused() {
    for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1, 1e9}) {
      assertThrows(BadInput.class, () -> SMALL.withRate(wrong));
      assertThrows(BadInput.class, () -> SMALL.withAnchorStrength(wrong));
      assertThrows(BadInput.class, () -> SMALL.withAdversarialShare(wrong));
    }
    assertThrows(BadInput.class, () -> SMALL.withSteps(-1));
    assertThrows(BadInput.class, () -> SMALL.withSteps(1_000_000_000));
    assertThrows(BadInput.class, () -> SMALL.withViewsPerSample(0));
    assertThrows(BadInput.class, () -> SMALL.withViewsPerSample(1_000_000));
    assertThrows(BadInput.class, () -> SMALL.withSkip(0));
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
