package isopose.geometry;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * Perspective projection in network units, with the root at a fixed depth.
 *
 * <p>Network units measure a 2D pose and its 3D pose with one scale (see {@code
 * isopose.data.Normalisation}), so a person stands about ten units from the camera and the cycle
 * losses of eq. 4 fix the scale of the self-supervised head.
 */
public final class UnitProjection {
  /** Depth of the root, network units. */
  public static final float ROOT_DEPTH = 10;

  /** No joint is nearer: a person is four units tall, so no real pose comes close to this. */
  public static final float NEAREST = 1;

  private static final NDIndex XY = new NDIndex(":,:,0:2");
  private static final NDIndex Z = new NDIndex(":,:,2:3");

  private UnitProjection() {}

  /** Projects root-relative poses (N, J, 3) to (N, J, 2), network units; the root goes to 0. */
  public static NDArray project(NDArray pose3d) {
    return GradientSafe.times(pose3d.get(XY), ROOT_DEPTH).div(depth(pose3d));
  }

  /**
   * The pose of the same depths that projects to {@code pose2d}.
   *
   * @param pose2d (N, J, 2) network units, the root at 0
   * @param pose3d (N, J, 3) network units, root-relative; its x and y do not matter
   * @return (N, J, 3) network units, root-relative
   */
  public static NDArray onLinesOfSight(NDArray pose2d, NDArray pose3d) {
    NDArray xy = GradientSafe.times(pose2d.mul(depth(pose3d)), 1 / ROOT_DEPTH);
    return xy.concat(pose3d.get(Z), 2);
  }

  private static NDArray depth(NDArray pose3d) {
    return GradientSafe.atLeast(pose3d.get(Z).add(ROOT_DEPTH), NEAREST);
  }
}
