package isopose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import isopose.model.GradientScope;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.Parameters;
import java.util.List;
import java.util.SplittableRandom;

/** Gradients against central differences along random directions. */
public final class GradientCheck {
  private static final double STEP = 2e-3;

  private GradientCheck() {}

  /** A loss as a function of the weights alone. */
  public interface Loss {
    NDArray of(Parameters parameters);
  }

  /**
   * Along a direction d the loss must rise by g d. The direction is the gradient's own sign pattern
   * mixed with noise, so that the slope stands well above float32's rounding.
   *
   * @param names of the weights that are moved
   */
  public static void assertFits(Session session, Weights weights, List<String> names, Loss loss) {
    SplittableRandom random = new SplittableRandom(9);
    for (int repeat = 0; repeat < 3; repeat++) {
      try (NDManager scope = session.manager().newSubManager()) {
        List<NDArray> gradients;
        try (GradientScope graph = GradientScope.record(weights, names, scope)) {
          graph.backward(loss.of(graph));
          gradients = graph.gradients();
        }
        List<NDArray> direction =
            gradients.stream().map(g -> g.sign().mul(noise(scope, g, random))).toList();
        double slope = 0;
        double size = 0;
        for (int i = 0; i < names.size(); i++) {
          slope += gradients.get(i).mul(direction.get(i)).sum().getFloat();
          size += direction.get(i).square().sum().getFloat();
        }
        double step = STEP / Math.sqrt(size);
        double above = moved(weights, names, direction, step, loss);
        double below = moved(weights, names, direction, -step, loss);
        assertTrue(slope > 0);
        assertEquals(
            slope, (above - below) / (2 * step), 0.01 * slope, "slope along the direction");
      }
    }
  }

  private static NDArray noise(NDManager scope, NDArray like, SplittableRandom random) {
    float[] values = new float[(int) like.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return scope.create(values, like.getShape());
  }

  private static double moved(
      Weights weights, List<String> names, List<NDArray> direction, double step, Loss loss) {
    try (Weights there = weights.duplicate()) {
      for (int i = 0; i < names.size(); i++) {
        there.get(names.get(i)).addi(direction.get(i).mul(step));
      }
      return loss.of(there).getFloat();
    }
  }
}
