package isopose.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.TestDevice;
import isopose.TinyWorld;
import isopose.model.layers.DropoutMask;
import isopose.model.layers.DropoutSeeds;
import isopose.model.layers.LinearLayer;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;
import isopose.model.layers.ResidualBlock;
import isopose.model.layers.ResidualPath;
import isopose.model.layers.Sequence;
import isopose.model.torchscript.Script;
import isopose.skeleton.Poses;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts by themselves: predictions and dropout's masks. */
class ScriptsTest {
  private static final Networks NETWORKS = Networks.of(TinyWorld.SHAPE);

  /** Numbers of rows on both sides of where the products change their form. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 32, 33})
  void aPredictionIsTheNetworksOwnAnswer(int rows) {
    try (Session session = TestDevice.open();
        Weights weights = Weights.draw(session, NETWORKS, 1);
        NDManager scope = session.manager().newSubManager()) {
      NDArray x = scope.randomNormal(new Shape(rows, 34));
      ResidualPath path = NETWORKS.lifter().fslPath().orElseThrow();
      NDArray features = NETWORKS.lifter().features(weights, x, Pass.INFERENCE);
      NDArray expected = NETWORKS.lifter().fslHead(weights, features, Pass.INFERENCE);
      NDArray pose = NETWORKS.lifter().fslPose(weights.forward(path, x));
      assertArrayEquals(expected.toFloatArray(), pose.toFloatArray(), 1e-5f);
    }
  }

  @ParameterizedTest
  @EnumSource(Predictor.Head.class)
  void otherParametersPredictTheSame(Predictor.Head head) {
    try (Session session = TestDevice.open();
        Weights weights = Weights.draw(session, NETWORKS, 1)) {
      Poses x = TinyWorld.people(3, 4);
      Poses flat = new Poses(Arrays.copyOf(x.values(), 3 * 34), 17, 2);
      Predictor predictor = new Predictor(NETWORKS.lifter(), true);
      Parameters others = name -> weights.get(name);
      assertArrayEquals(
          predictor.predict(session.manager(), others, flat, head).values(),
          predictor.predict(session.manager(), weights, flat, head).values(),
          1e-4f);
    }
  }

  @Test
  void aMissingScriptIsAnException() {
    try (Session session = TestDevice.open()) {
      var e =
          assertThrows(
              IllegalStateException.class, () -> Script.load(session.manager(), "no_such"));
      assertTrue(e.getMessage().startsWith("no_such.pt: missing"), e.getMessage());
    }
  }

  @Test
  void aNetworkOfOnesOwnHasNoPath() {
    Network own = new Sequence(List.of(new LinearLayer("a", 2, 2)));
    assertTrue(ResidualPath.through(true, false, own).isPresent());
    assertEquals(Optional.empty(), ResidualPath.through(true, true, own));
    Network mixed =
        new Sequence(
            List.of(new ResidualBlock("a", 2, 0, true), new ResidualBlock("b", 2, 0, false)));
    assertEquals(Optional.empty(), ResidualPath.through(false, false, mixed));
  }

  /** Six standard deviations of the share of 10^6 independent entries. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.25, 0.5})
  void aMaskDropsTheRightShareAndKeepsTheMean(double probability) {
    try (Session session = TestDevice.open();
        NDManager scope = session.manager().newSubManager()) {
      Engine.getInstance().setRandomSeed(1);
      float[] mask =
          DropoutMask.like(scope.zeros(new Shape(1000, 1001)), probability).toFloatArray();
      double dropped = 0;
      double neighbours = 0;
      for (int i = 0; i < mask.length; i++) {
        assertTrue(mask[i] == 0 || Math.abs(mask[i] - 1 / (1 - probability)) < 1e-6);
        dropped += mask[i] == 0 ? 1 : 0;
        neighbours += i > 0 && mask[i] == 0 && mask[i - 1] == 0 ? 1 : 0;
      }
      double deviation = 6 * 0.5 / Math.sqrt(mask.length);
      assertEquals(probability, dropped / mask.length, deviation);
      assertEquals(probability * probability, neighbours / mask.length, deviation);
    }
  }

  @Test
  void aMaskFollowsTheSeed() {
    try (Session session = TestDevice.open();
        NDManager scope = session.manager().newSubManager()) {
      float[][] masks = new float[3][];
      int[] seeds = {1, 1, 2};
      for (int k = 0; k < seeds.length; k++) {
        new DropoutSeeds(seeds[k]).before(DropoutSeeds.Way.LIFT);
        masks[k] = DropoutMask.like(scope.zeros(new Shape(7, 3)), 0.5).toFloatArray();
      }
      assertArrayEquals(masks[0], masks[1], 0);
      assertFalse(Arrays.equals(masks[0], masks[2]));
    }
  }
}
