package isopose.chart.pose;

import static isopose.chart.pose.Lettering.centred;
import static isopose.chart.pose.Lettering.key;
import static isopose.chart.pose.Lettering.text;

import isopose.chart.Png;
import isopose.chart.Style;
import isopose.chart.pose.PosePicture.Method;
import isopose.skeleton.Poses;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** One frame of a {@link PoseScene}, standing still: for pages that run no script. */
final class PoseStill {
  private static final int MARGIN = 12;
  private static final int GAP = 10;
  private static final int HEADS = 54;
  private static final int FOOT = 62;
  private static final int WIDEST_PANEL = 250;
  private static final double TALLNESS = 1.2;
  private static final double FILL = 0.86;

  private final PoseScene scene;
  private final int frame;
  private final double width;
  private final PosePainter painter;

  /** The frame in the middle. */
  PoseStill(PoseScene scene) {
    this.scene = scene;
    frame = scene.frames().get(scene.frames().size() / 2);
    int panels = panels();
    width = Math.min(WIDEST_PANEL, (Style.WIDTH - 2.0 * MARGIN - (panels - 1) * GAP) / panels);
    painter = new PosePainter(scene.skeleton(), (float) Math.max(2.2, width / 55));
  }

  private int panels() {
    return scene.methods().size() + (scene.input() == null ? 0 : 1);
  }

  BufferedImage image() {
    double height = width * TALLNESS;
    BufferedImage image = Png.blank(Style.WIDTH, (int) (HEADS + height + FOOT));
    Graphics2D g = Png.pen(image);
    text(g, scene.title(), Style.bold(15), Style.INK, MARGIN, 22);
    double scale = scale(height);
    double x = MARGIN;
    if (scene.input() != null) {
      centred(g, "2D input", Style.bold(13), Style.INK, x + width / 2, HEADS - 8);
      painter.paint(g, input(panel(x, height)), new double[scene.skeleton().size()]);
      x += width + GAP;
    }
    for (Method method : scene.methods()) {
      centred(g, method.name(), Style.bold(13), Style.INK, x + width / 2, HEADS - 8);
      draw(g, method, panel(x, height), scale);
      x += width + GAP;
    }
    foot(g, image.getHeight() / Style.SCALE - FOOT + 38);
    g.dispose();
    return image;
  }

  private Rectangle2D panel(double x, double height) {
    return new Rectangle2D.Double(x, HEADS, width, height);
  }

  private void draw(Graphics2D g, Method method, Rectangle2D panel, double scale) {
    if (scene.truth() != null) {
      painter.paintUnder(g, position(scene.truth(), panel, scale), Style.TRUTH);
    }
    double[] nearness = new double[scene.skeleton().size()];
    for (int j = 0; j < nearness.length; j++) {
      nearness[j] = -Turn.START.of(scene.skeleton(), method.poses(), frame, j)[2];
    }
    painter.paint(g, position(method.poses(), panel, scale), nearness);
    if (scene.truth() != null) {
      double error = JointError.of(scene.skeleton(), method.poses(), scene.truth(), frame);
      String words = JointError.words(error);
      centred(g, words, Style.plain(12), Style.INK, panel.getCenterX(), panel.getMaxY() + 14);
    }
  }

  private void foot(Graphics2D g, double y) {
    double x = key(g, Style.RIGHT, "right side", MARGIN, y);
    x = key(g, Style.LEFT, "left side", x, y);
    if (scene.truth() != null) {
      x = key(g, Style.TRUTH, "ground truth", x, y);
    }
    String caption = scene.captions().get(scene.captions().size() / 2);
    text(g, caption, Style.plain(12), Style.FAINT_INK, x, y + 4);
  }

  /** Page coordinates (J, 2), the root in the panel's middle. */
  private double[][] position(Poses poses, Rectangle2D panel, double scale) {
    double[][] at = new double[scene.skeleton().size()][];
    for (int j = 0; j < at.length; j++) {
      double[] turned = Turn.START.of(scene.skeleton(), poses, frame, j);
      at[j] =
          new double[] {
            panel.getCenterX() + scale * turned[0], panel.getCenterY() + scale * turned[1]
          };
    }
    return at;
  }

  private double[][] input(Rectangle2D panel) {
    Box box = Box.around(scene.input(), frame, 0, 1);
    double scale =
        FILL * Math.min(panel.getWidth() / box.width(), panel.getHeight() / box.height());
    double[][] at = new double[scene.skeleton().size()][];
    for (int j = 0; j < at.length; j++) {
      double x = scene.input().get(frame, j, 0) - box.middleX();
      double y = scene.input().get(frame, j, 1) - box.middleY();
      at[j] = new double[] {panel.getCenterX() + scale * x, panel.getCenterY() + scale * y};
    }
    return at;
  }

  /** Page pixels a millimetre, so that every pose in every panel fits. */
  private double scale(double height) {
    double across = 1;
    double down = 1;
    for (Poses poses : scene.blocks()) {
      for (int j = 0; j < scene.skeleton().size(); j++) {
        double[] turned = Turn.START.of(scene.skeleton(), poses, frame, j);
        across = Math.max(across, Double.isFinite(turned[0]) ? Math.abs(turned[0]) : 0);
        down = Math.max(down, Double.isFinite(turned[1]) ? Math.abs(turned[1]) : 0);
      }
    }
    return FILL * Math.min(width / across, height / down) / 2;
  }
}
