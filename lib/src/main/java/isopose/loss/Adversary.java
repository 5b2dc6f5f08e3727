package isopose.loss;

import isopose.geometry.UnitProjection;
import isopose.geometry.ViewRange;
import isopose.model.fused.ClosedForm;
import java.util.Optional;

/**
 * ISO-Adversary (eq. 3): the projection of a correct lift from a random view is a plausible 2D
 * pose.
 *
 * @param generatorLoss the lifter's adversarial loss
 * @param reprojectionWeight weight of |x - project(X)|^2, the lift seen from the camera's own view.
 *     <em>Not in the paper</em>: eq. 3 and 4 see x only through the rotated pose, and this term
 *     compares each lift with its own input. 0 leaves it out.
 * @param views the random views that the discriminator receives
 * @param weight of the adversarial term; the paper: 1
 */
public record Adversary(
    GeneratorLoss generatorLoss, double reprojectionWeight, ViewRange views, double weight)
    implements SslObjective {

  /** With the paper's weight of the adversarial term, 1. */
  public Adversary(GeneratorLoss generatorLoss, double reprojectionWeight, ViewRange views) {
    this(generatorLoss, reprojectionWeight, views, 1);
  }

  @Override
  public String name() {
    return "adversary";
  }

  @Override
  public LossTerms loss(SslBatch pass) {
    LossTerms terms =
        new LossTerms().add("adversarial", weight, generatorLoss.of(pass.judge(pass.fake())));
    if (reprojectionWeight > 0) {
      terms.add(
          "identity_view",
          reprojectionWeight,
          SupervisedLoss.squaredError(pass.x(), UnitProjection.project(pass.lifted())));
    }
    return terms;
  }

  @Override
  public Optional<ClosedForm> closedForm() {
    return new ClosedForm(generatorLoss == GeneratorLoss.MINIMAX, weight, reprojectionWeight, 0, 0)
        .ifAny();
  }

  @Override
  public boolean needsDiscriminator() {
    return true;
  }
}
