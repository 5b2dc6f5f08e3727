package isopose.loss;

import isopose.geometry.ViewRange;
import isopose.model.fused.ClosedForm;
import java.util.Optional;

/**
 * A self-supervised objective: the loss L_s that trains the shared extractor and the SSL head
 * without labels, in joint training (eq. 5) and during inference (eq. 6).
 *
 * <p>To define another one, implement {@link #loss}: the batch provides the 2D poses, their lift,
 * the projections to random views and the inverse transformation.
 */
public interface SslObjective {

  /** The name in records and messages. */
  String name();

  /** L_s as theta_e and theta_s minimise it. */
  LossTerms loss(SslBatch pass);

  /** The range of random views; the paper's by default. */
  default ViewRange views() {
    return ViewRange.PAPER;
  }

  /**
   * {@link #loss} as weights of the paper's own terms, if it consists of these terms only; training
   * and adaptation then compute it by {@link isopose.model.Arithmetic#FUSED}. A technique with a
   * closed form needs the discriminator.
   */
  default Optional<ClosedForm> closedForm() {
    return Optional.empty();
  }

  /** Whether a discriminator is trained to tell x from y. */
  boolean needsDiscriminator();
}
