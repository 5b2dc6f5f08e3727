package isopose.io.numpy;

import isopose.io.BadInput;
import isopose.io.Limits;
import isopose.io.Limits.MemoryBudget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pickle as the tree that {@link isopose.io.Json} makes of the same content in JSON: arrays are
 * nested lists, and lists of numbers {@code double[]}.
 */
public final class PickledJson {
  private static final int VALUE_BYTES = 32;

  private final MemoryBudget budget;
  private final String where;

  private PickledJson(MemoryBudget budget, String where) {
    this.budget = budget;
    this.where = where;
  }

  /**
   * Reads a pickle file.
   *
   * @throws BadInput as {@link Pickles#load}, or if its content is nested deeper than arrays are
   */
  public static Object load(Path file) {
    return new PickledJson(MemoryBudget.of(file), file.toString()).value(Pickles.load(file), 0);
  }

  private Object value(Object value, int depth) {
    budget.take(VALUE_BYTES); // a pickle may hold one value in many places
    if (depth > 2 * Limits.DIMENSIONS) {
      throw new BadInput(where + ": is nested too deep for detections");
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> members = new LinkedHashMap<>();
      map.forEach((key, member) -> members.put(String.valueOf(key), value(member, depth + 1)));
      return members;
    }
    if (value instanceof PickledArray pickled && pickled.array() != null) {
      NpyArray array = PickleTree.array(pickled, where);
      budget.take((long) Double.BYTES * array.size());
      return nested(array.doubles(), array.shape(), 0, 0);
    }
    if (value instanceof List<?> || value instanceof Object[] || value instanceof PickledArray) {
      return list(PickleTree.elements(value, where), depth);
    }
    return value instanceof String || value instanceof Boolean ? value : null;
  }

  private Object list(List<?> elements, int depth) {
    List<Object> values = new ArrayList<>();
    elements.forEach(element -> values.add(value(element, depth + 1)));
    boolean numbers = !values.isEmpty() && values.stream().allMatch(one -> one instanceof Double);
    return numbers ? values.stream().mapToDouble(one -> (Double) one).toArray() : values;
  }

  /** The part of an array whose first {@code depth} indices lead to number {@code begin}. */
  private Object nested(double[] values, int[] shape, int depth, int begin) {
    if (depth == shape.length) {
      return values[begin];
    }
    if (depth == shape.length - 1) {
      return Arrays.copyOfRange(values, begin, begin + shape[depth]);
    }
    int stride = 1;
    for (int d = depth + 1; d < shape.length; d++) {
      stride *= shape[d];
    }
    List<Object> parts = new ArrayList<>();
    for (int k = 0; k < shape[depth]; k++) {
      budget.take(VALUE_BYTES);
      parts.add(nested(values, shape, depth + 1, begin + k * stride));
    }
    return parts;
  }
}
