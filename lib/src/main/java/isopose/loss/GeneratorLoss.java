package isopose.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** The lifter's share of the game of eq. 3, which names the game and not this form. */
public enum GeneratorLoss {
  /** -log D(y): strong gradients where D is sure; the usual choice. */
  NONSATURATING {
    @Override
    NDArray of(NDArray logits) {
      return Activation.softPlus(logits.neg()).mean();
    }
  },
  /** log(1 - D(y)): eq. 3 to the letter. */
  MINIMAX {
    @Override
    NDArray of(NDArray logits) {
      return Activation.softPlus(logits).mean().neg();
    }
  };

  /** From D's logits of the fakes, (N, 1), to a scalar. */
  abstract NDArray of(NDArray logits);
}
