package isopose.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.GradientCheck;
import isopose.TestDevice;
import isopose.TinyWorld;
import isopose.body.BodyBackbone;
import isopose.body.BodyEstimation;
import isopose.body.BodyEstimation.Refine;
import isopose.body.BodyEstimation.Scope;
import isopose.body.BodyEstimation.Technique;
import isopose.body.BodyRatios;
import isopose.body.GivenBody;
import isopose.body.Pooling;
import isopose.data.Normalisation;
import isopose.data.PoseSequence;
import isopose.geometry.RandomViews;
import isopose.geometry.ViewRange;
import isopose.loss.Adversary;
import isopose.loss.Cycle;
import isopose.loss.GeneratorLoss;
import isopose.loss.SslBatch;
import isopose.loss.SslObjective;
import isopose.model.Discriminator;
import isopose.model.NetworkShape;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;
import isopose.skeleton.Poses;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** L_adv on the offset of the ten ratios, with tiny networks whose weights are as drawn. */
class BodyAdversaryTest {
  private static final Adversary EQ3 =
      new Adversary(GeneratorLoss.NONSATURATING, 0, ViewRange.PAPER);

  private static final AdaptSettings SETTINGS =
      AdaptSettings.online(0)
          .withRate(1e-2)
          .withBody(BodyEstimation.of(Scope.STREAM).refining(Refine.RATIOS, Technique.ADVERSARY));

  private Session session;
  private Networks networks;
  private Weights trained;
  private Poses stream;

  @BeforeEach
  void open() {
    session = TestDevice.open();
    List<PoseSequence> clips = TinyWorld.clips(1, 6, 8);
    stream = Normalisation.of(clips).input(clips.get(0).pose2d());
    Networks body =
        Networks.of(
            new NetworkShape(17, 16, 0, 2, 1), new BodyBackbone(Pooling.named("attention"), 0));
    float[][] ratios = new float[40][BodyRatios.COUNT];
    networks = GivenBody.in(body, ratios);
    try (Weights drawn = Weights.draw(session, body, 2)) {
      trained =
          ((GivenBody) networks.lifter().extractor())
              .weights(session, drawn, List.of(networks.discriminator().network()));
    }
  }

  @AfterEach
  void close() {
    trained.close();
    session.close();
  }

  @ParameterizedTest
  @EnumSource(Technique.class)
  void theGradientOfTheOffsetIsThatOfCentralDifferences(Technique technique) {
    SslObjective objective = technique == Technique.ADVERSARY ? EQ3 : new Cycle(EQ3, 10, 0.1);
    try (NDManager scope = session.manager().newSubManager()) {
      NDArray x =
          scope.create(stream.values(), new Shape(stream.count(), stream.joints(), stream.dims()));
      GradientCheck.assertFits(
          session, trained, List.of(GivenBody.OFFSET), p -> loss(objective, x, p));
    }
  }

  private NDArray loss(SslObjective objective, NDArray x, Parameters parameters) {
    NDArray features = networks.lifter().features(parameters, x, Pass.INFERENCE);
    RandomViews views = new RandomViews(objective.views(), new SplittableRandom(4));
    SslBatch batch =
        new SslBatch(networks, parameters, x, features, Pass.INFERENCE, Pass.INFERENCE, views);
    return objective.loss(batch).total();
  }

  /** With D's limit at 0 the ten numbers alone move; as in Algorithm 1, D does, too. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  void theOffsetMovesAndDWhereItMayLearn(double limit) {
    AdaptSettings settings = SETTINGS.withViewsPerSample(4).withDiscriminatorLimit(limit);
    assertEquals("online-stream-ratios-adversary", settings.label());
    try (InferenceStageOptimization iso =
        new InferenceStageOptimization(session, networks, trained, EQ3, settings)) {
      iso.run(stream, (i, loss) -> {});
      for (String name : trained.names()) {
        float[] before = trained.get(name).toFloatArray();
        float[] after = iso.adapted().get(name).toFloatArray();
        boolean moves =
            name.equals(GivenBody.OFFSET) || (limit > 0 && name.startsWith(Discriminator.PREFIX));
        assertEquals(moves, !Arrays.equals(before, after), name);
      }
    }
  }

  /** On one pose, with D as it is. */
  @Test
  void manyStepsLowerEq3() {
    Poses repeated = stream.select(new int[40]);
    AdaptSettings settings = SETTINGS.withViewsPerSample(64).withDiscriminatorLimit(0);
    double[] losses = new double[repeated.count()];
    try (InferenceStageOptimization iso =
        new InferenceStageOptimization(session, networks, trained, EQ3, settings)) {
      iso.run(repeated, i -> true, (i, loss) -> losses[i] = loss);
    }
    double first = Arrays.stream(losses, 0, 10).sum();
    double last = Arrays.stream(losses, 30, 40).sum();
    assertTrue(last < first, last + " after " + first);
  }
}
