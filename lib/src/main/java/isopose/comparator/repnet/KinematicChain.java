package isopose.comparator.repnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.skeleton.Skeleton;

/**
 * The kinematic chain space (their Sec. 3.2): bone vectors b = C p, and Psi = B B^T, whose diagonal
 * holds the bones' squared lengths and whose other entries the angles between them. Psi is the same
 * for a pose however it is turned or moved.
 */
final class KinematicChain {
  private final int joints;
  private final int bones;
  private final float[] jointMinusParent;

  /** Of this skeleton, a bone for each joint but the root. */
  KinematicChain(Skeleton skeleton) {
    joints = skeleton.size();
    bones = joints - 1;
    jointMinusParent = new float[bones * joints];
    int bone = 0;
    for (int j = 0; j < joints; j++) {
      int parent = skeleton.parents().get(j);
      if (parent != j) {
        jointMinusParent[bone * joints + j] = 1;
        jointMinusParent[bone * joints + parent] = -1;
        bone++;
      }
    }
  }

  /** The size of Psi, flat: (J - 1)^2. */
  int size() {
    return bones * bones;
  }

  /** Psi of poses (N, J, 3), flat: (N, (J - 1)^2). */
  NDArray of(NDArray pose) {
    NDArray b = matrix(pose.getManager()).matMul(pose);
    return b.matMul(b.transpose(0, 2, 1)).reshape(new Shape(-1, size()));
  }

  /**
   * The gradient of a function of Psi with respect to the pose, from that with respect to Psi: C^T
   * (G + G^T) B.
   *
   * @param pose (N, J, 3)
   * @param gradient G, (N, (J - 1)^2)
   */
  NDArray pullBack(NDArray pose, NDArray gradient) {
    NDArray c = matrix(pose.getManager());
    NDArray g = gradient.reshape(new Shape(-1, bones, bones));
    return c.transpose().matMul(g.add(g.transpose(0, 2, 1)).matMul(c.matMul(pose)));
  }

  /** C, (J - 1, J). */
  private NDArray matrix(NDManager manager) {
    return manager.create(jointMinusParent, new Shape(bones, joints));
  }
}
