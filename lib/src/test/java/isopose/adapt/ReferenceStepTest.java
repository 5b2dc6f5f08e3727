package isopose.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.ReferenceSteps;
import isopose.TestDevice;
import isopose.geometry.RandomViews;
import isopose.geometry.ViewRange;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One iteration of eq. 6 as Python PyTorch computes it, in every way that the library has. */
class ReferenceStepTest {
  private static final AdaptSettings SETTINGS =
      AdaptSettings.online(0).withViewsPerSample(3).withRate(5e-4);

  @ParameterizedTest
  @CsvSource({"AUTOGRAD, false", "FUSED, false", "AUTOGRAD, true", "FUSED, true"})
  void givesPyTorchsNumbers(String arithmetic, boolean startAgain) {
    ReferenceSteps reference = ReferenceSteps.read();
    Networks networks = Networks.of(ReferenceSteps.SHAPE);
    try (Session session = TestDevice.open();
        Weights trained = reference.weights(session, networks);
        AdaptedModel model = new AdaptedModel(session, trained);
        Iteration iteration = iteration(arithmetic, session, networks, model);
        NDManager scope = session.manager().newSubManager()) {
      NDArray x = scope.create(reference.online().x(), new Shape(1, 17, 2));
      if (startAgain) {
        model.startAgain(); // as vanilla mode does before each sample
      }
      double loss = iteration.step(x, new RandomViews(ViewRange.PAPER, new SplittableRandom(12)));
      assertEquals(reference.online().loss(), loss, 1e-5 * loss);
      reference.online().assertMade(model.adapted(), model.lifterAdam(), model.discriminatorAdam());
    }
  }

  private static Iteration iteration(
      String arithmetic, Session session, Networks networks, AdaptedModel model) {
    return arithmetic.equals("AUTOGRAD")
        ? new AutogradIteration(networks, ReferenceSteps.OBJECTIVE, SETTINGS, model)
        : FusedIteration.of(session, networks, ReferenceSteps.OBJECTIVE, SETTINGS, model)
            .orElseThrow();
  }
}
