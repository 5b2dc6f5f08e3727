package isopose.loss;

import isopose.geometry.ViewRange;
import isopose.model.fused.ClosedForm;
import java.util.Optional;

/**
 * A self-supervised technique: the loss L_s that trains the shared extractor and the SSL head
 * without labels, in joint training (eq. 5) and during inference (eq. 6).
 *
 * <p>Write your own by implementing {@link #loss}: the pass offers the 2D poses, their lift, the
 * random view and the way back.
 */
public interface SslObjective {

  /** The name in records and messages. */
  String name();

  /** L_s as theta_e and theta_s minimise it. */
  LossTerms loss(SslBatch pass);

  /** The random views that it wants; the paper's unless it says otherwise. */
  default ViewRange views() {
    return ViewRange.PAPER;
  }

  /**
   * {@link #loss} as weights of the paper's own terms, where it consists of nothing else: training
   * and adaptation then compute it by {@link isopose.model.Arithmetic#FUSED}. A technique with a
   * closed form needs the discriminator.
   */
  default Optional<ClosedForm> closedForm() {
    return Optional.empty();
  }

  /** Whether the discriminator plays: then it learns to tell x from y after each lifter loss. */
  boolean needsDiscriminator();
}
