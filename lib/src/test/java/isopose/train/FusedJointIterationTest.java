package isopose.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.MaxNorm;
import isopose.TestDevice;
import isopose.TinyWorld;
import isopose.data.Normalisation;
import isopose.data.PoseSequence;
import isopose.geometry.ViewRange;
import isopose.loss.Adversary;
import isopose.loss.Cycle;
import isopose.loss.GeneratorLoss;
import isopose.loss.SslObjective;
import isopose.loss.SslSettings;
import isopose.model.Arithmetic;
import isopose.model.NetworkShape;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The fused step of joint training against autograd: the same seed, the same numbers. */
class FusedJointIterationTest {
  private static final List<PoseSequence> CLIPS = TinyWorld.clips(2, 32, 6);
  private static final int BATCH = 16;
  private static final Optional<SslObjective> NONE = Optional.empty();

  /** Sums over joints, nothing clipped, D always learns. */
  private static final TrainingSettings PAPER =
      new TrainingSettings(1, BATCH, 2e-4, 1, 0, true, true, 0.1, 2e-4, 1, true, true, 0);

  private static NetworkShape shape(double dropout, int sharedBlocks, boolean depthOnly) {
    return new NetworkShape(17, 16, dropout, 4, sharedBlocks, depthOnly);
  }

  private static TrainingSettings settings(
      double norm, double discriminatorLimit, boolean freezeFakeStatistics) {
    return new TrainingSettings(
        1,
        BATCH,
        1e-3,
        1,
        norm,
        true,
        true,
        0.3,
        1e-3,
        discriminatorLimit,
        freezeFakeStatistics,
        false,
        0);
  }

  private static Adversary adversary(GeneratorLoss loss, double weight) {
    return new Adversary(loss, 10, new ViewRange(5, 12), weight);
  }

  static Stream<Arguments> cases() {
    Adversary nonsaturating = adversary(GeneratorLoss.NONSATURATING, 1);
    Optional<SslObjective> cycle = Optional.of(new Cycle(nonsaturating, 10, 0.1));
    Optional<SslObjective> minimax =
        Optional.of(new Cycle(adversary(GeneratorLoss.MINIMAX, 1), 10, 0.1));
    Optional<SslObjective> withoutGame =
        Optional.of(new Cycle(adversary(GeneratorLoss.NONSATURATING, 0), 10, 0.1));
    Optional<SslObjective> paper =
        new SslSettings("cycle", GeneratorLoss.MINIMAX, 10, 0.1, 0, 20, 0, 1).build(17);
    NetworkShape usual = shape(0.25, 3, false);
    TrainingSettings quick = settings(0.1, 1, true);
    return Stream.of(
        Arguments.of("cycle", cycle, usual, quick),
        Arguments.of("adversary", Optional.of(nonsaturating), usual, quick),
        Arguments.of("baseline", NONE, usual, quick),
        Arguments.of("minimax", minimax, usual, quick),
        Arguments.of("no adversarial term", withoutGame, usual, quick),
        Arguments.of("the paper's objective", paper, usual, PAPER),
        Arguments.of("baseline with sums", NONE, usual, PAPER),
        Arguments.of("gradients as they are", cycle, usual, settings(0, 1, true)),
        Arguments.of("D waits", cycle, usual, settings(0.1, 0, true)),
        Arguments.of("fakes move the statistics", cycle, usual, settings(0.1, 1, false)),
        Arguments.of("no dropout", cycle, shape(0, 3, false), quick),
        Arguments.of("depth only", cycle, shape(0.25, 3, true), quick),
        Arguments.of("all blocks shared", cycle, shape(0.25, 4, false), quick),
        Arguments.of("no block shared", cycle, shape(0.25, 0, false), quick));
  }

  /** Adam's first moments after the first step are a tenth of the gradients. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void givesAutogradsGradientsAndStatistics(
      String name,
      Optional<SslObjective> technique,
      NetworkShape shape,
      TrainingSettings settings) {
    RunResult autograd = train(technique, shape, settings, Arithmetic.AUTOGRAD, 1);
    RunResult fused = train(technique, shape, settings, Arithmetic.FUSED, 1);
    assertSameLog(autograd, fused);
    autograd.numbers.forEach(
        (key, expected) -> {
          boolean second = key.contains("second_moment"); // the squares of the first
          boolean weight = autograd.weights.contains(key); // see the test of three steps
          if (!second && (!weight || key.contains("running"))) {
            assertClose(expected, fused.numbers.get(key), largest(autograd.numbers, key), key);
          }
        });
  }

  /**
   * A bias before a layer that the batch itself normalises has no gradient but rounding, and Adam
   * makes a step of that; where the fakes meet the statistics of before, it has one.
   */
  @Test
  void movesTheWeightsThreeTimesAsAutogradDoes() {
    Optional<SslObjective> cycle =
        Optional.of(new Cycle(adversary(GeneratorLoss.NONSATURATING, 1), 10, 0.1));
    NetworkShape shape = shape(0.25, 3, false);
    RunResult autograd = train(cycle, shape, settings(0.1, 1, true), Arithmetic.AUTOGRAD, 3);
    RunResult fused = train(cycle, shape, settings(0.1, 1, true), Arithmetic.FUSED, 3);
    assertSameLog(autograd, fused);
    for (String key : autograd.weights) {
      boolean rounding = key.endsWith(".bias") || key.endsWith("running_mean"); // holds the bias
      if (!key.matches("fsl_head.block.*") || !rounding) {
        assertClose(
            autograd.numbers.get(key), fused.numbers.get(key), largest(autograd.numbers, key), key);
      }
    }
  }

  private static void assertSameLog(RunResult autograd, RunResult fused) {
    assertEquals(autograd.log.keySet(), fused.log.keySet());
    autograd.log.forEach(
        (name, value) -> assertEquals(value, fused.log.get(name), 1e-5 * Math.abs(value), name));
  }

  /**
   * A bias is measured by its layer's matrix, too: its own gradient may be nothing but rounding.
   */
  private static double largest(Map<String, float[]> numbers, String key) {
    double own = MaxNorm.of(numbers.get(key));
    float[] matrix = numbers.get(key.replace(".bias", ".weight"));
    return matrix == null ? own : Math.max(own, MaxNorm.of(matrix));
  }

  private static void assertClose(float[] expected, float[] actual, double scale, String what) {
    double difference = MaxNorm.distance(expected, actual);
    assertTrue(difference <= 1e-5 * scale, what + ": " + difference + " of " + scale);
  }

  /** All numbers by name, which of them are the weights', and the means over the steps. */
  private record RunResult(
      Map<String, float[]> numbers, List<String> weights, Map<String, Double> log) {}

  private static RunResult train(
      Optional<SslObjective> technique,
      NetworkShape shape,
      TrainingSettings settings,
      Arithmetic arithmetic,
      int steps) {
    Networks networks = Networks.of(shape);
    Normalisation normalisation = Normalisation.of(CLIPS);
    List<PoseSequence> clips = TinyWorld.clips(1, BATCH * steps, 6);
    try (Session session = TestDevice.open();
        Weights weights = Weights.draw(session, networks, 1);
        JointTraining training =
            new JointTraining(
                new TrainingSetup(
                    session.with(arithmetic),
                    networks,
                    weights,
                    settings,
                    epochSeed -> clips,
                    normalisation,
                    3),
                technique)) {
      Map<String, Double> log = training.epoch(0, (step, all, samples) -> {}).values();
      Map<String, float[]> numbers = new LinkedHashMap<>();
      weights.names().forEach(name -> numbers.put(name, weights.get(name).toFloatArray()));
      training.state().forEach((name, array) -> numbers.put(name, array.toFloatArray()));
      return new RunResult(numbers, List.copyOf(weights.names()), log);
    }
  }
}
