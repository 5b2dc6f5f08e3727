package isopose.chart.pose;

/**
 * Poses that move on the page: they are turned by hand and, where there are several moments,
 * played. In a notebook they show themselves; where no script may run, as a still picture. They
 * need no network.
 */
public abstract sealed class MovingPoses permits PoseView, StreamPlayer {

  /** What is shown, chosen so that it fits on a page. */
  abstract PoseScene scene();

  /**
   * The markup for a page: complete in itself, 400 kB at most. Of too many moments every second,
   * third and so on is shown.
   */
  public final String html() {
    return new ScenePage(scene()).html();
  }

  /** What is shown, in words. */
  @Override
  public final String toString() {
    return scene().words();
  }
}
