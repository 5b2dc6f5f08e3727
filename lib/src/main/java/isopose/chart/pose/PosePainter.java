package isopose.chart.pose;

import isopose.chart.Style;
import isopose.skeleton.Skeleton;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.stream.IntStream;

/**
 * Draws one pose, given as page coordinates of its joints: the right side, the left side and the
 * body's middle in a colour each. A joint that is not finite is left out with its bones.
 */
final class PosePainter {
  private final Skeleton skeleton;
  private final float thickness;

  PosePainter(Skeleton skeleton, float thickness) {
    this.skeleton = skeleton;
    this.thickness = thickness;
  }

  /**
   * The pose in colours.
   *
   * @param at page coordinates (J, 2)
   * @param nearness (J), larger is nearer to the viewer: near bones are drawn over far ones
   */
  void paint(Graphics2D g, double[][] at, double[] nearness) {
    int[] farToNear =
        IntStream.range(0, skeleton.size())
            .boxed()
            .sorted((a, b) -> Double.compare(boneNearness(nearness, a), boneNearness(nearness, b)))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int joint : farToNear) {
      rim(g, at, joint);
      bone(g, at, joint, colour(joint), thickness);
      dot(g, at[joint], colour(joint), thickness * 1.5);
      if (isHead(joint)) {
        dot(g, middle(at, joint, 0.5), colour(joint), thickness * 4.5);
      }
    }
  }

  /** The pose in one colour, to lie under another. */
  void paintUnder(Graphics2D g, double[][] at, Color colour) {
    for (int joint = 0; joint < skeleton.size(); joint++) {
      bone(g, at, joint, colour, thickness * 1.8f);
    }
  }

  /** A bone has the side of its joint away from the root; the middle is its own mirror. */
  Color colour(int joint) {
    if (skeleton.mirror().get(joint) == joint) {
      return Style.MIDDLE;
    }
    return skeleton.joints().get(joint).startsWith("right") ? Style.RIGHT : Style.LEFT;
  }

  /** A pictogram's head, between the neck and the top of the head. */
  private boolean isHead(int joint) {
    return skeleton.joints().get(joint).startsWith("head");
  }

  /** The joint that a head is drawn at; -1 if there is none. */
  int head() {
    return IntStream.range(0, skeleton.size()).filter(this::isHead).findFirst().orElse(-1);
  }

  private double boneNearness(double[] nearness, int joint) {
    double mean = (nearness[joint] + nearness[skeleton.parents().get(joint)]) / 2;
    return Double.isFinite(mean) ? mean : Double.NEGATIVE_INFINITY;
  }

  private void bone(Graphics2D g, double[][] at, int joint, Color colour, float width) {
    double[] from = at[skeleton.parents().get(joint)];
    double[] to = at[joint];
    if (from == to || !isFinite(from) || !isFinite(to)) {
      return;
    }
    g.setColor(colour);
    g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(new Line2D.Double(from[0], from[1], to[0], to[1]));
  }

  /** White beside a bone's inner part keeps crossing limbs apart and leaves its ends joined. */
  private void rim(Graphics2D g, double[][] at, int joint) {
    double[] from = middle(at, joint, 0.25);
    double[] to = middle(at, joint, 0.75);
    if (isFinite(from) && isFinite(to)) {
      g.setColor(Style.PAPER);
      g.setStroke(new BasicStroke(thickness + 2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
      g.draw(new Line2D.Double(from[0], from[1], to[0], to[1]));
    }
  }

  /** The point a part of the way from a joint's parent to the joint. */
  private double[] middle(double[][] at, int joint, double part) {
    double[] from = at[skeleton.parents().get(joint)];
    double[] to = at[joint];
    return new double[] {from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])};
  }

  private static void dot(Graphics2D g, double[] at, Color colour, double size) {
    if (isFinite(at)) {
      g.setColor(colour);
      g.fill(new Ellipse2D.Double(at[0] - size / 2, at[1] - size / 2, size, size));
    }
  }

  static boolean isFinite(double[] point) {
    return Double.isFinite(point[0]) && Double.isFinite(point[1]);
  }
}
