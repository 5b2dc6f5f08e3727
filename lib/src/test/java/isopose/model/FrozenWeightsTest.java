package isopose.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import isopose.TestDevice;
import isopose.TinyWorld;
import isopose.model.layers.Network;
import isopose.model.layers.Pass;
import isopose.model.layers.ResidualPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frozen weights predict the same as they did before. */
class FrozenWeightsTest {

  /** Widths and rows on both sides of where the products change their form. */
  @ParameterizedTest
  @CsvSource({"32,1", "32,2", "32,31", "32,32", "32,100", "512,1", "512,3", "512,4", "512,40"})
  void theyPredictTheSame(int width, int rows) {
    NetworkShape shape = new NetworkShape(17, width, 0.25, 4, 3);
    Networks networks = Networks.of(shape);
    try (Session session = TestDevice.open();
        Weights weights = Weights.draw(session, networks, 1);
        NDManager scope = session.manager().newSubManager()) {
      disturb(scope, weights);
      NDArray x = scope.randomNormal(new Shape(rows, 2L * shape.joints()));
      ResidualPath path = networks.lifter().fslPath().orElseThrow();
      Network extractor = networks.lifter().extractor();
      NDArray features = extractor.forward(weights, x, Pass.INFERENCE);
      float[] expected =
          networks.lifter().fslHead(weights, features, Pass.INFERENCE).toFloatArray();
      float[] before = networks.lifter().fslPose(weights.forward(path, x)).toFloatArray();
      weights.freeze();
      float[] after = networks.lifter().fslPose(weights.forward(path, x)).toFloatArray();
      assertArrayEquals(expected, before, 2e-5f);
      assertArrayEquals(expected, after, 2e-5f);
    }
  }

  /** Gives batch normalisation something to do. */
  private static void disturb(NDManager scope, Weights weights) {
    for (String name : weights.names()) {
      NDArray array = weights.get(name);
      if (array.getShape().dimension() == 1) {
        array.set(new NDIndex("..."), scope.randomUniform(0.5f, 1.5f, array.getShape()));
      }
    }
  }

  @Test
  void theyAreNotChanged() {
    Networks networks = Networks.of(TinyWorld.SHAPE);
    try (Session session = TestDevice.open();
        Weights weights = Weights.draw(session, networks, 1).freeze();
        Weights other = Weights.draw(session, networks, 2);
        Weights copy = weights.duplicate()) {
      assertThrows(IllegalStateException.class, () -> weights.restore(other, name -> true));
      assertThrows(
          IllegalStateException.class, () -> weights.moveTowards(other, 0.5, name -> true));
      copy.restore(other, name -> true);
      assertEquals(0, copy.distance(other, name -> true));
    }
  }
}
