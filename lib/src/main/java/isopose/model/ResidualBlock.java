package isopose.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * The residual block of Martinez et al. (2017) as Sec. 3.3 uses it: x + f(f(x)) with f = linear,
 * batch normalisation, leaky ReLU, dropout. The discriminator's blocks have no normalisation.
 */
record ResidualBlock(String name, int width, double dropout, boolean normalised)
    implements Reversible {
  private static final float LEAKY_SLOPE = 0.01f;

  @Override
  public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
    NDArray h = half(1, parameters, x, pass);
    return x.add(half(2, parameters, h, pass));
  }

  private NDArray half(int i, Parameters parameters, NDArray x, Pass pass) {
    NDArray h = linear(i).forward(parameters, x, pass);
    if (normalised) {
      h = norm(i).forward(parameters, h, pass);
    }
    return pass.drop(Activation.leakyRelu(h, LEAKY_SLOPE), dropout);
  }

  @Override
  public NDArray forward(Parameters parameters, NDArray x, Trail trail) {
    NDArray h = half(1, parameters, x, trail);
    return x.add(half(2, parameters, h, trail));
  }

  private NDArray half(int i, Parameters parameters, NDArray x, Trail trail) {
    NDArray h = linear(i).forward(parameters, x, trail);
    if (normalised) {
      h = norm(i).forward(parameters, h, trail);
    }
    NDArray activated = Activation.leakyRelu(h, LEAKY_SLOPE);
    h.close();
    trail.push(activated);
    return activated;
  }

  @Override
  public NDArray backward(Parameters parameters, NDArray gradient, Trail trail, GradientSink sink) {
    NDArray g = halfBackward(2, parameters, gradient, trail, sink);
    return halfBackward(1, parameters, g, trail, sink).addi(gradient);
  }

  private NDArray halfBackward(
      int i, Parameters parameters, NDArray gradient, Trail trail, GradientSink sink) {
    // the slope from the sign; at 0, where there is none, this takes the middle of the two
    NDArray g = trail.pop().sign();
    g.muli((1 - LEAKY_SLOPE) / 2).addi((1 + LEAKY_SLOPE) / 2).muli(gradient);
    if (normalised) {
      g = norm(i).backward(parameters, g, trail, sink);
    }
    return linear(i).backward(parameters, g, trail, sink);
  }

  @Override
  public void declare(Declarations declare) {
    for (int i = 1; i <= 2; i++) {
      linear(i).declare(declare);
      if (normalised) {
        norm(i).declare(declare);
      }
    }
  }

  private LinearLayer linear(int i) {
    return new LinearLayer(name + ".linear" + i, width, width);
  }

  private BatchNormLayer norm(int i) {
    return new BatchNormLayer(name + ".norm" + i, width, 1);
  }
}
