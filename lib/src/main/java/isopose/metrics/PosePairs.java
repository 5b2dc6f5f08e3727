package isopose.metrics;

import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;

/**
 * Predicted poses beside their truth, handed out pair by pair as double precision, root-relative.
 *
 * @param count the number of pairs, N
 * @param stride numbers a pose, J * 3
 * @param predicted reads number k of all predictions
 * @param truth reads number k of all truths
 * @param centre the joints whose middle is the root
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record PosePairs(int count, int stride, Numbers predicted, Numbers truth, int[] centre) {

  /** Number k of a block. */
  @FunctionalInterface
  interface Numbers {
    double get(int k);
  }

  static PosePairs of(Poses predicted, Poses truth, Skeleton skeleton) {
    if (predicted.dims() != 3 || truth.dims() != 3) {
      throw new IllegalArgumentException("scores need poses of three dimensions");
    }
    float[] from = predicted.values();
    float[] to = truth.values();
    check(predicted.joints(), truth.joints(), skeleton, from.length, to.length);
    return of(skeleton, from.length, k -> from[k], k -> to[k]);
  }

  static PosePairs of(double[] predicted, double[] truth, Skeleton skeleton) {
    check(skeleton.size(), skeleton.size(), skeleton, predicted.length, truth.length);
    return of(skeleton, predicted.length, k -> predicted[k], k -> truth[k]);
  }

  private static PosePairs of(Skeleton skeleton, int length, Numbers predicted, Numbers truth) {
    int stride = 3 * skeleton.size();
    return new PosePairs(length / stride, stride, predicted, truth, Skeletons.centre(skeleton));
  }

  private static void check(int joints, int trueJoints, Skeleton skeleton, int length, int other) {
    if (joints != skeleton.size() || trueJoints != skeleton.size()) {
      throw new IllegalArgumentException(
          "predictions have %d joints, the truth %d, %s %d"
              .formatted(joints, trueJoints, skeleton.name(), skeleton.size()));
    }
    int stride = 3 * skeleton.size();
    if (length != other || length % stride != 0) {
      throw new IllegalArgumentException(
          "%d predictions for %d true poses".formatted(length / stride, other / stride));
    }
  }

  /** Reads pair i into arrays of {@code stride} numbers. */
  void read(int i, double[] pose, double[] target) {
    read(predicted, i, pose);
    read(truth, i, target);
  }

  private void read(Numbers block, int i, double[] into) {
    for (int k = 0; k < stride; k++) {
      into[k] = block.get(i * stride + k);
    }
    for (int d = 0; d < 3; d++) {
      double root = 0;
      for (int joint : centre) {
        root += into[3 * joint + d] / centre.length;
      }
      for (int k = d; k < stride; k += 3) {
        into[k] -= root;
      }
    }
  }
}
