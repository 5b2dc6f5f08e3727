package isopose.body;

import ai.djl.ndarray.NDArray;

/**
 * The mean and the maximum of each feature. Over very long streams the maximum keeps growing, and
 * the estimate with it.
 */
public final class MeanMaxPooling implements Pooling {

  @Override
  public NDArray compared(NDArray features) {
    return features;
  }

  @Override
  public NDArray summary(NDArray sums, NDArray maxima, NDArray frames) {
    return sums.div(frames).concat(maxima, 1);
  }

  @Override
  public int summaryWidth(int width) {
    return 2 * width;
  }
}
