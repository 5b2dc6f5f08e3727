package isopose.comparator.semgcn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import isopose.GradientCheck;
import isopose.TinyWorld;
import isopose.data.Normalisation;
import isopose.data.PoseSequence;
import isopose.geometry.RandomViews;
import isopose.geometry.ViewRange;
import isopose.loss.SslBatch;
import isopose.loss.SupervisedLoss;
import isopose.model.Lifter;
import isopose.model.NetworkShape;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.Pass;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SemGCN against counts and sums by hand, its own symmetries, and finite differences. */
class SemGcnTest {
  private Session session;

  private static boolean isOfOneHead(String name) {
    return name.startsWith(Lifter.EXTRACTOR) || name.startsWith(Lifter.FSL_HEAD);
  }

  @BeforeEach
  void open() {
    session = Session.cpu();
  }

  @AfterEach
  void close() {
    session.close();
  }

  private long count(SemGcn backbone, int joints) {
    NetworkShape shape = new NetworkShape(joints, 128, 0, 4, 3);
    try (Weights weights = Weights.draw(session, Networks.of(shape, backbone), 0)) {
      return weights.count(weights.trained(SemGcnTest::isOfOneHead));
    }
  }

  /** 16 joints have 46 edge weights: one each for themselves, two for each of 15 bones. */
  @Test
  void hasThePublishedNumberOfParameters() {
    long norm = 2 * 128;
    long input = 2 * 2 * 128 + 128 + 46 + norm;
    long block = 2 * (2 * 128 * 128 + 128 + 46 + norm);
    long output = 2 * 128 * 3 + 3 + 46;
    long nonLocal = 3 * (128 * 64 + 64) + 128 + (64 * 128 + 128) + norm;
    assertEquals(267_343, input + 4 * block + output);
    assertEquals(434_703, input + 4 * block + output + 5 * nonLocal);
    assertEquals(267_343, count(new SemGcn(Skeletons.H36M_16, false, false), 16));
    assertEquals(434_703, count(new SemGcn(Skeletons.H36M_16, true, false), 16));
    assertEquals(434_733, count(SemGcn.published(), 17), "three more edges in each of ten layers");
    long edges = 8 * 128 + 128 + 3;
    assertEquals(434_733 + 49 * (edges - 10), count(new SemGcn(Skeleton.H36M_17, true, true), 17));
  }

  @Test
  void everyJointIsInOneGroupAndTheNeckAlone() {
    JointGraph graph = JointGraph.of(Skeleton.H36M_17);
    assertEquals(49, graph.edges().size());
    assertEquals(9, graph.groups().size());
    assertEquals(List.of(Skeleton.H36M_17.index("neck")), graph.groups().get(8));
    assertEquals(8, JointGraph.of(Skeletons.H36M_16).groups().size());
    assertThrows(
        IllegalArgumentException.class,
        () -> new JointGraph(3, List.of(), List.of(List.of(0, 1), List.of(1, 2))));
  }

  /** A hip, a knee and a foot in a row, one channel in, two out: sums by hand. */
  @Test
  void aConvolutionOnThreeJointsIsTheSumByHand() {
    Skeleton leg =
        new Skeleton("leg", List.of("hip", "knee", "foot"), List.of(0, 0, 1), List.of(0, 1, 2));
    SemanticConvolution layer = new SemanticConvolution("c", JointGraph.of(leg), 1, 2, true);
    try (Weights weights = Weights.draw(session, List.of(layer), 1)) {
      // edges: hip-hip, knee-knee, knee-hip, hip-knee, foot-foot, foot-knee, knee-foot
      set(weights, "c.edges", 0, 1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 0, 0);
      set(weights, "c.kernels", 2, -1, 3, 1);
      set(weights, "c.bias", 0.5f, 0);
      NDArray x = session.manager().create(new float[] {1, 10, 100}, new Shape(1, 3, 1));
      float[] y = layer.forward(weights, x, Pass.INFERENCE).toFloatArray();
      double hip = share(0, 0, 3) * 2 * 1 + share(3, 0, 3) * 3 * 10 + 0.5;
      double knee =
          share(1, 1, 2, 6) * 2 * 10
              + share(2, 1, 2, 6) * 3 * 1
              + share(6, 1, 2, 6) * 3 * 100
              + 0.5;
      double foot = share(4, 4, 5) * 2 * 100 + share(5, 4, 5) * 3 * 10 + 0.5;
      assertArrayEquals(
          new float[] {
            (float) hip, (-1 + 10) / 2f,
            (float) knee, (-10 + 1 + 100) / 3f,
            (float) foot, (-100 + 10) / 2f
          },
          y,
          1e-3f);
    }
  }

  private static double share(double of, double... among) {
    double sum = 0;
    for (double e : among) {
      sum += Math.exp(e);
    }
    return Math.exp(of) / sum;
  }

  private static void set(Weights weights, String name, float... values) {
    NDArray array = weights.get(name);
    array.set(new NDIndex("..."), array.getManager().create(values, array.getShape()));
  }

  @Test
  void aJointHearsOnlyItsNeighbours() {
    for (boolean channelEdges : new boolean[] {false, true}) {
      JointGraph graph = JointGraph.of(Skeleton.H36M_17);
      SemanticConvolution layer = new SemanticConvolution("c", graph, 2, 6, channelEdges);
      try (Weights weights = Weights.draw(session, List.of(layer), 4)) {
        NDArray x = noise(new Shape(3, 17, 2));
        float[] before = layer.forward(weights, x, Pass.INFERENCE).toFloatArray();
        int moved = Skeleton.H36M_17.index("left_elbow");
        x.set(new NDIndex(":," + moved), 5);
        float[] after = layer.forward(weights, x, Pass.INFERENCE).toFloatArray();
        for (int k = 0; k < before.length; k++) {
          boolean hears =
              List.of("left_shoulder", "left_elbow", "left_wrist")
                  .contains(Skeleton.H36M_17.joints().get(k / 6 % 17));
          assertEquals(hears, before[k] != after[k], Skeleton.H36M_17.joints().get(k / 6 % 17));
        }
      }
    }
  }

  @Test
  void attentionSumsToOneOverNeighboursAndStartsEven() {
    JointGraph graph = JointGraph.of(Skeleton.H36M_17);
    SemanticConvolution layer = new SemanticConvolution("c", graph, 2, 4, true);
    try (Weights weights = Weights.draw(session, List.of(layer), 4)) {
      float[] attention = layer.attention(weights, session.manager()).toFloatArray();
      int wrist = Skeleton.H36M_17.index("left_wrist");
      assertEquals(0.5f, attention[wrist * 17 + wrist], 1e-6f);
      assertEquals(0.25f, attention[0], 1e-6f, "the pelvis, both hips, the spine");
      assertEquals(0, attention[wrist], 0f, "exactly none from the wrist to the pelvis");
      float sum = 0;
      for (float share : attention) {
        sum += share;
      }
      assertEquals(4 * 17, sum, 1e-4f);
    }
  }

  @Test
  void theNonLocalLayerStartsAsTheIdentityAndThenReachesEveryJoint() {
    NonLocalLayer layer = new NonLocalLayer("n", JointGraph.of(Skeleton.H36M_17), 4);
    try (Weights weights = Weights.draw(session, List.of(layer), 4)) {
      NDArray x = noise(new Shape(2, 17, 4)).abs();
      assertArrayEquals(
          x.toFloatArray(), layer.forward(weights, x, Pass.INFERENCE).toFloatArray(), 0);
      set(weights, "n.norm.gamma", 1, 1, 1, 1);
      set(weights, "n.asks", 1, 1);
      set(weights, "n.theta.bias", 9, 9); // every relation is above ReLU's 0
      float[] before = layer.forward(weights, x, Pass.INFERENCE).toFloatArray();
      x.set(new NDIndex("0,13"), 7);
      float[] after = layer.forward(weights, x, Pass.INFERENCE).toFloatArray();
      for (int k = 0; k < before.length; k++) {
        int sample = k / 4 / 17;
        assertEquals(
            sample == 0,
            before[k] != after[k],
            "sample %d, joint %d".formatted(sample, k / 4 % 17));
      }
    }
  }

  @Test
  void samplesOfABatchDoNotMixWhenPredicting() {
    Networks networks = Networks.of(new NetworkShape(17, 8, 0.5, 2, 1), SemGcn.published());
    try (Weights weights = Weights.draw(session, networks, 4)) {
      NDArray x = noise(new Shape(5, 17, 2));
      NDArray features = networks.lifter().features(weights, x, Pass.INFERENCE);
      assertEquals(new Shape(5, 17 * 8), features.getShape());
      NDArray all = networks.lifter().fslHead(weights, features, Pass.INFERENCE);
      assertEquals(new Shape(5, 17, 3), all.getShape());
      NDArray alone = networks.lifter().features(weights, x.get("3:4"), Pass.INFERENCE);
      assertArrayEquals(
          all.get("3").toFloatArray(),
          networks.lifter().fslHead(weights, alone, Pass.INFERENCE).toFloatArray(),
          1e-5f);
    }
  }

  /** A result lives where its first operand lives: with a parameter first, it would never go. */
  @Test
  void predictionLeavesNothingBehind() {
    for (SemGcn backbone : List.of(SemGcn.published(), new SemGcn(Skeleton.H36M_17, true, true))) {
      Networks networks = Networks.of(new NetworkShape(17, 8, 0.5, 2, 1), backbone);
      try (Weights weights = Weights.draw(session, networks, 4);
          NDManager scope = session.manager().newSubManager()) {
        NDManager owner = weights.get(weights.names().iterator().next()).getManager();
        NDArray x = scope.zeros(new Shape(2, 17, 2));
        int before = owner.getManagedArrays().size();
        NDArray features = networks.lifter().features(weights, x, Pass.INFERENCE);
        networks.lifter().fslHead(weights, features, Pass.INFERENCE);
        networks.lifter().sslHead(weights, features, x, Pass.INFERENCE);
        assertEquals(before, owner.getManagedArrays().size());
      }
    }
  }

  @Test
  void gradientsFitFiniteDifferences() {
    PoseSequence clip = TinyWorld.clips(1, 6, 11).get(0);
    Normalisation normalisation = Normalisation.of(List.of(clip));
    NDArray x = tensor(normalisation.input(clip.pose2d()));
    NDArray truth = tensor(normalisation.target(clip.pose3d(), clip.pose2d()));
    for (SemGcn backbone : List.of(SemGcn.published(), new SemGcn(Skeleton.H36M_17, true, true))) {
      Networks networks = Networks.of(new NetworkShape(17, 8, 0, 2, 1), backbone);
      try (Weights weights = Weights.draw(session, networks, 3)) {
        weights.names().stream()
            .filter(name -> name.endsWith("nonlocal.norm.gamma"))
            .forEach(name -> weights.get(name).addi(0.5f)); // awake, as after some training
        SupervisedLoss supervised = new SupervisedLoss(Skeleton.H36M_17, true, false);
        GradientCheck.assertFits(
            session,
            weights,
            weights.trained(SemGcnTest::isOfOneHead),
            p -> {
              NDArray features = networks.lifter().features(p, x, Pass.INFERENCE);
              return supervised
                  .of(networks.lifter().fslHead(p, features, Pass.INFERENCE), truth)
                  .total();
            });
        GradientCheck.assertFits(
            session,
            weights,
            weights.trained(name -> !name.startsWith(Lifter.FSL_HEAD)),
            p -> {
              NDArray features = networks.lifter().features(p, x, Pass.INFERENCE);
              RandomViews views = new RandomViews(ViewRange.PAPER, new SplittableRandom(4));
              return TinyWorld.CYCLE
                  .loss(
                      new SslBatch(networks, p, x, features, Pass.INFERENCE, Pass.INFERENCE, views))
                  .total();
            });
      }
    }
  }

  @Test
  void refusesSizesThatItCannotHave() {
    assertThrows(
        IllegalArgumentException.class,
        () -> SemGcn.published().requireFitting(new NetworkShape(16, 8, 0, 2, 1)));
    IllegalArgumentException odd =
        assertThrows(
            IllegalArgumentException.class,
            () -> SemGcn.published().requireFitting(new NetworkShape(17, 7, 0, 2, 1)));
    assertTrue(odd.getMessage().contains("even width"), odd.getMessage());
  }

  private NDArray noise(Shape shape) {
    SplittableRandom random = new SplittableRandom(2);
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return session.manager().create(values, shape);
  }

  private NDArray tensor(Poses poses) {
    return session
        .manager()
        .create(poses.values(), new Shape(poses.count(), poses.joints(), poses.dims()));
  }
}
