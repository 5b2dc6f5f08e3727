package isopose.body;

import ai.djl.ndarray.NDArray;
import isopose.model.Backbone;
import isopose.model.NetworkShape;
import isopose.model.ResidualBackbone;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;

/**
 * The paper's residual networks with ten more inputs, the person's {@link BodyRatios}, and an
 * encoder that estimates them. As a backbone like any other, each pose is lifted with the estimate
 * from that pose alone; {@link ConditionedLifter} takes the ten numbers from elsewhere.
 *
 * @param pooling how the encoder combines frames
 * @param encoderDropout probability of dropout in the encoder
 */
public record BodyBackbone(Pooling pooling, double encoderDropout) implements Backbone {
  private static final ResidualBackbone CONDITIONED = new ResidualBackbone(BodyRatios.COUNT);

  @Override
  public Extractor extractor(NetworkShape shape) {
    return new Extractor(
        new BodyEncoder(shape, pooling, encoderDropout), CONDITIONED.extractor(shape));
  }

  @Override
  public Network head(String prefix, NetworkShape shape) {
    return CONDITIONED.head(prefix, shape);
  }

  /**
   * Features of 2D poses, each with its own estimate of the body.
   *
   * @param encoder (N, 2J) to (N, 10)
   * @param conditioned (N, 2J + 10) to (N, width)
   */
  public record Extractor(BodyEncoder encoder, Network conditioned) implements Network {

    @Override
    public NDArray forward(Parameters parameters, NDArray rows, Pass pass) {
      NDArray ratios = encoder.forward(parameters, rows, pass);
      return conditioned.forward(parameters, rows.concat(ratios, 1), pass);
    }

    @Override
    public void declare(Declarations declare) {
      encoder.declare(declare);
      conditioned.declare(declare);
    }
  }
}
