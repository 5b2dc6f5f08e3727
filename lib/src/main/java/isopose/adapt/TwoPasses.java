package isopose.adapt;

import ai.djl.ndarray.NDArray;
import isopose.model.GradientSink;
import java.util.HashMap;
import java.util.Map;

/**
 * The same parameters used twice, by the random projections and by x: the first pass's gradients
 * wait for the second's, because no weight may move before both ways back are gone.
 */
final class TwoPasses implements GradientSink {
  private final GradientSink sum;
  private final Map<String, Factors> waiting = new HashMap<>();

  private record Factors(NDArray outputs, NDArray inputs) {}

  /** For two passes whose sum goes to {@code sum}. */
  TwoPasses(GradientSink sum) {
    this.sum = sum;
  }

  @Override
  public void matrix(String name, NDArray outputs, NDArray inputs) {
    waiting.put(name, new Factors(outputs, inputs));
  }

  @Override
  public void vector(String name, NDArray rows) {
    sum.vector(name, rows);
  }

  /** What receives the second pass; a first one need not have been. */
  GradientSink second() {
    return new GradientSink() {
      @Override
      public void matrix(String name, NDArray outputs, NDArray inputs) {
        Factors first = waiting.remove(name);
        if (first == null) {
          sum.matrix(name, outputs, inputs);
        } else {
          sum.matrix(name, first.outputs().concat(outputs, 0), first.inputs().concat(inputs, 0));
        }
      }

      @Override
      public void vector(String name, NDArray rows) {
        sum.vector(name, rows);
      }
    };
  }
}
