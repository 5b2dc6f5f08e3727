package isopose.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import isopose.skeleton.Skeleton;

/** Left and right exchanged and x negated: the horizontal flip of Sec. 4.1. */
public final class Mirror {
  private final int joints;
  private final float[] exchange;

  /** For poses of this skeleton. */
  public Mirror(Skeleton skeleton) {
    joints = skeleton.size();
    exchange = new float[joints * joints];
    for (int j = 0; j < joints; j++) {
      exchange[j * joints + skeleton.mirror().get(j)] = 1;
    }
  }

  /** The mirror image of poses (N, J, 2) or (N, J, 3); twice gives the poses back. */
  public NDArray of(NDArray pose) {
    long dims = pose.getShape().get(2);
    float[] signs = dims == 2 ? new float[] {-1, 1} : new float[] {-1, 1, 1};
    NDArray matrix = pose.getManager().create(exchange, new Shape(joints, joints));
    return matrix.matMul(pose).mul(pose.getManager().create(signs));
  }
}
