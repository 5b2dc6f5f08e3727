package isopose.comparator.semgcn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import isopose.model.layers.BatchNormLayer;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;

/**
 * Semantic convolution, batch normalisation, ReLU, dropout: (N, J, in) to (N, J, out).
 *
 * @param convolution the layer itself
 * @param dropout probability; 0 in the published network
 */
record GraphBlock(SemanticConvolution convolution, double dropout) implements Network {

  @Override
  public NDArray forward(Parameters parameters, NDArray x, Pass pass) {
    NDArray h = convolution.forward(parameters, x, pass);
    return pass.drop(Activation.relu(normalise(norm(), parameters, h, pass)), dropout);
  }

  /** Batch normalisation of features (N, J, C), over samples and joints. */
  static NDArray normalise(BatchNormLayer norm, Parameters parameters, NDArray h, Pass pass) {
    NDArray rows = h.reshape(new Shape(-1, norm.width()));
    return norm.forward(parameters, rows, pass).reshape(h.getShape());
  }

  @Override
  public void declare(Declarations declare) {
    convolution.declare(declare);
    norm().declare(declare);
  }

  private BatchNormLayer norm() {
    return new BatchNormLayer(convolution.name() + ".norm", convolution.out(), 1);
  }
}
