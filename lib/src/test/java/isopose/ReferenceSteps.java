package isopose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import isopose.geometry.ViewRange;
import isopose.loss.Adversary;
import isopose.loss.Cycle;
import isopose.loss.GeneratorLoss;
import isopose.model.Adam;
import isopose.model.NetworkShape;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/**
 * One step of joint training and one of online adaptation as Python PyTorch computes them in double
 * precision: {@code fixtures/steps/steps.py} wrote the numbers.
 *
 * @param joint of eq. 5
 * @param online of eq. 6
 */
public record ReferenceSteps(Step joint, Step online) {
  public static final NetworkShape SHAPE = new NetworkShape(17, 4, 0, 4, 3);
  public static final Cycle OBJECTIVE =
      new Cycle(new Adversary(GeneratorLoss.NONSATURATING, 2, ViewRange.PAPER), 10, 0.1);

  /**
   * A step's inputs and results.
   *
   * @param x 2D poses, network units
   * @param truth 3D poses; null in adaptation
   * @param before the weights, by name; null in adaptation, which starts from the same
   * @param log what a training logs, by name; null in adaptation
   * @param loss L_s; 0 in training, which logs it
   * @param gradients by the weights' names
   * @param after the weights, by name
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Step(
      float[] x,
      float[] truth,
      Map<String, float[]> before,
      Map<String, Double> log,
      double loss,
      Map<String, double[]> gradients,
      Map<String, double[]> after) {

    /**
     * Compares the weights after a step, and Adam's first moments: a tenth of the gradients.
     *
     * <p>A bias before a layer that the batch itself normalises has no gradient but rounding, of
     * which Adam makes a step of full length: such weights are left out.
     */
    public void assertMade(Weights weights, Adam... optimizers) {
      for (Adam adam : optimizers) {
        for (String name : adam.names()) {
          float[] moments = adam.state().get("first_moment." + name).toFloatArray();
          double[] expected = gradients.get(name);
          double scale = scale(name);
          for (int i = 0; i < moments.length; i++) {
            assertEquals(expected[i], 10 * moments[i], 1e-5 * scale, "gradient of " + name);
          }
        }
      }
      after.forEach((name, expected) -> assertNear(name, expected, weights));
    }

    private void assertNear(String name, double[] expected, Weights weights) {
      float[] actual = weights.get(name).toFloatArray();
      double[] gradient = gradients.get(name);
      int compared = 0;
      for (int i = 0; i < actual.length; i++) {
        if (gradient == null || Math.abs(gradient[i]) > 1e-5 * scale(name)) {
          assertEquals(expected[i], actual[i], 1e-5, name);
          compared++;
        }
      }
      boolean noGradient = name.startsWith("fsl_head.block") && name.endsWith(".bias");
      assertTrue(noGradient || compared > 0, name + " was not compared");
    }

    /** The largest gradient of the array, and for a bias of its layer's matrix. */
    private double scale(String name) {
      double own = MaxNorm.of(gradients.get(name));
      double[] matrix = gradients.get(name.replace(".bias", ".weight"));
      return matrix == null ? own : Math.max(own, MaxNorm.of(matrix));
    }
  }

  /** From the fixture. */
  public static ReferenceSteps read() {
    try (Reader reader = Files.newBufferedReader(Fixtures.path("steps/steps.json"))) {
      return new Gson().fromJson(reader, ReferenceSteps.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The weights that both steps start from. */
  public Weights weights(Session session, Networks networks) {
    Weights weights = Weights.draw(session, networks, 0);
    assertEquals(joint.before.keySet(), weights.names());
    joint.before.forEach((name, values) -> weights.get(name).set(values));
    return weights;
  }
}
