package isopose.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.GradientCheck;
import isopose.TinyWorld;
import isopose.data.Normalisation;
import isopose.data.PoseSequence;
import isopose.geometry.RandomViews;
import isopose.geometry.ViewRange;
import isopose.model.Discriminator;
import isopose.model.GradientScope;
import isopose.model.NetworkShape;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The gradients of eq. 2, 3 and 4 against central differences along random directions. */
class LossGradientTest {
  private static final int SAMPLES = 6;

  private final Networks networks = Networks.of(new NetworkShape(17, 16, 0, 4, 3));
  private final Networks depthOnly = Networks.of(new NetworkShape(17, 16, 0, 4, 3, true));
  private Session session;
  private Weights weights;
  private NDArray x;
  private NDArray truth;

  @BeforeEach
  void open() {
    session = Session.cpu();
    weights = Weights.draw(session, networks, 3);
    PoseSequence clip = TinyWorld.clips(1, SAMPLES, 11).get(0);
    Normalisation normalisation = Normalisation.of(List.of(clip));
    x = tensor(normalisation.input(clip.pose2d()));
    truth = tensor(normalisation.target(clip.pose3d(), clip.pose2d()));
  }

  @AfterEach
  void close() {
    session.close();
  }

  private NDArray tensor(Poses poses) {
    return session
        .manager()
        .create(poses.values(), new Shape(poses.count(), poses.joints(), poses.dims()));
  }

  @TestFactory
  Stream<DynamicTest> lifterLosses() {
    Adversary plain = new Adversary(GeneratorLoss.NONSATURATING, 0, ViewRange.PAPER);
    Predicate<String> lifter = name -> !name.startsWith(Discriminator.PREFIX);
    return Stream.of(
        test("eq. 1", lifter, this::plainMse),
        test("eq. 2", lifter, p -> supervised(p, true)),
        test("eq. 3, non-saturating", lifter, p -> selfSupervised(p, plain)),
        test(
            "eq. 3, minimax",
            lifter,
            p -> selfSupervised(p, new Adversary(GeneratorLoss.MINIMAX, 0, ViewRange.PAPER))),
        test("eq. 4", lifter, p -> selfSupervised(p, new Cycle(plain, 10, 0.1))),
        test(
            "eq. 4, depth only",
            lifter,
            p -> selfSupervised(depthOnly, p, new Cycle(plain, 10, 0.1))),
        test(
            "eq. 4 with the identity view",
            lifter,
            p ->
                selfSupervised(
                    p,
                    new Cycle(
                        new Adversary(GeneratorLoss.NONSATURATING, 10, ViewRange.PAPER), 10, 0.1))),
        test(
            "the discriminator's side of eq. 3",
            name -> name.startsWith(Discriminator.PREFIX),
            p ->
                DiscriminatorLoss.of(
                        networks.discriminator(), p, x, x.mul(0.7).flip(1), Pass.INFERENCE)
                    .value()));
  }

  private DynamicTest test(String name, Predicate<String> trained, GradientCheck.Loss loss) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          // a factory's tests share one set-up, whose session is closed before they run
          open();
          GradientCheck.assertFits(session, weights, weights.trained(trained), loss);
          close();
        });
  }

  private NDArray plainMse(Parameters parameters) {
    return supervised(parameters, false);
  }

  private NDArray supervised(Parameters parameters, boolean boneTerm) {
    NDArray features = networks.lifter().features(parameters, x, Pass.INFERENCE);
    NDArray predicted = networks.lifter().fslHead(parameters, features, Pass.INFERENCE);
    return new SupervisedLoss(Skeleton.H36M_17, boneTerm, false).of(predicted, truth).total();
  }

  private NDArray selfSupervised(Parameters parameters, SslObjective technique) {
    return selfSupervised(networks, parameters, technique);
  }

  private NDArray selfSupervised(Networks lifting, Parameters parameters, SslObjective technique) {
    NDArray features = lifting.lifter().features(parameters, x, Pass.INFERENCE);
    RandomViews views = new RandomViews(ViewRange.PAPER, new SplittableRandom(4));
    SslBatch pass =
        new SslBatch(lifting, parameters, x, features, Pass.INFERENCE, Pass.INFERENCE, views);
    return technique.loss(pass).total();
  }

  @Test
  void eachSideOfTheGameMovesItsOwnParametersOnly() {
    List<String> discriminator = weights.trained(n -> n.startsWith(Discriminator.PREFIX));
    List<String> lifter = weights.trained(n -> !n.startsWith(Discriminator.PREFIX));
    assertEquals(weights.trained(n -> true).size(), discriminator.size() + lifter.size());
    try (NDManager scope = session.manager().newSubManager();
        GradientScope graph = GradientScope.record(weights, lifter, scope)) {
      graph.backward(selfSupervised(graph, TinyWorld.CYCLE));
      for (String name : discriminator) {
        assertTrue(
            !graph.get(name).hasGradient(), name + " receives no gradient of the lifter's loss");
      }
    }
  }

  /**
   * Whatever the backward pass needs of the forward pass must still be there when Java has
   * collected its garbage in between: DJL keeps a number as in {@code array.mul(10)} only until the
   * product is made.
   */
  @Test
  void garbageCollectionBetweenForwardAndBackwardChangesNothing() throws InterruptedException {
    SslObjective technique =
        new Cycle(new Adversary(GeneratorLoss.NONSATURATING, 10, ViewRange.PAPER), 10, 0.1);
    float[] undisturbed = gradient(technique, false);
    for (int repeat = 0; repeat < 3; repeat++) {
      assertArrayEquals(undisturbed, gradient(technique, true), 0);
    }
  }

  private float[] gradient(SslObjective technique, boolean collectGarbage)
      throws InterruptedException {
    List<String> names = weights.trained(n -> n.startsWith("ssl_head.output"));
    try (NDManager scope = session.manager().newSubManager();
        GradientScope graph = GradientScope.record(weights, names, scope)) {
      NDArray loss = selfSupervised(graph, technique);
      if (collectGarbage) {
        System.gc();
        Thread.sleep(100); // freed buffers are returned by another thread
        for (int i = 0; i < 1000; i++) {
          ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder()).putFloat(Float.NaN);
        }
      }
      graph.backward(loss);
      return graph.gradients().get(0).toFloatArray();
    }
  }
}
