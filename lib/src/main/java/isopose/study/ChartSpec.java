package isopose.study;

/**
 * A chart of some rows of a summary.
 *
 * @param kind lines over the column {@code at}, or bars side by side for each group
 * @param title above it
 * @param xTitle of the horizontal axis; empty for bars without one
 * @param yTitle of the vertical axis
 * @param group of the rows that are drawn; null: all groups, side by side
 * @param metric of the rows that are drawn
 * @param differences whether differences of two methods are drawn, or the methods
 */
public record ChartSpec(
    Kind kind,
    String title,
    String xTitle,
    String yTitle,
    String group,
    String metric,
    boolean differences) {

  /** The form of a chart. */
  public enum Kind {
    /** A line for each method. */
    LINES,
    /** A bar for each method, group by group. */
    BARS
  }

  /** The axis of a metric, with its unit. */
  static String unit(String metric, boolean differences) {
    String name =
        switch (metric) {
          case "pck" -> "PCK at 150 mm, %";
          case "auc" -> "AUC, %";
          case "mpjpe" -> "MPJPE, mm";
          case "pa_mpjpe" -> "PA-MPJPE, mm";
          case "validation_mpjpe" -> "MPJPE on held-out source clips, mm";
          case "self_supervised_loss" -> "L_s before a sample's last step, mean";
          default -> metric;
        };
    return differences ? "difference in " + name : name;
  }
}
