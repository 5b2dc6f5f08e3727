package isopose.data.arrays;

import isopose.data.detect.format.JointOrder;
import isopose.io.BadInput;

/**
 * What the user states about 3D poses in a file.
 *
 * @param key the array's name, or the person's; null to find it
 * @param order the order of the joints; null where the file's form or the bones tell
 * @param millimetres of the file's unit; null: millimetres, and metres are refused
 */
public record PoseOptions(String key, JointOrder order, Double millimetres) {
  /** Nothing. */
  public static final PoseOptions NONE = new PoseOptions(null, null, null);

  /** From options of a command; each may be null. */
  public static PoseOptions of(String key, String joints, String unit) {
    return new PoseOptions(
        key,
        joints == null ? null : JointOrder.named(joints),
        unit == null ? null : millimetres(unit));
  }

  private static double millimetres(String unit) {
    return switch (unit) {
      case "mm" -> 1;
      case "cm" -> 10;
      case "m" -> 1000;
      default -> throw new BadInput("--unit " + unit + ": expected m, cm or mm");
    };
  }
}
