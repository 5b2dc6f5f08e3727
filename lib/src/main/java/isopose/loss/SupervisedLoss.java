package isopose.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import isopose.skeleton.Skeleton;

/**
 * The fully-supervised loss L_f (eq. 2): squared errors of joints and of bone vectors, summed over
 * coordinates, summed or averaged over joints, averaged over poses.
 */
public final class SupervisedLoss {
  private final float[] jointMinusParent;
  private final int joints;
  private final boolean boneTerm;
  private final double weight;

  /**
   * For poses of this skeleton.
   *
   * @param boneTerm whether L_f has the second term of eq. 2; without it L_f is the MSE of eq. 1
   * @param sumOverJoints whether squared errors are summed over joints, as eq. 2's norms, or
   *     averaged
   */
  public SupervisedLoss(Skeleton skeleton, boolean boneTerm, boolean sumOverJoints) {
    joints = skeleton.size();
    weight = sumOverJoints ? joints : 1;
    this.boneTerm = boneTerm;
    jointMinusParent = new float[joints * joints];
    for (int j = 0; j < joints; j++) {
      jointMinusParent[j * joints + j] += 1;
      jointMinusParent[j * joints + skeleton.parents().get(j)] -= 1;
    }
  }

  /** Of predictions and truth, both (N, J, 3) in network units; the log has means over joints. */
  public LossTerms of(NDArray predicted, NDArray truth) {
    LossTerms terms = new LossTerms().add("joints", weight, squaredError(predicted, truth));
    if (boneTerm) {
      terms.add("bones", weight, squaredError(bones(predicted), bones(truth)));
    }
    return terms;
  }

  /** Multiplies both terms, which are means over joints: the number of joints for sums, or 1. */
  public double weight() {
    return weight;
  }

  /** B (J, J), row by row, which makes bone vectors of joints; empty without the bone term. */
  public float[] boneMatrix() {
    return boneTerm ? jointMinusParent.clone() : new float[0];
  }

  /** B: each joint minus its parent, (N, J, 3); the root's is zero. */
  private NDArray bones(NDArray pose) {
    NDArray matrix = pose.getManager().create(jointMinusParent, new Shape(joints, joints));
    return matrix.matMul(pose);
  }

  /** Mean over poses and joints of the squared Euclidean distance. */
  static NDArray squaredError(NDArray a, NDArray b) {
    return a.sub(b).square().sum(new int[] {-1}).mean();
  }
}
