package isopose.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How samples fall into groups that are scored separately. */
@FunctionalInterface
public interface Grouping {

  /**
   * Some samples of a stream.
   *
   * @param label the group's name; empty if it has only a number
   * @param at its number; NaN if it has only a name
   * @param samples their indices in the stream
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Group(String label, double at, int[] samples) {}

  /** The groups of a run's observations. */
  List<Group> of(Table observations);

  /** All samples as one group without a name. */
  Grouping NONE =
      observations ->
          List.of(new Group("", Double.NaN, IntStream.range(0, observations.rowCount()).toArray()));

  /** By the words of a column such as {@code action} or {@code part}, in alphabetical order. */
  static Grouping by(String column) {
    return observations -> {
      StringColumn words = observations.stringColumn(column);
      return groups(observations, words::get, String::valueOf);
    };
  }

  /** By how many degrees the camera looks down, in steps. */
  static Grouping cameraElevation(int step) {
    return observations -> {
      DoubleColumn elevation = observations.doubleColumn("elevation");
      return groups(
          observations,
          i -> step * (int) Math.floor(elevation.getDouble(i) / step),
          low -> "%d to %d".formatted(low, low + step));
    };
  }

  /** By position in the stream, in equal parts that are numbered from 1. */
  static Grouping alongTheStream(int parts) {
    return observations -> {
      int n = observations.rowCount();
      List<Group> groups = new ArrayList<>();
      for (int k = 0; k < parts; k++) {
        groups.add(
            new Group("", k + 1, IntStream.range(k * n / parts, (k + 1) * n / parts).toArray()));
      }
      return groups;
    };
  }

  private static <K extends Comparable<K>> List<Group> groups(
      Table observations, Function<Integer, K> key, Function<K, String> label) {
    Map<K, List<Integer>> samples = new TreeMap<>();
    for (int i = 0; i < observations.rowCount(); i++) {
      samples.computeIfAbsent(key.apply(i), k -> new ArrayList<>()).add(i);
    }
    List<Group> groups = new ArrayList<>();
    samples.forEach(
        (k, all) ->
            groups.add(
                new Group(label.apply(k), Double.NaN, all.stream().mapToInt(i -> i).toArray())));
    return groups;
  }
}
