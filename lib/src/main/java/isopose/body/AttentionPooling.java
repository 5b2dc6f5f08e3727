package isopose.body;

import ai.djl.ndarray.NDArray;
import isopose.geometry.GradientSafe;
import isopose.model.layers.LinearLayer;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;

/**
 * The mean of the features, each frame weighted by exp(s), where s is a learned score between -6
 * and 6. Two running sums: of the weighted features, and of the weights.
 */
public final class AttentionPooling implements Pooling {
  private static final String SCORE = PREFIX + "score";
  private static final double LIMIT = 6;

  @Override
  public void declare(Network.Declarations declare, int width) {
    new LinearLayer(SCORE, width, 1).declare(declare);
  }

  @Override
  public NDArray summed(Parameters parameters, NDArray features) {
    int width = (int) features.getShape().get(1);
    NDArray score = new LinearLayer(SCORE, width, 1).forward(parameters, features, Pass.INFERENCE);
    NDArray weight = GradientSafe.between(score, -LIMIT, LIMIT).exp();
    return features.mul(weight).concat(weight, 1);
  }

  @Override
  public NDArray summary(NDArray sums, NDArray maxima, NDArray frames) {
    return sums.get(":, :-1").div(sums.get(":, -1:"));
  }
}
