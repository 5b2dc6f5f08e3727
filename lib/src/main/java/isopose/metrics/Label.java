package isopose.metrics;

import java.util.Locale;

/**
 * How a metric is shown.
 *
 * @param name in words
 * @param unit empty for none
 * @param axis the title of a chart's axis
 * @param format of a number, such as "%.1f"
 * @param better 1 where the highest number is the best, -1 where the lowest is, 0 where neither is
 */
public record Label(String name, String unit, String axis, String format, int better) {
  /** Without a unit, with one decimal. */
  static Label of(String name) {
    return new Label(name, "", name, "%.1f", 0);
  }

  /** With a unit and one decimal. */
  static Label of(String name, String unit) {
    return new Label(name, unit, name + ", " + unit, "%.1f", 0);
  }

  Label onAxis(String title) {
    return new Label(name, unit, title, format, better);
  }

  Label as(String newFormat) {
    return new Label(name, unit, axis, newFormat, better);
  }

  Label higherIsBetter() {
    return new Label(name, unit, axis, format, 1);
  }

  Label lowerIsBetter() {
    return new Label(name, unit, axis, format, -1);
  }

  /** The title of a table's column. */
  public String title() {
    return (name + " " + unit).strip();
  }

  /** A number without its unit. */
  public String text(double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
