package isopose.loss;

import ai.djl.ndarray.NDArray;
import isopose.geometry.GradientSafe;
import isopose.io.BadInput;
import java.util.LinkedHashMap;
import java.util.Map;

/** A loss as the sum of named, weighted terms, each a scalar; the names are the log's columns. */
public final class LossTerms {
  private final Map<String, NDArray> values = new LinkedHashMap<>();
  private NDArray total;

  /** Adds {@code weight * value}; a weight of 0 leaves the term out. */
  public LossTerms add(String name, double weight, NDArray value) {
    if (weight != 0) {
      values.put(name, value);
      NDArray weighted = weight == 1 ? value : GradientSafe.times(value, weight);
      total = total == null ? weighted : total.add(weighted);
    }
    return this;
  }

  /**
   * The scalar to minimise.
   *
   * @throws BadInput if there is no term, because every weight is 0
   */
  public NDArray total() {
    if (total == null) {
      throw new BadInput(
          "L_s has no term: expected a weight above 0 (adversarialWeight times --adversarial-share, identityView, lambda2d or lambda3d)");
    }
    return total;
  }

  /** The unweighted terms, as numbers. */
  public Map<String, Double> values() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    values.forEach((name, value) -> numbers.put(name, (double) value.getFloat()));
    return numbers;
  }
}
