package isopose.model.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import isopose.model.NetworkShape;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a residual block does in each kind of pass, against the same sums in plain Java. */
class ResidualBlockTest {
  private static final NetworkShape SHAPE = new NetworkShape(2, 2, 0.5, 1, 1);
  private static final float[] INPUT = {1, -2, 3, 0.5f, -1, 4};

  private Session session;
  private Weights weights;
  private NDArray x;

  @BeforeEach
  void open() {
    session = Session.cpu();
    weights = Weights.draw(session, Networks.of(SHAPE), 5);
    x = session.manager().create(INPUT, new Shape(3, 2));
  }

  @AfterEach
  void close() {
    session.close();
  }

  private float[] run(Pass pass, boolean normalised) {
    return new ResidualBlock("extractor.block1", 2, 0.5, normalised)
        .forward(weights, x, pass)
        .toFloatArray();
  }

  @Test
  void inferenceUsesTheRunningStatisticsAndNoDropout() {
    double[][] h = {{1, -2}, {3, 0.5}, {-1, 4}};
    for (int i = 1; i <= 2; i++) {
      float[] w = weights.get("extractor.block1.linear" + i + ".weight").toFloatArray();
      float[] b = weights.get("extractor.block1.linear" + i + ".bias").toFloatArray();
      for (double[] row : h) {
        double first = w[0] * row[0] + w[1] * row[1] + b[0];
        double second = w[2] * row[0] + w[3] * row[1] + b[1];
        row[0] = leaky(first / Math.sqrt(1 + 1e-5)); // statistics start at mean 0, variance 1
        row[1] = leaky(second / Math.sqrt(1 + 1e-5));
      }
    }
    float[] expected = new float[6];
    for (int k = 0; k < 6; k++) {
      expected[k] = (float) (INPUT[k] + h[k / 2][k % 2]);
    }
    assertArrayEquals(expected, run(Pass.INFERENCE, true), 1e-5f);
  }

  private static double leaky(double value) {
    return value > 0 ? value : 0.01 * value;
  }

  @Test
  void trainingMovesTheRunningStatisticsATenthOfTheWay() {
    float[] w = weights.get("extractor.block1.linear1.weight").toFloatArray();
    float[] b = weights.get("extractor.block1.linear1.bias").toFloatArray();
    double mean = 0;
    for (int n = 0; n < 3; n++) {
      mean += (w[0] * INPUT[2 * n] + w[1] * INPUT[2 * n + 1] + b[0]) / 3;
    }
    run(Pass.TRAIN, true);
    float[] running = weights.get("extractor.block1.norm1.running_mean").toFloatArray();
    assertEquals(0.1 * mean, running[0], 1e-6);
  }

  @Test
  void onlyTrainingMovesTheRunningStatistics() {
    float[] before = weights.get("extractor.block1.norm1.running_variance").toFloatArray();
    run(Pass.FROZEN_STATISTICS, true);
    run(Pass.INFERENCE, true);
    assertArrayEquals(
        before, weights.get("extractor.block1.norm1.running_variance").toFloatArray(), 0);
  }

  @Test
  void dropoutIsOnInTrainingOnly() {
    Engine.getInstance().setRandomSeed(1);
    float[] clean = run(Pass.INFERENCE, false);
    assertArrayEquals(clean, run(Pass.INFERENCE, false), 0);
    int differing = 0;
    for (int repeat = 0; repeat < 20; repeat++) {
      differing += Arrays.equals(clean, run(Pass.FROZEN_STATISTICS, false)) ? 0 : 1;
    }
    assertNotEquals(0, differing);
  }
}
