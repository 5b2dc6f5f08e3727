package isopose.body;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.MaxNorm;
import isopose.TestDevice;
import isopose.body.BodyEstimation.Scope;
import isopose.data.Normalisation;
import isopose.data.PoseSequence;
import isopose.geometry.ViewRange;
import isopose.model.Networks;
import isopose.model.Predictor;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.Pass;
import isopose.skeleton.Poses;
import isopose.train.TrainingSettings;
import isopose.train.TrainingSetup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A short training on made-up people, and streams of others of them. */
class BodyStreamTest {
  private static final List<PoseSequence> RECORDED = BodyWorld.clips(16, 32, 0);
  private static final Normalisation NORMALISATION = Normalisation.of(RECORDED);
  private static final PoseSequence PERSON = BodyWorld.clips(1, 400, 77).get(0);
  private static final Poses X = NORMALISATION.input(PERSON.pose2d());

  private static Session session;
  private static Networks networks;
  private static Weights weights;

  @BeforeAll
  static void train() {
    session = TestDevice.open();
    networks = BodyWorld.networks(new AttentionPooling());
    weights = Weights.draw(session, networks, 1);
    TrainingSettings settings = BodyTrainingTest.settings(24);
    try (BodyTraining training =
        new BodyTraining(
            new TrainingSetup(
                session,
                networks,
                weights,
                settings,
                seed -> BodyWorld.clips(128, 16, seed),
                NORMALISATION,
                3),
            new BodySettings("attention", 8, 0, 0.03, 0, false),
            RECORDED,
            RECORDED,
            ViewRange.PAPER)) {
      for (int epoch = 0; epoch < settings.epochs(); epoch++) {
        training.epoch(epoch, (done, total, message) -> {});
      }
    }
  }

  @AfterAll
  static void close() {
    weights.close();
    session.close();
  }

  private static BodyStream stream() {
    return new BodyStream(
        session, networks.lifter(), weights, true, BodyEstimation.of(Scope.STREAM));
  }

  private static List<String> one(int count) {
    return Collections.nCopies(count, "somebody");
  }

  @ParameterizedTest
  @ValueSource(strings = {"attention", "mean-max"})
  void theStreamingEstimateIsTheEstimateFromAllFramesAtOnce(String pooling) {
    Networks other = BodyWorld.networks(Pooling.named(pooling));
    try (Weights drawn = Weights.draw(session, other, 5);
        NDManager scope = session.manager().newSubManager()) {
      BodyStream stream =
          new BodyStream(session, other.lifter(), drawn, false, BodyEstimation.of(Scope.STREAM));
      float[][] streamed = stream.next(X, one(X.count()), i -> true).ratios();
      BodyEncoder encoder = ConditionedLifter.of(other.lifter()).orElseThrow().encoder();
      NDArray rows = scope.create(X.values(), new Shape(X.count(), X.stride()));
      NDArray features = encoder.features(drawn, rows, Pass.INFERENCE);
      for (int frames : new int[] {1, 7, 400}) {
        float[] atOnce =
            encoder.pooled(drawn, features, 1, frames).toFloatArray(); // of the first frames
        assertArrayEquals(atOnce, streamed[frames - 1], 1e-5f, frames + " frames");
      }
      // both are computed by the same layers: a constant would be equal, too
      double change = MaxNorm.distance(streamed[0], streamed[399]);
      assertTrue(change > 5e-4, "between the first and the last estimate: " + change);
    }
  }

  @Test
  void neitherTheOrderOfFramesNorHowTheStreamIsCutChangesTheEstimate() {
    float[][] whole = stream().next(X, one(400), i -> true).ratios();
    Poses backwards = X.select(IntStream.range(0, 400).map(i -> 399 - i).toArray());
    float[][] other = stream().next(backwards, one(400), i -> true).ratios();
    assertArrayEquals(whole[399], other[399], 1e-5f);
    BodyStream cut = stream();
    for (int i = 0; i < 400; i += 80) {
      float[][] part = cut.next(X.slice(i, i + 80), one(80), k -> true).ratios();
      assertArrayEquals(whole[i + 79], part[79], 1e-5f);
    }
  }

  @Test
  void personsDoNotMixAndFramesWithFilledJointsDoNotCount() {
    Poses others = NORMALISATION.input(BodyWorld.clips(1, 100, 5).get(0).pose2d());
    Poses mixed = Poses.concatenate(List.of(X.slice(0, 100), others), 17, 2);
    List<String> names = IntStream.range(0, 200).mapToObj(i -> i < 100 ? "a" : "b").toList();
    float[][] ratios = stream().next(mixed, names, i -> true).ratios();
    float[][] alone = stream().next(others, one(100), i -> true).ratios();
    assertArrayEquals(alone[99], ratios[199], 1e-5f);
    float[][] filled = stream().next(mixed, one(200), i -> i < 100).ratios();
    assertArrayEquals(ratios[99], filled[199], 1e-6f, "only the first hundred were seen");
  }

  @Test
  void aStreamOfOneBodyConverges() {
    float[] truth = BodyRatios.of(PERSON.pose3d(), 0);
    float[][] ratios = stream().next(X, one(400), i -> true).ratios();
    double early = meanDistance(truth, ratios, 0, 5);
    double late = meanDistance(truth, ratios, 350, 400);
    assertTrue(late < 0.85 * early, early + " early, " + late + " late");
    assertTrue(
        meanDistance(ratios[399], ratios, 350, 400) < 0.2 * late, "the estimate still moves");
  }

  private static double meanDistance(float[] truth, float[][] ratios, int begin, int end) {
    double sum = 0;
    for (int i = begin; i < end; i++) {
      for (int k = 0; k < truth.length; k++) {
        sum += Math.abs(truth[k] - ratios[i][k]);
      }
    }
    return sum / (end - begin) / truth.length;
  }

  /**
   * Noise makes each frame another: a maximum would creep, a set of the frames grow. The second
   * threshold is compared with at every window, and never reached.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1e6})
  void stateAndEstimateStayTheSameOverAHundredThousandFrames(double resetThreshold)
      throws IllegalAccessException {
    BodyStream stream =
        new BodyStream(
            session,
            networks.lifter(),
            weights,
            true,
            new BodyEstimation(Scope.STREAM, null, resetThreshold, 16));
    BaseNDManager manager = (BaseNDManager) session.manager();
    List<String> unknown = Collections.nCopies(2000, "");
    SplittableRandom random = new SplittableRandom(11);
    List<Poses> all = new ArrayList<>(List.of(noisy(5, random)));
    float[] early = stream.next(all.get(0), unknown, i -> true).ratios()[1999];
    long size = StateSize.of(stream);
    int arrays = manager.getManagedArrays().size();
    float[] last = null;
    for (int k = 1; k < 50; k++) {
      all.add(noisy(5, random));
      last = stream.next(all.get(k), unknown, i -> true).ratios()[1999];
    }
    assertEquals(size, StateSize.of(stream));
    assertEquals(arrays, manager.getManagedArrays().size());
    // a mean over this noise moves by less than 1e-3, a maximum by 3e-2
    assertArrayEquals(early, last, 2e-3f);
    assertArrayEquals(atOnce(all), last, 1e-5f);
  }

  /** The frames so many times, each time with other noise. */
  private static Poses noisy(int times, SplittableRandom random) {
    Poses noisy = Poses.concatenate(Collections.nCopies(times, X), 17, 2);
    for (int k = 0; k < noisy.values().length; k++) {
      noisy.values()[k] += (float) (0.02 * random.nextGaussian());
    }
    return noisy;
  }

  /** The estimate from all frames together. */
  private static float[] atOnce(List<Poses> parts) {
    Poses all = Poses.concatenate(parts, 17, 2);
    Poses both = Predictor.withMirrored(all);
    BodyEncoder encoder = ConditionedLifter.of(networks.lifter()).orElseThrow().encoder();
    try (NDManager scope = session.manager().newSubManager()) {
      NDArray rows = scope.create(both.values(), new Shape(both.count(), both.stride()));
      NDArray features = encoder.features(weights, rows, all.count());
      return encoder
          .pooled(weights, features, 1, all.count())
          .add(scope.create(weights.get(BodyEncoder.MEAN).toFloatArray()))
          .toFloatArray();
    }
  }

  @Test
  void theEstimateStartsAgainWhereThePersonChangesUnannounced() {
    Poses others = NORMALISATION.input(BodyWorld.clips(1, 400, 1234).get(0).pose2d());
    Poses both = Poses.concatenate(List.of(X, others), 17, 2);
    List<String> unknown = Collections.nCopies(800, "");
    float[] alone = stream().next(others, one(400), i -> true).ratios()[399];
    float[] mixed = stream().next(both, unknown, i -> true).ratios()[799];
    BodyStream watching =
        new BodyStream(
            session,
            networks.lifter(),
            weights,
            true,
            new BodyEstimation(Scope.STREAM, null, 4, 16));
    float[][] ratios = watching.next(both, unknown, i -> true).ratios();
    assertEquals(1, watching.resets());
    assertArrayEquals(stream().next(X, one(400), i -> true).ratios()[399], ratios[399], 1e-5f);
    double found = meanDistance(alone, ratios, 799, 800);
    double missed = meanDistance(alone, new float[][] {mixed}, 0, 1);
    assertTrue(found < 0.1 * missed, found + " with the rule, " + missed + " without");
  }

  @Test
  void theTrueBodyIsTheUpperBound() {
    double own = 0;
    double streamed = 0;
    double known = 0;
    for (PoseSequence person : BodyWorld.clips(12, 100, 1234)) {
      Poses x = NORMALISATION.input(person.pose2d());
      own += error(person, stream().next(x, Collections.nCopies(100, null), i -> true));
      streamed += error(person, stream().next(x, one(100), i -> true));
      known += error(person, stream().next(x, BodyWorld.ratios(person.pose3d())));
    }
    assertTrue(known < streamed && streamed < own, known + " " + streamed + " " + own);
  }

  private static double error(PoseSequence person, BodyStream.Lifted lifted) {
    Poses predicted = NORMALISATION.toMillimetres(lifted.poses());
    double sum = 0;
    for (int i = 0; i < predicted.count(); i++) {
      for (int j = 0; j < 17; j++) {
        double square = 0;
        for (int d = 0; d < 3; d++) {
          square += Math.pow(predicted.get(i, j, d) - person.pose3d().get(i, j, d), 2);
        }
        sum += Math.sqrt(square);
      }
    }
    return sum / predicted.count() / 17;
  }
}
