package isopose.data.motion;

import isopose.data.motion.BvhBody.Pair;
import isopose.geometry.Vectors;
import isopose.io.BadInput;
import isopose.io.bvh.BvhClip;
import isopose.stats.Quantiles;

/** The axis of a BVH file that points up. */
public enum UpAxis {
  Y(1),
  Z(2);

  /** Trunk or legs within 60 degrees of the vertical: standing, sitting, kneeling, crawling. */
  private static final double UPRIGHT = 0.5;

  private static final int MOST_SAMPLES = 101;

  private final int axis;

  UpAxis(int axis) {
    this.axis = axis;
  }

  /**
   * The axis along which the person is upright in most frames. Where that is z, the skeleton at
   * rest must stand along z, too.
   *
   * @throws BadInput if the person lies in most frames
   */
  static UpAxis of(BvhClip clip, BvhBody body, ForwardKinematics skeleton) {
    skeleton.rest();
    boolean restsAlongZ = Z.upright(body, skeleton) > Math.max(UPRIGHT, Y.upright(body, skeleton));
    double alongY = Y.median(clip, body, skeleton);
    double alongZ = Z.median(clip, body, skeleton);
    if (alongY > UPRIGHT && !(restsAlongZ && alongZ > alongY)) {
      return Y;
    }
    if (restsAlongZ && alongZ > UPRIGHT) {
      return Z;
    }
    throw new BadInput(
        ("%s: the person lies in most frames if y points up; state the axis that points up"
                + " (--up y or --up z)")
            .formatted(clip.file()));
  }

  private double median(BvhClip clip, BvhBody body, ForwardKinematics skeleton) {
    int stride = Math.max(1, clip.frames() / MOST_SAMPLES);
    double[] values = new double[(clip.frames() + stride - 1) / stride];
    for (int k = 0; k < values.length; k++) {
      skeleton.pose(k * stride);
      values[k] = upright(body, skeleton);
    }
    return Quantiles.median(values);
  }

  /** The cosine of the angle from this axis to the trunk or the legs, whichever is larger. */
  private double upright(BvhBody body, ForwardKinematics skeleton) {
    double[] hips = middle(body.hips(), skeleton);
    double[] trunk = Vectors.subtract(skeleton.position(body.neck()), hips);
    double[] legs = Vectors.subtract(hips, middle(body.ankles(), skeleton));
    return Math.max(Vectors.unit(trunk)[axis], Vectors.unit(legs)[axis]);
  }

  private static double[] middle(Pair pair, ForwardKinematics skeleton) {
    return Vectors.between(skeleton.position(pair.left()), skeleton.position(pair.right()), 0.5);
  }

  /** A direction of the file, turned so that y points up. */
  double[] toY(double[] direction) {
    return this == Y ? direction : new double[] {direction[0], direction[2], -direction[1]};
  }
}
