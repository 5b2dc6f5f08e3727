package isopose.chart.pose;

import isopose.skeleton.Poses;

/** From where a pose in the camera's frame (x right, y down, z away) is looked at. */
public enum View {
  /** As the camera saw it, without perspective: x runs to the right. */
  CAMERA("camera's view", 0),

  /** From beside the scene: the camera stands on the left, depth runs to the right. */
  SIDE("from the side", 2);

  private final String title;
  private final int axis;

  View(String title, int axis) {
    this.title = title;
    this.axis = axis;
  }

  /** As it is written above a panel. */
  String title() {
    return title;
  }

  /** The coordinate that runs to the right on the page; y runs down in every view. */
  int axis() {
    return axis;
  }

  /**
   * Larger is nearer to the viewer: the camera looks along z, and with depth to the right and y
   * down one looks along -x.
   */
  double nearness(Poses poses, int i, int j) {
    return this == CAMERA ? -poses.get(i, j, 2) : poses.get(i, j, 0);
  }
}
