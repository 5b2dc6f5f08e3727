package isopose.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that an experiment varies.
 *
 * @param role where its values stand in the table
 * @param title for captions and charts
 * @param points its values
 */
public record Axis(Role role, String title, List<Point> points) {

  /** Where an axis stands in the table. */
  public enum Role {
    /** Its numbers are the column {@code at}, the horizontal axis of a chart. */
    AT,
    /** Each value is a group of rows. */
    GROUP,
    /** Each value is part of the method's label. */
    METHOD
  }

  /**
   * One value of an axis.
   *
   * @param label the group's name, or the method's label with {@code %s} for the method
   * @param at the number on a chart's axis; NaN if it has none
   * @param settings what is changed in a run, as {@link isopose.run.RunSpec#with} takes them
   */
  public record Point(String label, double at, Map<String, String> settings) {
    public Point {
      settings = new LinkedHashMap<>(settings);
    }

    /** Without a number. */
    public static Point of(String label, Map<String, String> settings) {
      return new Point(label, Double.NaN, settings);
    }
  }

  public Axis {
    points = List.copyOf(points);
  }

  /**
   * The values of one setting along a chart's axis, where true counts as 1 and false as 0; if one
   * of them is no number, a group of rows for each.
   */
  public static Axis of(String key, Object... values) {
    List<Point> points = new ArrayList<>();
    for (Object value : values) {
      String text = String.valueOf(value);
      points.add(new Point(text, number(text), Map.of(key, text)));
    }
    boolean numbers = points.stream().noneMatch(point -> Double.isNaN(point.at()));
    return new Axis(numbers ? Role.AT : Role.GROUP, key, points);
  }

  /** Groups of rows, one for each point. */
  public static Axis groups(String title, Point... points) {
    return new Axis(Role.GROUP, title, Arrays.asList(points));
  }

  /** Variants of every method, one for each point; {@code %s} in a label is the method's. */
  public static Axis variants(String title, Point... points) {
    return new Axis(Role.METHOD, title, Arrays.asList(points));
  }

  /** Settings and more of them; where both have a key, the latter's value. The order is kept. */
  public static Map<String, String> settings(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(some);
    all.putAll(more);
    return all;
  }

  /** Every combination of one point of each axis, the last axis varying fastest. */
  static List<List<Point>> product(List<Axis> axes) {
    List<List<Point>> product = List.of(List.of());
    for (Axis axis : axes) {
      List<List<Point>> longer = new ArrayList<>();
      for (List<Point> points : product) {
        for (Point point : axis.points()) {
          List<Point> more = new ArrayList<>(points);
          more.add(point);
          longer.add(more);
        }
      }
      product = longer;
    }
    return product;
  }

  private static double number(String value) {
    if (value.matches("true|false")) {
      return value.equals("true") ? 1 : 0;
    }
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
