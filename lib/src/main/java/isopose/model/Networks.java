package isopose.model;

import isopose.model.layers.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that joint training trains: the lifter and the discriminator of one shape.
 *
 * @param shape their sizes
 * @param lifter extractor, FSL head, SSL head
 * @param discriminator D
 */
public record Networks(NetworkShape shape, Lifter lifter, Discriminator discriminator) {

  /** The networks of Sec. 3.3 in the sizes given. */
  public static Networks of(NetworkShape shape) {
    return of(shape, new ResidualBackbone());
  }

  /** A lifter of another kind, with the discriminator of Sec. 3.3. */
  public static Networks of(NetworkShape shape, Backbone backbone) {
    return new Networks(shape, new Lifter(shape, backbone), new Discriminator(shape));
  }

  /** Every part that declares parameters, in the order of the checkpoint. */
  public List<Network> parts() {
    List<Network> parts = new ArrayList<>(lifter.parts());
    parts.add(discriminator.network());
    return parts;
  }
}
