package isopose.model.layers;

import ai.djl.ndarray.NDArray;

/**
 * How a forward pass treats batch normalisation and dropout.
 *
 * <p>The random projections y go through the lifter with {@link #FROZEN_STATISTICS}: if their pass
 * moved the running statistics, the supervised head would be evaluated with the statistics of a
 * mixture that it never trained on.
 */
public enum Pass {
  /** Statistics of the batch, running statistics updated, dropout on. */
  TRAIN(true, true),
  /** Running statistics, not updated; dropout on. */
  FROZEN_STATISTICS(false, true),
  /** Running statistics, not updated; dropout off: prediction, and ISO (Sec. 4.1). */
  INFERENCE(false, false);

  public final boolean batchStatistics;
  public final boolean dropout;

  Pass(boolean batchStatistics, boolean dropout) {
    this.batchStatistics = batchStatistics;
    this.dropout = dropout;
  }

  /** The array with dropout of this probability where the pass has dropout, else as it is. */
  public NDArray drop(NDArray h, double probability) {
    return dropout && probability > 0 ? h.mul(DropoutMask.like(h, probability)) : h;
  }
}
