package isopose.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.style.markers.Marker;

/** How a series is drawn: its colour, and what tells it apart without colour. */
record Look(Color colour, Marker marker, Dash dash) {
  static final float WIDTH = 2.2f;

  /** A pattern of a line. */
  @SuppressWarnings("ImmutableEnumChecker") // the array never leaves the enum
  enum Dash {
    SOLID,
    DASHED(7, 4),
    DASH_DOT(9, 3, 2, 3),
    DOTTED(2, 3),
    LONG(14, 4),
    DASH_DOT_DOT(9, 3, 2, 3, 2, 3),
    SHORT(4, 3);

    private final float[] lengths;

    Dash(float... lengths) {
      this.lengths = lengths;
    }

    /** A line of this pattern, in the page's pixels. */
    BasicStroke stroke(float width) {
      return this == SOLID
          ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
          : new BasicStroke(
              width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, lengths.clone(), 0);
    }
  }
}
