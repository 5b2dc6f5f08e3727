package isopose.chart.pose;

import isopose.skeleton.Poses;

/** The smallest upright rectangle around points; nothing lies in {@link #EMPTY}. */
record Box(double left, double top, double right, double bottom) {
  static final Box EMPTY =
      new Box(
          Double.POSITIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.NEGATIVE_INFINITY);

  /** Around the finite joints of one pose, seen along two of its axes. */
  static Box around(Poses poses, int index, int across, int down) {
    Box box = EMPTY;
    for (int j = 0; j < poses.joints(); j++) {
      double x = poses.get(index, j, across);
      double y = poses.get(index, j, down);
      if (Double.isFinite(x) && Double.isFinite(y)) {
        box = box.and(new Box(x, y, x, y));
      }
    }
    return box;
  }

  /** Around both. */
  Box and(Box other) {
    return new Box(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  /** At least 1, so that a single point can be scaled too. */
  double width() {
    return Math.max(1, right - left);
  }

  /** At least 1, as the width. */
  double height() {
    return Math.max(1, bottom - top);
  }

  /** The longer side. */
  double size() {
    return Math.max(width(), height());
  }

  double middleX() {
    return right < left ? 0 : (left + right) / 2;
  }

  double middleY() {
    return bottom < top ? 0 : (top + bottom) / 2;
  }
}
