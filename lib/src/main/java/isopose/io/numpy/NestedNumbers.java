package isopose.io.numpy;

import isopose.io.BadInput;
import isopose.io.Limits;
import isopose.io.Limits.MemoryBudget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Nested lists of numbers and arrays, as JSON and pickles hold them, as one array. */
public final class NestedNumbers {
  private final MemoryBudget budget;
  private final String where;
  private double[] values = new double[64];
  private int size;

  private NestedNumbers(MemoryBudget budget, String where) {
    this.budget = budget;
    this.where = where;
  }

  /**
   * The array that a value is.
   *
   * @param value a list of equally shaped values, a number, null (NaN), {@code double[]} or an
   *     array of a pickle
   * @param budget of the file; a list may hold another one many times
   * @throws BadInput if it holds something else, or parts of different shapes
   */
  public static NpyArray of(Object value, MemoryBudget budget, String where) {
    if (value instanceof PickledArray pickled && pickled.array() != null) {
      return PickleTree.array(value, where);
    }
    NestedNumbers numbers = new NestedNumbers(budget, where);
    int[] shape = numbers.add(value, 0);
    return NpyArray.ofBlock(Arrays.copyOf(numbers.values, numbers.size), shape);
  }

  /** Appends the numbers of a value; returns its shape. */
  private int[] add(Object value, int depth) {
    if (depth > Limits.DIMENSIONS) {
      throw new BadInput(where + ": lists are nested too deep for an array");
    }
    if (value instanceof Number number) {
      append(number.doubleValue());
      return new int[0];
    }
    if (value == null) {
      append(Double.NaN);
      return new int[0];
    }
    if (value instanceof double[] numbers) {
      for (double number : numbers) {
        append(number);
      }
      return new int[] {numbers.length};
    }
    if (value instanceof PickledArray pickled && pickled.array() != null) {
      NpyArray array = PickleTree.array(pickled, where);
      for (double number : array.doubles()) {
        append(number);
      }
      return array.shape();
    }
    return addAll(PickleTree.elements(value, where), depth);
  }

  private int[] addAll(List<?> list, int depth) {
    int[] shape = {0};
    for (int k = 0; k < list.size(); k++) {
      int[] own = add(list.get(k), depth + 1);
      int[] whole = new int[own.length + 1];
      System.arraycopy(own, 0, whole, 1, own.length);
      whole[0] = list.size();
      if (k > 0 && !Arrays.equals(whole, shape)) {
        throw new BadInput(
            "%s: part %d has the shape %s, those before %s"
                .formatted(where, k, shape(whole), shape(shape)));
      }
      shape = whole;
    }
    return shape;
  }

  private static String shape(int... whole) {
    List<Integer> own = new ArrayList<>();
    Arrays.stream(whole).skip(1).forEach(own::add);
    return own.toString();
  }

  private void append(double number) {
    budget.take(Double.BYTES);
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = number;
  }
}
