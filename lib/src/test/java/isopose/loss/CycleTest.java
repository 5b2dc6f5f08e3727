package isopose.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import isopose.TinyWorld;
import isopose.data.Normalisation;
import isopose.data.PoseSequence;
import isopose.geometry.RandomViews;
import isopose.geometry.UnitProjection;
import isopose.geometry.ViewRange;
import isopose.model.Discriminator;
import isopose.model.Lifter;
import isopose.model.NetworkShape;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;
import isopose.run.Identity;
import isopose.skeleton.Poses;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The geometry of eq. 4 with a lifter that knows the answer. */
class CycleTest {
  private static final int SAMPLES = 20;

  /** Knows the 3D pose of each batch it will see, in turn: first X, then R X. */
  private record Oracle(NDArray original, NDArray turned) implements Network {
    @Override
    public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
      NDArray mine = UnitProjection.project(original).reshape(x.getShape());
      boolean first = mine.sub(x).abs().max().getFloat() < 1e-5;
      return (first ? original : turned).reshape(new Shape(SAMPLES, -1));
    }

    @Override
    public void declare(Declarations declare) {}
  }

  /** Hands the oracle's answer through. */
  private record Identity() implements Network {
    @Override
    public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
      return x;
    }

    @Override
    public void declare(Declarations declare) {}
  }

  private static RandomViews views() {
    return new RandomViews(ViewRange.PAPER, new SplittableRandom(5));
  }

  @Test
  void aPerfectLifterHasZeroCycleLossAndZeroIdentityLoss() {
    try (Session session = Session.cpu()) {
      NDArray truth = truth(session);
      NDArray rotation = session.manager().create(views().draw(SAMPLES), new Shape(SAMPLES, 3, 3));
      NDArray turned = truth.matMul(rotation.transpose(0, 2, 1));
      Lifter perfect =
          new Lifter(17, new Oracle(truth, turned), new Identity(), new Identity(), false);
      Networks networks =
          new Networks(TinyWorld.SHAPE, perfect, new Discriminator(TinyWorld.SHAPE));
      Weights weights = Weights.draw(session, networks, 0);
      NDArray x = UnitProjection.project(truth);
      NDArray features = perfect.features(weights, x, Pass.INFERENCE);
      SslBatch pass =
          new SslBatch(networks, weights, x, features, Pass.INFERENCE, Pass.INFERENCE, views());
      Adversary tied = new Adversary(GeneratorLoss.NONSATURATING, 10, ViewRange.PAPER);
      Map<String, Double> terms = new Cycle(tied, 10, 0.1).loss(pass).values();
      assertEquals(0, terms.get("cycle_2d"), 1e-9);
      assertEquals(0, terms.get("cycle_3d"), 1e-9);
      assertEquals(0, terms.get("identity_view"), 1e-9);
      assertTrue(terms.get("adversarial") > 0.1, "an untrained D is not sure");
    }
  }

  /** Depth alone is predicted, so the lift always projects to its own input. */
  @Test
  void aDepthOnlyLiftLiesOnTheLinesOfSight() {
    NetworkShape shape = new NetworkShape(17, 16, 0, 4, 3, true);
    try (Session session = Session.cpu()) {
      Networks networks = Networks.of(shape);
      Weights weights = Weights.draw(session, networks, 0);
      NDArray truth = truth(session);
      NDArray x = UnitProjection.project(truth);
      assertArrayEquals(
          truth.toFloatArray(), UnitProjection.onLinesOfSight(x, truth).toFloatArray(), 1e-5f);
      NDArray features = networks.lifter().features(weights, x, Pass.INFERENCE);
      SslBatch pass =
          new SslBatch(networks, weights, x, features, Pass.INFERENCE, Pass.INFERENCE, views());
      assertArrayEquals(
          x.toFloatArray(), UnitProjection.project(pass.lifted()).toFloatArray(), 1e-5f);
    }
  }

  @Test
  void turningThereAndBackChangesNothing() {
    try (Session session = Session.cpu()) {
      NDArray truth = truth(session);
      Networks networks = Networks.of(TinyWorld.SHAPE);
      Weights weights = Weights.draw(session, networks, 0);
      NDArray x = UnitProjection.project(truth);
      NDArray features = networks.lifter().features(weights, x, Pass.INFERENCE);
      SslBatch pass =
          new SslBatch(networks, weights, x, features, Pass.INFERENCE, Pass.INFERENCE, views());
      assertArrayEquals(
          truth.toFloatArray(), pass.rotateBack(pass.rotate(truth)).toFloatArray(), 1e-5f);
    }
  }

  /** The projection used for the losses comes close to the real camera's picture of real people. */
  @Test
  void theUnitProjectionOfTheTargetIsTheInput() {
    List<PoseSequence> clips = TinyWorld.clips(1, SAMPLES, 3);
    Normalisation normalisation = Normalisation.of(clips);
    PoseSequence clip = clips.get(0);
    Poses input = normalisation.input(clip.pose2d());
    try (Session session = Session.cpu()) {
      float[] projected = UnitProjection.project(truth(session)).toFloatArray();
      double square = 0;
      for (int k = 0; k < projected.length; k++) {
        square += Math.pow(projected[k] - input.values()[k], 2);
      }
      // units are about half a metre, so 0.05 is 25 mm
      double error = Math.sqrt(square / projected.length);
      assertTrue(error < 0.05, "root mean square " + error);
    }
  }

  /** The clamp that keeps a wild prediction finite is never met by a person. */
  @Test
  void noRealPoseComesNearTheClampOfTheDepth() {
    Poses truth = target(TinyWorld.clips(4, 200, 6));
    float nearest = 0;
    for (int i = 0; i < truth.count(); i++) {
      for (int j = 0; j < 17; j++) {
        nearest = Math.min(nearest, truth.get(i, j, 2));
      }
    }
    assertTrue(UnitProjection.ROOT_DEPTH + nearest > 5, "nearest " + nearest);
  }

  private static NDArray truth(Session session) {
    return session
        .manager()
        .create(target(TinyWorld.clips(1, SAMPLES, 3)).values(), new Shape(SAMPLES, 17, 3));
  }

  private static Poses target(List<PoseSequence> clips) {
    Normalisation normalisation = Normalisation.of(clips);
    return Poses.concatenate(
        clips.stream().map(c -> normalisation.target(c.pose3d(), c.pose2d())).toList(), 17, 3);
  }
}
