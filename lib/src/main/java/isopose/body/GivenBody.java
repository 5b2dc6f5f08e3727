package isopose.body;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import isopose.model.Lifter;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * The extractor of a conditioned lifter along a stream whose bodies are estimated already: it adds
 * the ratios of the present frame, and an offset that adaptation can move, to the 2D poses.
 *
 * <p>The training of a body encoder trains no SSL head. In the networks made here the FSL head
 * takes its place, so that the terms of eq. 3 and 4 can be computed.
 */
public final class GivenBody implements Network {
  /** The name of the offset (10), which starts at zero. */
  public static final String OFFSET = Lifter.EXTRACTOR + "body_offset";

  private final Network conditioned;
  private final Network fslHead;
  private final float[][] ratios;
  private int frame;

  private GivenBody(BodyBackbone.Extractor parts, Network fslHead, float[][] ratios) {
    conditioned = parts.conditioned();
    this.fslHead = fslHead;
    this.ratios = ratios;
  }

  /**
   * Networks that are given these bodies.
   *
   * @param networks with {@link BodyBackbone}
   * @param ratios (N, 10) of a stream's frames, differences from the source's mean
   */
  public static Networks in(Networks networks, float[][] ratios) {
    Lifter lifter = networks.lifter();
    BodyBackbone.Extractor parts = (BodyBackbone.Extractor) lifter.extractor();
    GivenBody extractor = new GivenBody(parts, lifter.parts().get(1), ratios);
    return new Networks(
        networks.shape(), lifter.withFslHeadAlone(extractor), networks.discriminator());
  }

  /**
   * Trained weights and the offset, in memory of their own.
   *
   * @param others networks beside the lifter, such as D
   */
  public Weights weights(Session session, Weights trained, List<Network> others) {
    List<Network> parts = new ArrayList<>(List.of(this, fslHead));
    parts.addAll(others);
    Weights weights = Weights.draw(session, parts, 0);
    weights.restore(trained, name -> !name.equals(OFFSET));
    return weights;
  }

  /** Goes to a frame of the stream. */
  public void goTo(int newFrame) {
    frame = newFrame;
  }

  /** (N, 2J) of the present frame, or of its projections, to (N, width). */
  @Override
  public NDArray forward(Parameters parameters, NDArray rows, Pass pass) {
    NDArray given = rows.getManager().create(ratios[frame]).add(parameters.get(OFFSET));
    NDArray repeated = given.broadcast(new Shape(rows.getShape().get(0), BodyRatios.COUNT));
    return conditioned.forward(parameters, rows.concat(repeated, 1), pass);
  }

  @Override
  public void declare(Declarations declare) {
    conditioned.declare(declare);
    declare.constant(OFFSET, 0, BodyRatios.COUNT);
  }
}
