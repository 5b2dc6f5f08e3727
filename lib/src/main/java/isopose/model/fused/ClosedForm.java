package isopose.model.fused;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import isopose.geometry.UnitProjection;
import isopose.model.NetworkShape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A self-supervised loss of the paper's family by the weights of its terms, for the scripts: the
 * terms of eq. 3 and 4, and {@code reprojectionWeight}.
 *
 * @param minimax whether the lifter's loss of eq. 3 is log(1 - D(y)), as printed; else -log D(y)
 * @param adversarial the weight of that term
 * @param reprojectionWeight weight of |x - project(X)|^2
 * @param lambda2d weight of |x - x~|^2; 0 in eq. 3
 * @param lambda3d weight of |X - X~|^2; 0 in eq. 3
 */
public record ClosedForm(
    boolean minimax,
    double adversarial,
    double reprojectionWeight,
    double lambda2d,
    double lambda3d) {

  /** The terms that the scripts compute, in their order, with their weights. */
  public Map<String, Double> terms() {
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put("adversarial", adversarial);
    if (reprojectionWeight > 0) {
      terms.put("identity_view", reprojectionWeight);
    }
    if (lambda2d > 0 || lambda3d > 0) {
      terms.put("cycle_2d", lambda2d);
      terms.put("cycle_3d", lambda3d);
    }
    return terms;
  }

  /** This loss; empty if every weight is 0, which the reference refuses. */
  public Optional<ClosedForm> ifAny() {
    boolean any = terms().values().stream().anyMatch(weight -> weight != 0);
    return any ? Optional.of(this) : Optional.empty();
  }

  /**
   * For {@code bind_objective} of the scripts.
   *
   * @param depthOnly see {@link NetworkShape}
   */
  NDArray numbers(NDManager scope, boolean depthOnly) {
    return scope.create(
        new float[] {
          minimax ? 1 : 0,
          (float) adversarial,
          (float) reprojectionWeight,
          (float) lambda2d,
          (float) lambda3d,
          depthOnly ? 1 : 0,
          UnitProjection.ROOT_DEPTH,
          UnitProjection.NEAREST
        });
  }
}
