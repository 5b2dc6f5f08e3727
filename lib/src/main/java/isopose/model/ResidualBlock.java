package isopose.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;

/**
 * The residual block of Martinez et al. (2017) as Sec. 3.3 uses it: x + f(f(x)) with f = linear,
 * batch normalisation, leaky ReLU, dropout. The discriminator's blocks have no normalisation.
 */
record ResidualBlock(String name, int width, double dropout, boolean normalised)
    implements Reversible {
  private static final float LEAKY_SLOPE = 0.01f;

  /** The share of a running statistic that a batch leaves: DJL's momentum is 1 - PyTorch's. */
  private static final float NORM_MOMENTUM = 0.9f;

  private static final float NORM_EPSILON = 1e-5f;

  @Override
  public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
    NDArray h = half(1, parameters, x, pass);
    return x.add(half(2, parameters, h, pass));
  }

  private NDArray half(int i, Parameters parameters, NDArray x, Pass pass) {
    NDArray h = linear(i).forward(parameters, x, pass);
    if (normalised) {
      h = batchNorm(norm(i), parameters, h, pass);
    }
    h = Activation.leakyRelu(h, LEAKY_SLOPE);
    return pass.dropout && dropout > 0
        ? Dropout.dropout(h, (float) dropout, true).singletonOrThrow()
        : h;
  }

  @Override
  public NDArray forward(Parameters parameters, NDArray x, Trail trail) {
    NDArray h = half(1, parameters, x, trail);
    return x.add(half(2, parameters, h, trail));
  }

  private NDArray half(int i, Parameters parameters, NDArray x, Trail trail) {
    NDArray h = linear(i).forward(parameters, x, trail);
    if (normalised) {
      trail.push(h);
      h = batchNorm(norm(i), parameters, h, Pass.INFERENCE);
    }
    h = Activation.leakyRelu(h, LEAKY_SLOPE);
    trail.push(h);
    return h;
  }

  @Override
  public NDArray backward(Parameters parameters, NDArray gradient, Trail trail, GradientSink sink) {
    NDArray g = halfBackward(2, parameters, gradient, trail, sink);
    return gradient.add(halfBackward(1, parameters, g, trail, sink));
  }

  private NDArray halfBackward(
      int i, Parameters parameters, NDArray gradient, Trail trail, GradientSink sink) {
    NDArray activated = trail.pop();
    NDArray g = NDArrays.where(activated.gt(0), gradient, gradient.mul(LEAKY_SLOPE));
    if (normalised) {
      g = batchNormBackward(norm(i), parameters, g, trail.pop(), sink);
    }
    return linear(i).backward(parameters, g, trail, sink);
  }

  /** With frozen statistics batch normalisation is gamma times a standardised h, plus beta. */
  private static NDArray batchNormBackward(
      String norm, Parameters parameters, NDArray gradient, NDArray h, GradientSink sink) {
    NDManager scope = gradient.getManager(); // what is computed here must not outlive the step
    NDArray variance = parameters.get(norm + ".running_variance");
    NDArray spread = scope.full(variance.getShape(), NORM_EPSILON).addi(variance).sqrt();
    NDArray standardised = h.sub(parameters.get(norm + ".running_mean")).divi(spread);
    NDArray g = gradient.mul(parameters.get(norm + ".gamma")).divi(spread);
    sink.vector(norm + ".gamma", standardised.muli(gradient));
    sink.vector(norm + ".beta", gradient);
    return g;
  }

  private static NDArray batchNorm(String norm, Parameters parameters, NDArray h, Pass pass) {
    return BatchNorm.batchNorm(
            h,
            parameters.get(norm + ".running_mean"),
            parameters.get(norm + ".running_variance"),
            parameters.get(norm + ".gamma"),
            parameters.get(norm + ".beta"),
            1,
            NORM_MOMENTUM,
            NORM_EPSILON,
            pass.batchStatistics)
        .singletonOrThrow();
  }

  @Override
  public void declare(Declarations declare) {
    for (int i = 1; i <= 2; i++) {
      linear(i).declare(declare);
      if (normalised) {
        declare.constant(norm(i) + ".gamma", 1, width);
        declare.constant(norm(i) + ".beta", 0, width);
        declare.statistic(norm(i) + ".running_mean", 0, width);
        declare.statistic(norm(i) + ".running_variance", 1, width);
      }
    }
  }

  private LinearLayer linear(int i) {
    return new LinearLayer(name + ".linear" + i, width, width);
  }

  private String norm(int i) {
    return name + ".norm" + i;
  }
}
