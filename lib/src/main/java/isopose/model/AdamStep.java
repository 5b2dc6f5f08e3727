package isopose.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
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
    NDManager scope = rows.getManager();
    sum(name, scope.ones(new Shape(1, rows.getShape().get(0))), rows);
  }

  /**
   * The same, each row with a weight of its own.
   *
   * @param weights (N, 1)
   */
  public void vector(String name, NDArray weights, NDArray rows) {
    sum(name, weights.transpose(), rows);
  }

  /** As a product: for few rows it is quicker than a sum over them. */
  private void sum(String name, NDArray weights, NDArray rows) {
    NDArray sum = weights.matMul(rows).reshape(-1);
    vectors.merge(name, sum, NDArray::addi);
  }

  /** Moves what is left. */
  public void finish() {
    List<String> names = new ArrayList<>(vectors.keySet());
    if (!names.isEmpty()) {
      adam.move(names, new ArrayList<>(vectors.values()), rate, 0);
    }
  }
}
