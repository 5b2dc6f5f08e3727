package isopose.model;

import isopose.io.BadInput;

/**
 * The check behind every numeric setting: each record of settings declares, in its constructor, one
 * range a component. NaN and infinities lie in no range.
 */
public final class Ranges {
  private Ranges() {}

  /**
   * Requires a whole number from {@code least} to {@code most}, both included.
   *
   * @throws BadInput with the setting's name, its range and the value
   */
  public static void require(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new BadInput(
          "%s: expected a whole number from %d to %d, got %d".formatted(name, least, most, value));
    }
  }

  /**
   * Requires a number from {@code least} to {@code most}, both included.
   *
   * @throws BadInput with the setting's name, its range and the value
   */
  public static void require(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw refused(name, "from " + text(least) + " to " + text(most), value);
    }
  }

  /**
   * Requires a number above 0, and at most {@code most}.
   *
   * @throws BadInput with the setting's name, its range and the value
   */
  public static void requirePositive(String name, double value, double most) {
    if (!(value > 0 && value <= most)) {
      throw refused(name, "above 0, at most " + text(most), value);
    }
  }

  /**
   * Requires a number from {@code least} to below {@code end}.
   *
   * @throws BadInput with the setting's name, its range and the value
   */
  public static void requireBelow(String name, double value, double least, double end) {
    if (!(value >= least && value < end)) {
      throw refused(name, "from " + text(least) + " to below " + text(end), value);
    }
  }

  private static BadInput refused(String name, String range, double value) {
    return new BadInput("%s: expected a number %s, got %s".formatted(name, range, value));
  }

  private static String text(double bound) {
    return bound == Math.rint(bound) ? "%.0f".formatted(bound) : String.valueOf(bound);
  }
}
