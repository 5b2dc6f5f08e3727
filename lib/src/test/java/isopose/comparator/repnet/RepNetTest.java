package isopose.comparator.repnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import isopose.GradientCheck;
import isopose.TinyWorld;
import isopose.data.motion.BvhPosesTest;
import isopose.geometry.GradientSafe;
import isopose.geometry.RandomViews;
import isopose.model.GradientScope;
import isopose.model.Lifter;
import isopose.model.NetworkShape;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.Pass;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RepNet's layers against sums by hand, invariants, the engine's own gradients and differences. */
class RepNetTest {
  private static final float[] TURN = RandomViews.rotation(0.7, -0.4);

  private final Critic critic = new Critic(Skeleton.H36M_17, 12);
  private Session session;
  private Weights weights;
  private NDArray poses;

  @BeforeEach
  void open() {
    session = Session.cpu();
    weights = Weights.draw(session, List.of(critic), 3);
    poses = GradientSafe.times(tensor(TinyWorld.people(5, 8)), 1e-3);
  }

  @AfterEach
  void close() {
    session.close();
  }

  private NDArray tensor(Poses p) {
    return session.manager().create(p.values(), new Shape(p.count(), p.joints(), p.dims()));
  }

  private NDArray turned(NDArray pose) {
    return pose.matMul(session.manager().create(TURN, new Shape(3, 3)).transpose());
  }

  @Test
  void psiHoldsSquaredLengthsAndAngles() {
    Skeleton leg =
        new Skeleton("leg", List.of("hip", "knee", "foot"), List.of(0, 0, 1), List.of(0, 1, 2));
    NDArray bent =
        session.manager().create(new float[] {0, 0, 0, 0, 2, 0, 3, 2, 1}, new Shape(1, 3, 3));
    assertArrayEquals(
        new float[] {4, 0, 0, 10}, new KinematicChain(leg).of(bent).toFloatArray(), 1e-6f);
  }

  @Test
  void psiDoesNotSeeHowAPoseIsTurned() {
    KinematicChain chain = new KinematicChain(Skeleton.H36M_17);
    assertEquals(256, chain.size());
    assertArrayEquals(
        chain.of(poses).toFloatArray(), chain.of(turned(poses).add(0.3f)).toFloatArray(), 1e-5f);
  }

  /** The engine differentiates the value with respect to a pose that it is told to watch. */
  @Test
  void theInputGradientIsTheEnginesOwn() {
    try (NDManager scope = session.manager().newSubManager();
        GradientScope graph = GradientScope.record(weights, List.of(), scope)) {
      NDArray leaf = poses.stopGradient();
      leaf.setRequiresGradient(true);
      graph.backward(critic.value(graph, leaf).sum());
      float[] engines = leaf.getGradient().toFloatArray();
      assertArrayEquals(engines, critic.inputGradient(weights, poses).toFloatArray(), 1e-5f);
    }
  }

  @Test
  void thePenaltysGradientFitsFiniteDifferences() {
    GradientCheck.assertFits(
        session, weights, weights.trained(n -> true), p -> critic.penalty(p, poses));
  }

  /**
   * libtorch can differentiate a gradient, at the price of junk in every leaf: once, as a judge.
   */
  @Test
  void thePenaltysGradientIsTheEnginesSecondDerivative() {
    List<String> names = weights.trained(n -> n.endsWith("weight"));
    try (NDManager scope = session.manager().newSubManager()) {
      List<float[]> ours;
      try (GradientScope graph = GradientScope.record(weights, names, scope)) {
        graph.backward(critic.penalty(graph, poses));
        ours = graph.gradients().stream().map(NDArray::toFloatArray).toList();
      }
      try (GradientScope graph = GradientScope.record(weights, names, scope)) {
        PtNDArray leaf = (PtNDArray) poses.stopGradient();
        leaf.setRequiresGradient(true);
        PtNDArray value = (PtNDArray) critic.value(graph, leaf).sum();
        PtNDArray one = (PtNDArray) scope.ones(value.getShape());
        JniUtils.backward(value, one, true, true);
        NDArray inner = leaf.getGradient();
        List<float[]> junk = graph.gradients().stream().map(NDArray::toFloatArray).toList();
        NDArray norm = inner.square().sum(new int[] {1, 2}).add(1e-12f).sqrt();
        graph.backward(norm.sub(1).square().mean());
        List<NDArray> sums = graph.gradients();
        for (int i = 0; i < names.size(); i++) {
          float[] engines = sums.get(i).toFloatArray();
          for (int k = 0; k < engines.length; k++) {
            engines[k] -= junk.get(i)[k];
          }
          assertArrayEquals(engines, ours.get(i), 1e-4f, names.get(i));
        }
      }
    }
  }

  @Test
  void aWeakPerspectiveCostsNothingAndIsRecovered() {
    float[] k = new float[6];
    for (int i = 0; i < 6; i++) {
      k[i] = 2.5f * TURN[i];
    }
    NDArray camera = session.manager().create(k, new Shape(1, 2, 3));
    assertEquals(0, WeakPerspective.loss(camera).getFloat(), 1e-5);
    assertArrayEquals(TURN, WeakPerspective.rotation(camera).toFloatArray(), 1e-5f);
    assertArrayEquals(
        turned(poses).get(":,:,0:2").mul(2.5f).toFloatArray(),
        WeakPerspective.project(camera.repeat(0, 5), poses).toFloatArray(),
        1e-5f);
    NDArray sheared = session.manager().create(new float[] {1, 0, 0, 1, 1, 0}, new Shape(1, 2, 3));
    // K K^T = (1 1; 1 2), trace 3: |2/3 - 1| + 2 * 2/3 + |4/3 - 1|
    assertEquals(2, WeakPerspective.loss(sheared).getFloat(), 1e-5);
  }

  /** A flat person from 45 degrees left and right: one picture, and 2/3 on the way between. */
  @Test
  void theCameraLossHasARidgeBetweenTwoViewsOfAFlatPerson() {
    float half = (float) Math.sqrt(0.5);
    NDArray flat = session.manager().create(new float[] {1, 2, 0, -3, 1, 0}, new Shape(1, 2, 3));
    float[][] seen = new float[3][];
    double[] costs = new double[3];
    float[] thirdColumn = {-half, 0, half};
    for (int i = 0; i < 3; i++) {
      float[] k = {half, 0, thirdColumn[i], 0, 1, 0};
      NDArray camera = session.manager().create(k, new Shape(1, 2, 3));
      seen[i] = WeakPerspective.project(camera, flat).toFloatArray();
      costs[i] = WeakPerspective.loss(camera).getFloat();
    }
    assertArrayEquals(seen[0], seen[1], 0);
    assertArrayEquals(seen[0], seen[2], 0);
    // at the ridge K K^T = diag(1/2, 1), trace 3/2: |2/3 - 1| + |4/3 - 1|
    assertArrayEquals(new double[] {0, 2.0 / 3, 0}, costs, 1e-6);
  }

  @Test
  void theHeadTurnsItsPoseIntoTheCamerasFrame() {
    NetworkShape shape = new NetworkShape(17, 16, 0, 4, 3, false, "repnet");
    Networks networks = Networks.of(shape, new RepNet());
    RepNet.Head head = new RepNet().head(Lifter.FSL_HEAD, shape);
    try (Weights drawn = Weights.draw(session, networks, 1)) {
      NDArray x = poses.get(":,:,0:2");
      NDArray features = networks.lifter().features(drawn, x, Pass.INFERENCE);
      NDArray pose = head.pose(drawn, features, Pass.INFERENCE);
      NDArray inCamera = networks.lifter().fslHead(drawn, features, Pass.INFERENCE);
      assertEquals(new Shape(5, 17, 3), inCamera.getShape());
      KinematicChain chain = new KinematicChain(Skeleton.H36M_17);
      assertArrayEquals(
          chain.of(pose).toFloatArray(), chain.of(inCamera).toFloatArray(), 1e-4f, "only turned");
    }
  }

  @Test
  void nothingIsLeftBehindInTheWeightsMemory() {
    NDManager owner = weights.get(Critic.PREFIX + "last.weight").getManager();
    int before = owner.getManagedArrays().size();
    critic.penalty(weights, poses);
    critic.value(weights, poses);
    assertEquals(before, owner.getManagedArrays().size());
    NetworkShape shape = new NetworkShape(17, 16, 0, 4, 3, false, "repnet");
    Networks networks = Networks.of(shape, new RepNet());
    try (Weights drawn = Weights.draw(session, networks, 1)) {
      NDManager drawnOwner = drawn.get("extractor.input.weight").getManager();
      int drawnBefore = drawnOwner.getManagedArrays().size();
      NDArray features = networks.lifter().features(drawn, poses.get(":,:,0:2"), Pass.INFERENCE);
      networks.lifter().fslHead(drawn, features, Pass.INFERENCE);
      assertEquals(drawnBefore, drawnOwner.getManagedArrays().size());
    }
  }

  @Test
  void losesTheViewOfTheRealPoses() {
    Template template = new Template();
    Poses people = TinyWorld.people(4, 5);
    Poses seen = new Poses(turned(tensor(people)).toFloatArray(), 17, 3);
    Poses aligned = template.aligned(people);
    assertArrayEquals(aligned.values(), template.aligned(seen).values(), 1e-4f);
    double millimetres = BvhPosesTest.bone(people, 0, 2);
    assertEquals(millimetres / 1000, BvhPosesTest.bone(aligned, 0, 2), 1e-4);
    assertTrue(aligned.get(0, 1, 0) < aligned.get(0, 4, 0), "right hip left of the left one");
  }

  @Test
  void countsParameters() {
    NetworkShape shape = new NetworkShape(17, 1000, 0, 4, 3, false, "repnet");
    long linear = 1000 * 1000 + 1000;
    long extractor = 34 * 1000 + 1000 + 2 * linear;
    long head = 5 * linear + 1000 * 51 + 51 + 4 * linear + 1000 * 6 + 6;
    long chain = 256 * 1000 + 1000 + 2 * linear;
    long pose = 51 * 100 + 100 + 3 * (100 * 100 + 100);
    long value = 1100 * 100 + 100 + 100 + 1;
    try (Weights drawn = Weights.draw(session, Networks.of(shape, new RepNet()), 1);
        Weights judge = Weights.draw(session, List.of(new Critic(Skeleton.H36M_17, 1000)), 1)) {
      assertEquals(extractor, drawn.count(drawn.trained(n -> n.startsWith(Lifter.EXTRACTOR))));
      assertEquals(head, drawn.count(drawn.trained(n -> n.startsWith(Lifter.FSL_HEAD))));
      assertEquals(chain + pose + value, judge.count(judge.trained(n -> true)));
      assertEquals(11_103_057, extractor + head);
    }
  }
}
