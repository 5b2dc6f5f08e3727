package isopose.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** What the lifter minimises of eq. 3, against D. */
public enum GeneratorLoss {
  /** -log D(y): strong gradients where D is sure (Goodfellow et al., 2014). */
  NONSATURATING {
    @Override
    NDArray of(NDArray logits) {
      return Activation.softPlus(logits.neg()).mean();
    }
  },
  /** log(1 - D(y)): eq. 3 itself, as eq. 5 has it; its gradient vanishes where D is sure. */
  MINIMAX {
    @Override
    NDArray of(NDArray logits) {
      return Activation.softPlus(logits).mean().neg();
    }
  };

  /** From D's logits of the fakes, (N, 1), to a scalar. */
  abstract NDArray of(NDArray logits);
}
