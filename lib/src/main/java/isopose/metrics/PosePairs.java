package isopose.metrics;

import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import java.util.function.IntToDoubleFunction;

/**
 * Predicted poses beside their truth, handed out pair by pair in double precision, root-relative.
 *
 * @param count the number of pairs, N
 * @param skeleton the joints of both
 * @param predicted number k of all predictions, flat (N, J, 3) millimetres
 * @param truth number k of all truths, in the same form
 */
public record PosePairs(
    int count, Skeleton skeleton, IntToDoubleFunction predicted, IntToDoubleFunction truth) {

  /** Pairs of poses; {@link IllegalArgumentException} if they do not fit each other. */
  public static PosePairs of(Poses predicted, Poses truth, Skeleton skeleton) {
    if (predicted.dims() != 3 || truth.dims() != 3) {
      throw new IllegalArgumentException("scores need poses of three dimensions");
    }
    if (predicted.joints() != skeleton.size() || truth.joints() != skeleton.size()) {
      throw new IllegalArgumentException(
          "predictions have %d joints, the truth %d, %s %d"
              .formatted(predicted.joints(), truth.joints(), skeleton.name(), skeleton.size()));
    }
    float[] from = predicted.values();
    float[] to = truth.values();
    return new PosePairs(
        count(from.length, to.length, skeleton), skeleton, k -> from[k], k -> to[k]);
  }

  /** Pairs from flat (N, J, 3); {@link IllegalArgumentException} if they do not fit each other. */
  public static PosePairs of(double[] predicted, double[] truth, Skeleton skeleton) {
    return new PosePairs(
        count(predicted.length, truth.length, skeleton),
        skeleton,
        k -> predicted[k],
        k -> truth[k]);
  }

  private static int count(int predicted, int truth, Skeleton skeleton) {
    int stride = 3 * skeleton.size();
    if (predicted != truth || predicted % stride != 0) {
      throw new IllegalArgumentException(
          "%d predictions for %d true poses".formatted(predicted / stride, truth / stride));
    }
    return predicted / stride;
  }

  /** Numbers a pose, J * 3. */
  int stride() {
    return 3 * skeleton.size();
  }

  /** Reads pair i into arrays of {@code stride} numbers, each about its own root. */
  void read(int i, double[] pose, double[] target) {
    int[] centre = Skeletons.centre(skeleton);
    read(predicted, i, pose, centre);
    read(truth, i, target, centre);
  }

  private static void read(IntToDoubleFunction block, int i, double[] into, int... centre) {
    for (int k = 0; k < into.length; k++) {
      into[k] = block.applyAsDouble(i * into.length + k);
    }
    for (int d = 0; d < 3; d++) {
      double root = 0;
      for (int joint : centre) {
        root += into[3 * joint + d] / centre.length;
      }
      for (int k = d; k < into.length; k += 3) {
        into[k] -= root;
      }
    }
  }
}
