package isopose.data.motion;

import isopose.io.BadInput;
import java.util.Locale;

/**
 * How BVH files are read where they do not tell it themselves.
 *
 * @param unit millimetres of the files' unit; null: by the length of the leg
 * @param up the axis that points up; null: by the posture of the person
 * @param skipBad whether a file that cannot be used is left out instead of refused
 */
public record ClipReading(Double unit, UpAxis up, boolean skipBad) {
  /** Of published data sets: all have y up, and every file is needed. */
  public static final ClipReading PUBLISHED = new ClipReading(null, UpAxis.Y, false);

  /** Of a user's files, about which nothing is stated. */
  public static final ClipReading OWN = new ClipReading(null, null, false);

  /**
   * From settings.
   *
   * @param unit mm, cm, in, m, or the millimetres of one unit; empty: by the leg
   * @param up y or z; empty: by the posture
   */
  public static ClipReading of(String unit, String up, boolean skipBad) {
    UpAxis axis =
        switch (up.toLowerCase(Locale.ROOT)) {
          case "" -> null;
          case "y" -> UpAxis.Y;
          case "z" -> UpAxis.Z;
          default -> throw new BadInput("up=" + up + ": expected y or z");
        };
    return new ClipReading(unit.isEmpty() ? null : millimetres(unit), axis, skipBad);
  }

  private static double millimetres(String unit) {
    return switch (unit) {
      case "mm" -> 1;
      case "cm" -> 10;
      case "in" -> 25.4;
      case "m" -> 1000;
      default -> {
        double number = unit.matches("\\d{1,6}(\\.\\d{1,9})?") ? Double.parseDouble(unit) : 0;
        if (!(number > 0)) {
          throw new BadInput(
              "unit=%s: expected mm, cm, in, m, or the millimetres of one unit".formatted(unit));
        }
        yield number;
      }
    };
  }
}
