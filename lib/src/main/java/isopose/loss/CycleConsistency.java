package isopose.loss;

import isopose.geometry.ViewRange;

/**
 * The two squared errors of eq. 4 without L_adv: a pose that is lifted, rotated, projected, lifted
 * and rotated back must be the same pose. It needs no discriminator.
 *
 * @param lambda2d weight of |x - x~|^2; the paper: 10
 * @param lambda3d weight of |X - X~|^2; the paper: 0.1
 * @param views the random views
 */
public record CycleConsistency(double lambda2d, double lambda3d, ViewRange views)
    implements SslObjective {

  @Override
  public String name() {
    return "cycle-consistency";
  }

  @Override
  public LossTerms loss(SslBatch pass) {
    return Cycle.addErrors(new LossTerms(), pass, pass.relifted(), lambda2d, lambda3d);
  }

  @Override
  public boolean needsDiscriminator() {
    return false;
  }
}
