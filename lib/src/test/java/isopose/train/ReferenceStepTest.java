package isopose.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.ReferenceSteps;
import isopose.TestDevice;
import isopose.geometry.RandomViews;
import isopose.geometry.ViewRange;
import isopose.loss.SupervisedLoss;
import isopose.model.Adam;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.DropoutSeeds;
import isopose.skeleton.Skeleton;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One step of eq. 5 as Python PyTorch computes it, in every way that the library has. */
class ReferenceStepTest {
  private static final TrainingSettings SETTINGS =
      new TrainingSettings(1, 6, 1e-3, 1, 0.5, true, false, 0.3, 2e-3, 1, true, false, 0);

  @ParameterizedTest
  @ValueSource(strings = {"AUTOGRAD", "FUSED"})
  void givesPyTorchsNumbers(String arithmetic) {
    ReferenceSteps reference = ReferenceSteps.read();
    Networks networks = Networks.of(ReferenceSteps.SHAPE);
    try (Session session = TestDevice.open();
        Weights weights = reference.weights(session, networks);
        Adam lifter = new Adam(session, weights, weights.trained(n -> !n.startsWith("discrim")));
        Adam discriminator =
            new Adam(session, weights, weights.trained(n -> n.startsWith("discrim")));
        NDManager scope = session.manager().newSubManager()) {
      JointTask task =
          new JointTask(
              networks,
              weights,
              SETTINGS,
              new SupervisedLoss(Skeleton.H36M_17, true, false),
              Optional.of(ReferenceSteps.OBJECTIVE),
              lifter,
              discriminator);
      TrainingSet.Batch batch =
          new TrainingSet.Batch(
              scope.create(reference.joint().x(), new Shape(6, 17, 2)),
              scope.create(reference.joint().truth(), new Shape(6, 17, 3)));
      RandomViews views = new RandomViews(ViewRange.PAPER, new SplittableRandom(11));
      try (JointIteration iteration = iteration(arithmetic, session, task)) {
        Map<String, Double> log = iteration.step(batch, views, new DropoutSeeds(0), 1, scope);
        assertEquals(reference.joint().log().keySet(), log.keySet());
        log.forEach(
            (name, value) ->
                assertEquals(reference.joint().log().get(name), value, 1e-5 * value, name));
      }
      reference.joint().assertMade(weights, lifter, discriminator);
    }
  }

  private static JointIteration iteration(String arithmetic, Session session, JointTask task) {
    return arithmetic.equals("AUTOGRAD")
        ? new AutogradJointIteration(task)
        : FusedJointIteration.of(session, task).orElseThrow();
  }
}
