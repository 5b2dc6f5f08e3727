package isopose.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.TinyWorld;
import isopose.data.Normalisation;
import isopose.data.PoseSequence;
import isopose.io.BadInput;
import isopose.loss.SslObjective;
import isopose.model.Discriminator;
import isopose.model.DivergedException;
import isopose.model.Lifter;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JointTrainingTest {
  private static final List<PoseSequence> CLIPS = TinyWorld.clips(4, 32, 5);
  private static final Networks NETWORKS = Networks.of(TinyWorld.SHAPE);
  private static final TrainingSettings SETTINGS = settings(32, 1, 1, true);

  private static TrainingSettings settings(
      int batch, int epochs, double discriminatorLimit, boolean freezeFakeStatistics) {
    return settings(batch, epochs, discriminatorLimit, freezeFakeStatistics, 0);
  }

  private static TrainingSettings settings(
      int batch,
      int epochs,
      double discriminatorLimit,
      boolean freezeFakeStatistics,
      double inputNoise) {
    return new TrainingSettings(
        epochs,
        batch,
        3e-3,
        0.5,
        1,
        true,
        true,
        0.1,
        1e-3,
        discriminatorLimit,
        freezeFakeStatistics,
        false,
        inputNoise);
  }

  private static JointTraining training(
      Session session,
      Weights weights,
      TrainingSettings settings,
      Optional<SslObjective> technique,
      long seed) {
    return new JointTraining(
        new TrainingSetup(
            session,
            NETWORKS,
            weights,
            settings,
            epochSeed -> CLIPS,
            Normalisation.of(CLIPS),
            seed),
        technique);
  }

  /** All numbers by name after some epochs. */
  private static Map<String, float[]> train(
      TrainingSettings settings, Optional<SslObjective> technique, long seed) {
    try (Session session = Session.open("cpu", 1);
        Weights weights = Weights.draw(session, NETWORKS, 1);
        JointTraining training = training(session, weights, settings, technique, seed)) {
      for (int epoch = 0; epoch < settings.epochs(); epoch++) {
        training.epoch(epoch, (step, steps, samples) -> {});
      }
      return numbers(weights);
    }
  }

  private static Map<String, float[]> untrained() {
    try (Session session = Session.open("cpu", 1);
        Weights weights = Weights.draw(session, NETWORKS, 1)) {
      return numbers(weights);
    }
  }

  private static Map<String, float[]> numbers(Weights weights) {
    Map<String, float[]> numbers = new LinkedHashMap<>();
    weights.names().forEach(name -> numbers.put(name, weights.get(name).toFloatArray()));
    return numbers;
  }

  private static boolean moved(Map<String, float[]> trained, String prefix) {
    Map<String, float[]> before = untrained();
    return before.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .anyMatch(name -> !Arrays.equals(before.get(name), trained.get(name)));
  }

  @Test
  void theBaselineLeavesTheSslHeadAndTheDiscriminatorAlone() {
    Map<String, float[]> baseline = train(SETTINGS, Optional.empty(), 3);
    assertTrue(moved(baseline, Lifter.EXTRACTOR));
    assertTrue(moved(baseline, Lifter.FSL_HEAD));
    assertFalse(moved(baseline, Lifter.SSL_HEAD));
    assertFalse(moved(baseline, Discriminator.PREFIX));
  }

  @Test
  void jointTrainingMovesEveryPart() {
    Map<String, float[]> joint = train(SETTINGS, Optional.of(TinyWorld.CYCLE), 3);
    for (String part :
        List.of(Lifter.EXTRACTOR, Lifter.FSL_HEAD, Lifter.SSL_HEAD, Discriminator.PREFIX)) {
      assertTrue(moved(joint, part), part);
    }
  }

  @Test
  void aDiscriminatorThatIsTooFarAheadWaits() {
    Map<String, float[]> joint = train(settings(32, 1, 0, true), Optional.of(TinyWorld.CYCLE), 3);
    assertFalse(moved(joint, Discriminator.PREFIX));
    assertTrue(moved(joint, Lifter.SSL_HEAD));
  }

  /** After one step, the statistics have seen x alone: those of the Baseline's first step. */
  @Test
  void theFakesLeaveTheRunningStatisticsAlone() {
    String statistic = "extractor.block2.norm1.running_variance";
    float[] baseline = train(settings(128, 1, 1, true), Optional.empty(), 3).get(statistic);
    float[] frozen =
        train(settings(128, 1, 1, true), Optional.of(TinyWorld.CYCLE), 3).get(statistic);
    float[] mixed =
        train(settings(128, 1, 1, false), Optional.of(TinyWorld.CYCLE), 3).get(statistic);
    assertArrayEquals(baseline, frozen, 0);
    assertFalse(Arrays.equals(baseline, mixed), "without the freeze the fakes mix in");
  }

  @Test
  void theSameSeedTrainsTheSameBits() {
    Map<String, float[]> once = train(SETTINGS, Optional.of(TinyWorld.CYCLE), 3);
    Map<String, float[]> twice = train(SETTINGS, Optional.of(TinyWorld.CYCLE), 3);
    Map<String, float[]> other = train(SETTINGS, Optional.of(TinyWorld.CYCLE), 4);
    once.forEach((name, numbers) -> assertArrayEquals(numbers, twice.get(name), 0, name));
    String weight = "fsl_head.output.weight";
    assertFalse(Arrays.equals(once.get(weight), other.get(weight)));
  }

  /** One step on all 128 samples, in the same order and mirrored alike: only the noise differs. */
  @Test
  void noiseOnTheInputChangesWhatIsLearnt() {
    for (Optional<SslObjective> technique :
        List.<Optional<SslObjective>>of(Optional.empty(), Optional.of(TinyWorld.CYCLE))) {
      String statistic = "extractor.input.weight";
      float[] clean = train(settings(128, 1, 1, true), technique, 3).get(statistic);
      float[] noisy = train(settings(128, 1, 1, true, 0.02), technique, 3).get(statistic);
      assertFalse(Arrays.equals(clean, noisy), technique.toString());
    }
  }

  /** Deviations are uniform up to the largest, so their mean is half of it; the truth stays. */
  @Test
  void eachPoseHasNoiseOfItsOwnDeviation() {
    try (Session session = Session.open("cpu", 1)) {
      NDManager manager = session.manager();
      TrainingSet.Batch batch =
          new TrainingSet.Batch(manager.ones(new Shape(2000, 17, 2)), manager.ones(new Shape(1)));
      TrainingSet.Batch noisy = batch.withInputNoise(0.02, new SplittableRandom(1));
      NDArray deviation = noisy.x().sub(1).reshape(2000, 34).square().mean(new int[] {1}).sqrt();
      assertEquals(0.01, deviation.mean().getFloat(), 3e-4);
      assertTrue(deviation.min().getFloat() < 1e-3, "the smallest");
      assertEquals(0.02, deviation.max().getFloat(), 8e-3);
      assertSame(batch.truth(), noisy.truth());
    }
  }

  /** 128 samples. */
  @Test
  void fewerSamplesThanABatchAreRefused() {
    BadInput e =
        assertThrows(BadInput.class, () -> train(settings(129, 1, 1, true), Optional.empty(), 3));
    assertTrue(e.getMessage().contains("128 samples"), e.getMessage());
    assertTrue(e.getMessage().contains("batch of 129"), e.getMessage());
  }

  @Test
  void aNumberThatIsNotFiniteEndsTheTraining() {
    Map<String, Double> log = Map.of("joints", Double.NaN);
    DivergedException e =
        assertThrows(DivergedException.class, () -> Training.requireFinite(log, 1, 6));
    assertEquals("training diverged: joints is NaN in epoch 2, step 7", e.fact());
    assertTrue(e.getMessage().contains("learningRate"), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
    assertEquals(0, e.getStackTrace().length);
  }

  @Test
  void trainingLearns() {
    try (Session session = Session.open("cpu", 1);
        Weights weights = Weights.draw(session, NETWORKS, 1);
        JointTraining training =
            training(
                session, weights, settings(16, 12, 1, true), Optional.of(TinyWorld.CYCLE), 3)) {
      double first = training.epoch(0, (step, steps, samples) -> {}).values().get("joints");
      double last = first;
      for (int epoch = 1; epoch < 12; epoch++) {
        last = training.epoch(epoch, (step, steps, samples) -> {}).values().get("joints");
      }
      assertTrue(last < 0.6 * first, first + " to " + last);
    }
  }

  @Test
  void theRateDecaysExponentiallyToItsFinalShare() {
    TrainingSettings settings = settings(16, 5, 1, true);
    assertEquals(1, settings.rateFactor(0), 1e-12);
    assertEquals(0.5, settings.rateFactor(4), 1e-12);
    assertEquals(
        settings.rateFactor(1) / settings.rateFactor(0),
        settings.rateFactor(4) / settings.rateFactor(3),
        1e-12);
  }
}
