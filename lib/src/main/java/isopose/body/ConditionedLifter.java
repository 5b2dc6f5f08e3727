package isopose.body;

import ai.djl.ndarray.NDArray;
import isopose.model.Lifter;
import isopose.model.Weights;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;
import isopose.model.layers.ResidualPath;
import java.util.Optional;

/** The parts of a lifter that is made by {@link BodyBackbone}. */
public final class ConditionedLifter {
  private final BodyEncoder encoder;
  private final Lifter lifter;
  private final ResidualPath path;

  private ConditionedLifter(BodyEncoder encoder, Lifter lifter) {
    this.encoder = encoder;
    this.lifter = lifter;
    path = lifter.fslPath().orElseThrow();
  }

  /** Of a lifter; empty if it takes no ratios. */
  public static Optional<ConditionedLifter> of(Lifter lifter) {
    return lifter.extractor() instanceof BodyBackbone.Extractor parts
        ? Optional.of(
            new ConditionedLifter(parts.encoder(), lifter.withExtractor(parts.conditioned())))
        : Optional.empty();
  }

  /** What estimates the ratios. */
  public BodyEncoder encoder() {
    return encoder;
  }

  /**
   * 3D poses of 2D poses and ratios.
   *
   * @param rows (N, 2J) network units
   * @param ratios (N, 10), differences from the source's mean
   * @return (N, J, 3) network units
   */
  public NDArray lift(Parameters parameters, NDArray rows, NDArray ratios, Pass pass) {
    NDArray features = lifter.features(parameters, rows.concat(ratios, 1), pass);
    return lifter.fslHead(parameters, features, pass);
  }

  /** The same with frozen statistics and without dropout, in one call; nothing is recorded. */
  public NDArray lift(Weights weights, NDArray rows, NDArray ratios) {
    return lifter.fslPose(weights.forward(path, rows.concat(ratios, 1)));
  }
}
