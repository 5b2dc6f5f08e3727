package isopose.loss;

import ai.djl.ndarray.NDArray;
import isopose.geometry.UnitProjection;
import isopose.geometry.ViewRange;
import isopose.model.fused.ClosedForm;
import java.util.Optional;

/**
 * ISO-Cycle (eq. 4): eq. 3, and a pose that is lifted, rotated, projected, lifted and rotated back
 * must be the same pose.
 *
 * @param adversary the term L_adv
 * @param lambda2d weight of |x - x~|^2; the paper: 10
 * @param lambda3d weight of |X - X~|^2; the paper: 0.1
 */
public record Cycle(Adversary adversary, double lambda2d, double lambda3d) implements SslObjective {

  @Override
  public String name() {
    return "cycle";
  }

  @Override
  public LossTerms loss(SslBatch pass) {
    NDArray relifted = pass.relifted();
    return addErrors(adversary.loss(pass), pass, relifted, lambda2d, lambda3d);
  }

  /** Adds the terms of x~ and X~. */
  static LossTerms addErrors(
      LossTerms terms, SslBatch pass, NDArray relifted, double lambda2d, double lambda3d) {
    NDArray reprojected = UnitProjection.project(relifted);
    return terms
        .add("cycle_2d", lambda2d, SupervisedLoss.squaredError(pass.x(), reprojected))
        .add("cycle_3d", lambda3d, SupervisedLoss.squaredError(pass.lifted(), relifted));
  }

  @Override
  public ViewRange views() {
    return adversary.views();
  }

  @Override
  public Optional<ClosedForm> closedForm() {
    return new ClosedForm(
            adversary.generatorLoss() == GeneratorLoss.MINIMAX,
            adversary.weight(),
            adversary.reprojectionWeight(),
            lambda2d,
            lambda3d)
        .ifAny();
  }

  @Override
  public boolean needsDiscriminator() {
    return true;
  }
}
