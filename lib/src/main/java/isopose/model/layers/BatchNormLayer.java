package isopose.model.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.norm.BatchNorm;

/**
 * Batch normalisation of features (N, width).
 *
 * @param name of the layer; its arrays are name.gamma, .beta, .running_mean, .running_variance
 * @param width features
 * @param gamma the scale's start: 1, or 0 for a branch that starts silent
 */
public record BatchNormLayer(String name, int width, float gamma) implements Network {
  /**
   * The fraction of a running statistic that is kept after a batch: DJL's momentum is 1 -
   * PyTorch's.
   */
  private static final float MOMENTUM = 0.9f;

  private static final float EPSILON = 1e-5f;

  @Override
  public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
    return BatchNorm.batchNorm(
            x,
            parameters.get(name + ".running_mean"),
            parameters.get(name + ".running_variance"),
            parameters.get(name + ".gamma"),
            parameters.get(name + ".beta"),
            1,
            MOMENTUM,
            EPSILON,
            pass.batchStatistics)
        .singletonOrThrow();
  }

  @Override
  public void declare(Declarations declare) {
    declare.constant(name + ".gamma", gamma, width);
    declare.constant(name + ".beta", 0, width);
    declare.statistic(name + ".running_mean", 0, width);
    declare.statistic(name + ".running_variance", 1, width);
  }
}
