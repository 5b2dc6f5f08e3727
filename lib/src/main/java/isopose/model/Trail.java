package isopose.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a {@link Reversible} network computed on its way, last first. */
public final class Trail {
  private final FrozenNorms norms;
  private final Deque<NDArray> arrays = new ArrayDeque<>();

  /** A trail through layers with these frozen statistics. */
  public Trail(FrozenNorms norms) {
    this.norms = norms;
  }

  FrozenNorms norms() {
    return norms;
  }

  void push(NDArray array) {
    arrays.push(array);
  }

  NDArray pop() {
    return arrays.pop();
  }
}
