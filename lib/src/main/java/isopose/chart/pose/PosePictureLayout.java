package isopose.chart.pose;

import static isopose.chart.pose.Lettering.centred;
import static isopose.chart.pose.Lettering.key;
import static isopose.chart.pose.Lettering.text;

import isopose.chart.Png;
import isopose.chart.Style;
import isopose.chart.pose.PosePicture.Method;
import isopose.chart.pose.PosePicture.Row;
import isopose.skeleton.Poses;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Places a {@link PosePicture}'s panels on the page and draws them, top-down. */
final class PosePictureLayout {
  private static final int MARGIN = 12;
  private static final int GAP = 8; // between panels
  private static final int GROUP_GAP = 20; // between methods
  private static final int WIDEST_PANEL = 230;
  private static final int MOST_ACROSS = 4; // inputs with nothing beside them
  private static final double TALLNESS = 1.25; // most persons stand
  private static final double FILL = 0.84; // of a panel, by its largest pose
  private static final int CAPTION = 26;
  private static final int ERROR = 24;
  private static final int FOOT = 40;
  private static final Color PANEL = new Color(0xF8, 0xF8, 0xF8);

  private final PosePicture picture;
  private final int across; // rows beside each other: one, or as many inputs as fit
  private final double panelWidth;
  private final double panelHeight;
  private final double mmScale; // page pixels for a millimetre, in every panel
  private final PosePainter painter;

  PosePictureLayout(PosePicture picture) {
    this.picture = picture;
    across = columnMethods(picture).isEmpty() ? inputsAcross(picture) : 1;
    panelWidth = panelWidth(picture, across);
    panelHeight = panelWidth * TALLNESS;
    painter = new PosePainter(picture.skeleton(), (float) Math.max(2.2, panelWidth / 60));
    mmScale = commonScale();
  }

  BufferedImage image() {
    double top = MARGIN + (picture.title().isEmpty() ? 0 : 28);
    double heads = 42;
    double rowHeight = CAPTION + panelHeight + (hasErrors() ? ERROR : 4) + 6;
    int lines = (picture.rows().size() + across - 1) / across;
    int height = (int) Math.ceil(top + heads + lines * rowHeight + FOOT);
    BufferedImage image = Png.blank(Style.WIDTH, height);
    Graphics2D g = Png.pen(image);
    text(g, picture.title(), Style.bold(16), Style.INK, MARGIN, MARGIN + 16);
    drawHeads(g, top);
    for (int r = 0; r < picture.rows().size(); r++) {
      int line = r / across;
      double x = left() + r % across * (panelWidth + GROUP_GAP);
      drawRow(g, picture.rows().get(r), x, top + heads + line * rowHeight);
    }
    drawFoot(g, height - FOOT / 2.0 + 4);
    g.dispose();
    return image;
  }

  // ---- where things are

  /** Inputs with nothing beside them stand in a line, as many as leave room for their captions. */
  private static int inputsAcross(PosePicture picture) {
    Graphics2D g = Png.pen(Png.blank(1, 1));
    int widest =
        picture.rows().stream()
            .mapToInt(row -> g.getFontMetrics(Style.plain(13)).stringWidth(row.caption()))
            .max()
            .orElseThrow();
    g.dispose();
    int across = Math.min(MOST_ACROSS, picture.rows().size());
    while (across > 1 && panelWidth(picture, across) < widest) {
      across--;
    }
    return across;
  }

  private static double panelWidth(PosePicture picture, int across) {
    int groups = columnMethods(picture).size();
    int panels = across + groups * picture.chosenViews().size();
    double gaps = (panels - across - groups) * GAP + (groups + across - 1) * (double) GROUP_GAP;
    return Math.min(WIDEST_PANEL, (Style.WIDTH - 2.0 * MARGIN - gaps) / panels);
  }

  /** The truth takes a column of its own where there is no prediction to lie under. */
  private static List<Method> columnMethods(PosePicture picture) {
    boolean truthAlone = picture.methods().isEmpty() && picture.truth() != null;
    return truthAlone ? List.of(new Method("ground truth", picture.truth())) : picture.methods();
  }

  private boolean hasErrors() {
    return picture.truth() != null && !picture.methods().isEmpty();
  }

  private double groupLeft(int group) {
    double groupWidth = groupWidth();
    return left() + panelWidth + GROUP_GAP + group * (groupWidth + GROUP_GAP);
  }

  private double groupWidth() {
    int views = picture.chosenViews().size();
    return views * panelWidth + (views - 1) * GAP;
  }

  private double inputsWidth() {
    return across * panelWidth + (across - 1) * GROUP_GAP;
  }

  /** The panels stand in the middle of the page. */
  private double left() {
    return (Style.WIDTH
            - inputsWidth()
            - columnMethods(picture).size() * (GROUP_GAP + groupWidth()))
        / 2;
  }

  // ---- what is drawn

  private void drawHeads(Graphics2D g, double top) {
    double inputs = left() + inputsWidth() / 2;
    centred(g, "2D input", Style.bold(14), Style.INK, inputs, top + 16);
    centred(g, "pixels", Style.plain(12), Style.FAINT_INK, inputs, top + 34);
    List<Method> methods = columnMethods(picture);
    for (int m = 0; m < methods.size(); m++) {
      double middle = groupLeft(m) + groupWidth() / 2;
      centred(g, methods.get(m).name(), Style.bold(14), Style.INK, middle, top + 16);
      for (int v = 0; v < picture.chosenViews().size(); v++) {
        double x = groupLeft(m) + v * (panelWidth + GAP) + panelWidth / 2;
        String view = picture.chosenViews().get(v).title();
        centred(g, view, Style.plain(12), Style.FAINT_INK, x, top + 34);
      }
    }
  }

  private void drawRow(Graphics2D g, Row row, double begin, double top) {
    text(g, row.caption(), Style.plain(13), Style.INK, begin, top + 18);
    double panelTop = top + CAPTION;
    drawInput(g, row, new Rectangle2D.Double(begin, panelTop, panelWidth, panelHeight));
    List<Method> methods = columnMethods(picture);
    for (int m = 0; m < methods.size(); m++) {
      for (int v = 0; v < picture.chosenViews().size(); v++) {
        double x = groupLeft(m) + v * (panelWidth + GAP);
        Rectangle2D panel = new Rectangle2D.Double(x, panelTop, panelWidth, panelHeight);
        drawMethod(g, row.index(), methods.get(m), picture.chosenViews().get(v), panel);
      }
      if (hasErrors()) {
        double error = picture.error(methods.get(m), row.index());
        String words = JointError.words(error);
        double middle = groupLeft(m) + groupWidth() / 2;
        centred(g, words, Style.plain(13), Style.INK, middle, panelTop + panelHeight + 17);
      }
    }
  }

  /** The input is as large as the camera's view beside it. */
  private void drawInput(Graphics2D g, Row row, Rectangle2D panel) {
    Box box = Box.around(picture.input(), row.index(), 0, 1);
    double limit = Math.min(panel.getWidth() / box.width(), panel.getHeight() / box.height());
    double scale = FILL * limit;
    if (!picture.methods().isEmpty() || picture.truth() != null) {
      Poses like = picture.truth() != null ? picture.truth() : picture.methods().get(0).poses();
      scale = Math.min(scale, mmScale * Box.around(like, row.index(), 0, 1).size() / box.size());
    }
    double[][] at = position(picture.input(), row.index(), 0, box, scale, panel);
    inPanel(g, panel, () -> painter.paint(g, at, new double[at.length]));
  }

  private void drawMethod(Graphics2D g, int index, Method method, View view, Rectangle2D panel) {
    Box box = rowBox(index, view);
    double[][] predicted = position(method.poses(), index, view.axis(), box, mmScale, panel);
    double[] nearness = new double[predicted.length];
    for (int j = 0; j < nearness.length; j++) {
      nearness[j] = view.nearness(method.poses(), index, j);
    }
    inPanel(
        g,
        panel,
        () -> {
          if (hasErrors()) {
            double[][] actual = position(picture.truth(), index, view.axis(), box, mmScale, panel);
            painter.paintUnder(g, actual, Style.TRUTH);
          }
          painter.paint(g, predicted, nearness);
        });
    if (view == View.SIDE) {
      text(
          g,
          "\u2190 camera",
          Style.plain(10),
          Style.FAINT_INK,
          panel.getX() + 6,
          panel.getMaxY() - 7);
    }
  }

  private void inPanel(Graphics2D g, Rectangle2D panel, Runnable drawing) {
    g.setColor(PANEL);
    g.fill(
        new RoundRectangle2D.Double(
            panel.getX(), panel.getY(), panel.getWidth(), panel.getHeight(), 8, 8));
    Shape clip = g.getClip();
    g.clip(panel);
    drawing.run();
    g.setClip(clip);
  }

  /** The colours and the scale bar. */
  private void drawFoot(Graphics2D g, double y) {
    double x = left();
    x = key(g, Style.RIGHT, "right side", x, y);
    x = key(g, Style.LEFT, "left side", x, y);
    if (hasErrors()) {
      key(g, Style.TRUTH, "ground truth", x, y);
    }
    if (columnMethods(picture).isEmpty()) {
      return;
    }
    int length = 500 * mmScale < panelWidth * 0.6 ? 500 : 100;
    double right = Style.WIDTH - left();
    double begin = right - length * mmScale;
    g.setColor(Style.INK);
    g.setStroke(new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    g.draw(new Line2D.Double(begin, y, right, y));
    g.draw(new Line2D.Double(begin, y - 4, begin, y + 4));
    g.draw(new Line2D.Double(right, y - 4, right, y + 4));
    String label = length + " mm";
    double width = g.getFontMetrics(Style.plain(12)).stringWidth(label);
    text(g, label, Style.plain(12), Style.INK, begin - width - 8, y + 4);
  }

  // ---- from poses to the page

  /** The largest scale at which every pose of every panel fits. */
  private double commonScale() {
    double scale = Double.POSITIVE_INFINITY;
    for (Row row : picture.rows()) {
      for (View view : picture.chosenViews()) {
        Box box = rowBox(row.index(), view);
        double fits = Math.min(panelWidth / box.width(), panelHeight / box.height());
        scale = Math.min(scale, FILL * fits);
      }
    }
    return scale;
  }

  /** Around all of a sample's poses in a view, so that its panels can be laid over each other. */
  private Box rowBox(int index, View view) {
    List<Box> boxes = new ArrayList<>();
    for (Method method : columnMethods(picture)) {
      boxes.add(Box.around(method.poses(), index, view.axis(), 1));
    }
    if (picture.truth() != null) {
      boxes.add(Box.around(picture.truth(), index, view.axis(), 1));
    }
    return boxes.stream().reduce(Box.EMPTY, Box::and);
  }

  /** Page coordinates (J, 2) of one pose, its box in the middle of the panel. */
  private static double[][] position(
      Poses poses, int index, int axis, Box box, double scale, Rectangle2D panel) {
    double[][] at = new double[poses.joints()][];
    for (int j = 0; j < at.length; j++) {
      double x = panel.getCenterX() + (poses.get(index, j, axis) - box.middleX()) * scale;
      double y = panel.getCenterY() + (poses.get(index, j, 1) - box.middleY()) * scale;
      at[j] = new double[] {x, y};
    }
    return at;
  }
}
