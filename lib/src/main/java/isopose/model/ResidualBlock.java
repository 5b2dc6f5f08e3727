package isopose.model;

import ai.djl.ndarray.NDArray;
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
      NDArray standardised = h.subi(trail.norms().mean(norm(i))).divi(spread(i, trail));
      trail.push(standardised);
      h = standardised.mul(parameters.get(norm(i) + ".gamma"));
      h.addi(parameters.get(norm(i) + ".beta"));
    }
    NDArray activated = Activation.leakyRelu(h, LEAKY_SLOPE);
    h.close();
    trail.push(activated);
    return activated;
  }

  private NDArray spread(int i, Trail trail) {
    return trail.norms().spread(norm(i), NORM_EPSILON);
  }

  @Override
  public NDArray backward(Parameters parameters, NDArray gradient, Trail trail, GradientSink sink) {
    NDArray g = halfBackward(2, parameters, gradient, trail, sink);
    return halfBackward(1, parameters, g, trail, sink).addi(gradient);
  }

  private NDArray halfBackward(
      int i, Parameters parameters, NDArray gradient, Trail trail, GradientSink sink) {
    // at 0, where there is no slope, this takes the middle of the two
    NDArray g = trail.pop().sign();
    g.muli((1 - LEAKY_SLOPE) / 2).addi((1 + LEAKY_SLOPE) / 2).muli(gradient);
    if (normalised) {
      NDArray standardised = trail.pop();
      sink.vector(norm(i) + ".gamma", standardised.muli(g));
      sink.vector(norm(i) + ".beta", g);
      // with frozen statistics it is gamma times a standardised h, plus beta
      g.muli(parameters.get(norm(i) + ".gamma")).divi(spread(i, trail));
    }
    return linear(i).backward(parameters, g, trail, sink);
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
