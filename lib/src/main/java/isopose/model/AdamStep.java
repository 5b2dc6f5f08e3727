package isopose.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One step of {@link Adam} on gradients that come one by one: a matrix moves as soon as its
 * gradient is known, while it is still in the cache; the vectors move together at the end.
 */
public final class AdamStep implements GradientSink {
  private final Adam adam;
  private final double rate;
  private final Weights start;
  private final Map<String, NDArray> vectors = new LinkedHashMap<>();

  AdamStep(Adam adam, double rate, Weights start) {
    this.adam = adam;
    this.rate = rate;
    this.start = start;
  }

  @Override
  public void matrix(String name, NDArray outputs, NDArray inputs) {
    if (start == null) {
      adam.moveMatrix(name, outputs, inputs, rate);
    } else {
      adam.moveMatrixFirst(name, start.get(name), outputs, inputs, rate);
    }
  }

  @Override
  public void vector(String name, NDArray rows) {
    vectors.merge(name, rows.sum(new int[] {0}), NDArray::add);
  }

  /** Moves what is left. */
  public void finish() {
    List<String> names = new ArrayList<>(vectors.keySet());
    if (!names.isEmpty()) {
      adam.move(names, new ArrayList<>(vectors.values()), rate, 0);
    }
  }
}
