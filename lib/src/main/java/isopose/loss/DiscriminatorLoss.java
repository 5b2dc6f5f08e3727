package isopose.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import isopose.model.Discriminator;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;

/**
 * The discriminator's loss of eq. 3: it maximises E log D(r) + E log(1 - D(y)), so this, to be
 * minimised, is the negative.
 *
 * @param value the loss, a scalar
 * @param accuracy the fraction of real and fake poses that D classifies correctly, a scalar; real
 *     and fake poses count equally, however many there are of each
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

  /** Of D's logits of real poses, (N, 1) or (1, 1) for one pose, and of fakes, (N, 1). */
  public static DiscriminatorLoss of(NDArray r, NDArray y) {
    NDArray value = Activation.softPlus(r.neg()).mean().add(Activation.softPlus(y).mean());
    NDArray right = r.gt(0).broadcast(y.getShape()).concat(y.lt(0), 0);
    return new DiscriminatorLoss(value, right.toType(DataType.FLOAT32, false).mean());
  }

  /**
   * Whether D learns from these poses.
   *
   * @param limit D learns only while its accuracy is below this; 1: always
   */
  public boolean learns(double limit) {
    return limit >= 1 || accuracy.getFloat() < limit;
  }
}
