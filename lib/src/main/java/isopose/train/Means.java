package isopose.train;

import java.util.LinkedHashMap;
import java.util.Map;

/** Running means of named numbers over the steps of an epoch. */
public final class Means {
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  /** Another value of this name. */
  public void add(String name, double value) {
    sums.merge(name, value, Double::sum);
    counts.merge(name, 1, Integer::sum);
  }

  /** Another value of each. */
  public void addAll(Map<String, Double> values) {
    values.forEach(this::add);
  }

  /** The mean of each. */
  public Map<String, Double> values() {
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((name, sum) -> means.put(name, sum / counts.get(name)));
    return means;
  }
}
