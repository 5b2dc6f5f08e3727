package isopose.data.detect.format;

import isopose.io.BadInput;
import isopose.io.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One person's joints in JSON, in any of the ways in which tools write them: a flat list of x, y
 * and confidence; a list of short lists or of objects with x and y; or one list for each of x and
 * y. A confidence beside the joints goes before one among them.
 */
final class JsonPerson {
  private static final List<String> SCORES =
      List.of("keypoint_scores", "scores", "score", "confidence", "visibility", "visible");
  private static final List<String> IDS = List.of("track_id", "idx", "person_id");

  private JsonPerson() {}

  /**
   * The person in an object.
   *
   * @param key the member with the joints
   * @return null where it has no joints
   */
  static Person of(Object person, String key, String where) {
    Object joints = Json.member(person, key);
    if (joints == null || (joints instanceof double[] none && none.length == 0)) {
      return null;
    }
    double[] scores =
        SCORES.stream()
            .map(name -> flat(Json.member(person, name)))
            .filter(list -> list != null && list.length > 1)
            .findFirst()
            .orElse(null);
    String id =
        IDS.stream()
            .map(name -> id(Json.member(person, name)))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    return of(id, joints, scores, where);
  }

  /**
   * A person of these joints.
   *
   * @param scores confidences beside the joints; null where there are none
   */
  static Person of(String id, Object joints, double[] scores, String where) {
    double[][] points;
    if (joints instanceof double[] flat) {
      points = rows(flat, scores, where);
    } else if (joints instanceof Map<?, ?> columns) {
      points = columns(columns, where);
    } else {
      points =
          Json.list(joints).stream().map(point -> point(point, where)).toArray(double[][]::new);
    }
    if (points.length == 0 || (scores != null && scores.length != points.length)) {
      throw new BadInput(
          "%s: %d joints with %d confidences; expected one for each"
              .formatted(where, points.length, scores == null ? 0 : scores.length));
    }
    for (int j = 0; scores != null && j < points.length; j++) {
      if (points[j].length > 2 && !isConfidence(points[j][2], scores[j])) {
        throw new BadInput(
            where
                + ": each joint has three numbers and a confidence beside them, so this is 3D;"
                + " expected the 2D joints of a detector");
      }
    }
    return person(id, points, scores);
  }

  /** A joint's third number is its confidence again, or a visibility flag. */
  private static boolean isConfidence(double third, double score) {
    return !Double.isFinite(third)
        || third == 0
        || third == 1
        || third == 2
        || Math.abs(third - score) < 1e-3;
  }

  private static Person person(String id, double[][] points, double[] scores) {
    float[] xy = new float[2 * points.length];
    float[] confidence = new float[points.length];
    boolean sure = false;
    for (int j = 0; j < points.length; j++) {
      xy[2 * j] = (float) points[j][0];
      xy[2 * j + 1] = (float) points[j][1];
      boolean own = scores == null && points[j].length > 2;
      sure |= own || scores != null;
      confidence[j] = (float) (scores != null ? scores[j] : own ? points[j][2] : 1);
    }
    return new Person(id, xy, sure ? confidence : null);
  }

  /** A flat list by points; the number of joints tells whether it has confidences. */
  private static double[][] rows(double[] flat, double[] scores, String where) {
    int wide = 0;
    if (scores != null && scores.length > 0 && flat.length % scores.length == 0) {
      wide = flat.length / scores.length;
    } else if (flat.length % 3 == 0 && !JointOrder.ofCount(flat.length / 3).isEmpty()) {
      wide = 3;
    } else if (flat.length % 2 == 0 && !JointOrder.ofCount(flat.length / 2).isEmpty()) {
      wide = 2;
    }
    if (wide != 2 && wide != 3) {
      throw new BadInput(
          "%s: %d numbers are x, y and confidence of no known number of joints"
              .formatted(where, flat.length));
    }
    double[][] points = new double[flat.length / wide][];
    for (int j = 0; j < points.length; j++) {
      points[j] = Arrays.copyOfRange(flat, wide * j, wide * j + wide);
    }
    return points;
  }

  /** Lists of x and of y, and of confidences if there are any. */
  private static double[][] columns(Map<?, ?> columns, String where) {
    double[] x = flat(columns.get("x"));
    double[] y = flat(columns.get("y"));
    double[] visible = flat(columns.get("visible"));
    if (x == null || y == null || x.length != y.length) {
      throw new BadInput(where + ": expected as many x as y of its joints");
    }
    boolean sure = visible != null && visible.length == x.length;
    double[][] points = new double[x.length][];
    for (int j = 0; j < points.length; j++) {
      points[j] = sure ? new double[] {x[j], y[j], visible[j]} : new double[] {x[j], y[j]};
    }
    return points;
  }

  /** One joint: a short list, or an object with x, y and possibly a confidence. */
  private static double[] point(Object point, String where) {
    if (point instanceof double[] numbers && (numbers.length == 2 || numbers.length == 3)) {
      return numbers;
    }
    if (point instanceof Map<?, ?> map
        && map.get("x") instanceof Double x
        && map.get("y") instanceof Double y) {
      Object sure =
          SCORES.stream().map(map::get).filter(Double.class::isInstance).findFirst().orElse(null);
      return sure == null ? new double[] {x, y} : new double[] {x, y, (Double) sure};
    }
    if (point == null || (point instanceof List<?> list && list.contains(null))) {
      return new double[] {Double.NaN, Double.NaN};
    }
    throw new BadInput(where + ": expected each joint as x, y and possibly its confidence");
  }

  /** A list of numbers, whether each stands alone or in a list of its own; null for others. */
  private static double[] flat(Object value) {
    if (value instanceof double[] numbers) {
      return numbers;
    }
    List<?> list = Json.list(value);
    return !list.isEmpty()
            && list.stream().allMatch(one -> one instanceof double[] d && d.length == 1)
        ? list.stream().mapToDouble(one -> ((double[]) one)[0]).toArray()
        : null;
  }

  /** A tracked person's name, which may lie in lists; "" where there is none (null or -1). */
  private static String id(Object value) {
    double[] numbers = flat(value);
    if (numbers != null) {
      return numbers.length == 1 ? id((Object) numbers[0]) : "";
    }
    String name = Json.name(value);
    return name == null || name.equals("-1") ? "" : name;
  }
}
