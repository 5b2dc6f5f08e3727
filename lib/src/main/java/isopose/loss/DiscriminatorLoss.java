package isopose.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import isopose.model.Discriminator;
import isopose.model.Parameters;
import isopose.model.Pass;

/**
 * The discriminator's side of eq. 3: it maximises E log D(r) + E log(1 - D(y)), so this, to be
 * minimised, is the negative.
 *
 * @param value the loss, a scalar
 * @param accuracy the share of real and fake poses that D tells right, a scalar
 */
public record DiscriminatorLoss(NDArray value, NDArray accuracy) {

  /**
   * Of real poses r and fakes y, both (N, J, 2); y must be detached from the lifter's recording.
   */
  public static DiscriminatorLoss of(
      Discriminator discriminator, Parameters parameters, NDArray real, NDArray fake, Pass pass) {
    return of(
        discriminator.logits(parameters, real, pass), discriminator.logits(parameters, fake, pass));
  }

  /** Of D's logits of real poses and of fakes, both (N, 1). */
  public static DiscriminatorLoss of(NDArray r, NDArray y) {
    NDArray value = Activation.softPlus(r.neg()).mean().add(Activation.softPlus(y).mean());
    NDArray right = r.gt(0).concat(y.lt(0), 0);
    return new DiscriminatorLoss(value, right.toType(DataType.FLOAT32, false).mean());
  }
}
