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
}
