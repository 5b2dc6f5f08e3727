package isopose.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import isopose.TestDevice;
import isopose.TinyWorld;
import isopose.geometry.RandomViews;
import isopose.geometry.ViewRange;
import isopose.model.Discriminator;
import isopose.model.GradientScope;
import isopose.model.Lifter;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;
import isopose.skeleton.Skeleton;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Eq. 2, 3 and 4 on poses and logits whose losses can be computed by hand. */
class ClosedFormLossTest {
  private static final int FOOT = 3;
  private static final int HAND = 13;
  private static final double LN2 = Math.log(2);

  private Session session;

  @BeforeEach
  void open() {
    session = TestDevice.open();
  }

  @AfterEach
  void close() {
    session.close();
  }

  private NDArray logits(float... values) {
    return session.manager().create(values, new Shape(values.length, 1));
  }

  /** (n, 17, d), zero but for one joint of the first pose. */
  private NDArray pose(int n, int joint, float... coordinates) {
    float[] values = new float[n * 17 * coordinates.length];
    System.arraycopy(coordinates, 0, values, joint * coordinates.length, coordinates.length);
    return session.manager().create(values, new Shape(n, 17, coordinates.length));
  }

  /** D(y) = sigmoid(logit): 1/2 and 3/4. */
  @Test
  void theGeneratorsLossIsThatOfEq3() {
    NDArray y = logits(0, (float) Math.log(3));
    assertEquals(
        (Math.log(0.5) + Math.log(0.25)) / 2, GeneratorLoss.MINIMAX.of(y).getFloat(), 1e-6);
    assertEquals(
        -(Math.log(0.5) + Math.log(0.75)) / 2, GeneratorLoss.NONSATURATING.of(y).getFloat(), 1e-6);
  }

  /** d log(1 - D) / d logit = -D, and d -log D / d logit = D - 1. */
  @Test
  void theLossOfEq3SaturatesWhereDIsSure() {
    assertEquals(-0.5, slope(GeneratorLoss.MINIMAX, 0), 1e-6);
    assertEquals(0, slope(GeneratorLoss.MINIMAX, -20), 1e-6);
    assertEquals(-0.5, slope(GeneratorLoss.NONSATURATING, 0), 1e-6);
    assertEquals(-1, slope(GeneratorLoss.NONSATURATING, -20), 1e-6);
  }

  private double slope(GeneratorLoss loss, float logit) {
    Constant network = new Constant("logit", logit, 1, 1);
    try (NDManager scope = session.manager().newSubManager();
        Weights weights = Weights.draw(session, List.of(network), 0);
        GradientScope graph = GradientScope.record(weights, List.of("logit"), scope)) {
      graph.backward(loss.of(graph.get("logit")));
      return graph.gradients().get(0).getFloat();
    }
  }

  /** A network of one parameter, whose value is its output. */
  @SuppressWarnings("ArrayRecordComponent") // a shape, never compared
  private record Constant(String name, float value, long... shape) implements Network {
    @Override
    public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
      return parameters.get(name);
    }

    @Override
    public void declare(Declarations declare) {
      declare.constant(name, value, shape);
    }
  }

  /** One pose of two is wrong, at one joint without children: its bone is wrong by as much. */
  @Test
  void theNormsOfEq2AreSumsOverJoints() {
    NDArray predicted = pose(2, FOOT, 3, 4, 0);
    NDArray truth = pose(2, FOOT, 0, 0, 0);
    double joints = 25 / 2.0;
    assertEquals(2 * joints, supervised(true, true, predicted, truth), 1e-5);
    assertEquals(joints, supervised(false, true, predicted, truth), 1e-5);
    assertEquals(2 * joints / 17, supervised(true, false, predicted, truth), 1e-6);
  }

  private static double supervised(boolean bones, boolean sums, NDArray predicted, NDArray truth) {
    return new SupervisedLoss(Skeleton.H36M_17, bones, sums)
        .of(predicted, truth)
        .total()
        .getFloat();
  }

  /**
   * x: a hand 3 to the right. X: the origin. X~: a foot 2 below it, which no turn about the
   * vertical moves. So |x - x~|^2 = 9 + 4, |X - X~|^2 = 4, |x - project(X)|^2 = 9; D(y) = 1/2.
   */
  @Test
  void theNormsOfEq4AreSumsOverJoints() {
    SslSettings settings = new SslSettings("cycle", GeneratorLoss.MINIMAX, 10, 0.1, 0, 0, 0, 1);
    assertEquals(-LN2 + 10 * 13 + 0.1 * 4, total(settings, 17), 1e-4);
    assertEquals(-LN2 + (10 * 13 + 0.1 * 4) / 17, total(settings, 1), 1e-5);
    SslSettings added =
        new SslSettings("adversary", GeneratorLoss.NONSATURATING, 10, 0.1, 5, 0, 0, 0.5);
    assertEquals(0.5 * LN2 + 5 * 9, total(added, 17), 1e-4);
    assertEquals(0.5 * LN2 + 5 * 9 / 17.0, total(added, 1), 1e-5);
  }

  private double total(SslSettings settings, double squaredErrors) {
    Network foot = new Constant("foot", 0, 1, 17 * 3);
    Network none = new Constant("none", 0, 1, 1);
    Discriminator undecided = new Discriminator(TinyWorld.SHAPE);
    Networks networks =
        new Networks(TinyWorld.SHAPE, new Lifter(17, none, none, foot, false), undecided);
    try (Weights weights = Weights.draw(session, List.of(none, foot, undecided.network()), 0)) {
      weights.get("foot").set(new NDIndex(0, FOOT * 3 + 1), 2);
      weights.get(Discriminator.PREFIX + "output.weight").muli(0);
      weights.get(Discriminator.PREFIX + "output.bias").muli(0);
      RandomViews views = new RandomViews(new ViewRange(0, 0), new SplittableRandom(1));
      NDArray x = pose(1, HAND, 3, 0);
      SslBatch pass =
          new SslBatch(networks, weights, x, pose(1, FOOT, 0, 0, 0), Pass.INFERENCE, views);
      return settings.build(squaredErrors).orElseThrow().loss(pass).total().getFloat();
    }
  }

  /** Real: one of one right. Fake: one of four right. Both kinds count equally. */
  @Test
  void accuracyDoesNotDependOnHowManyFakesThereAre() {
    DiscriminatorLoss loss = DiscriminatorLoss.of(logits(1), logits(-1, 1, 2, 3));
    assertEquals((1 + 0.25) / 2, loss.accuracy().getFloat(), 1e-7);
    assertTrue(loss.learns(0.63) && loss.learns(1));
    assertTrue(!loss.learns(0.62) && !loss.learns(0));
    assertTrue(DiscriminatorLoss.of(logits(1), logits(-1)).learns(1), "even when all is right");
  }
}
