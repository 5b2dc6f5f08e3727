package isopose.data.scenario;

import isopose.data.PoseSequence;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Changes body shapes in recorded poses: every bone keeps its direction and changes its length. */
final class Bodies {
  private static final Skeleton SKELETON = Skeleton.H36M_17;

  /** For each of the 17 joints the group of the bone that ends at it; the root has none. */
  private static final int[] GROUPS = {0, 0, 1, 2, 0, 1, 2, 3, 3, 4, 4, 0, 5, 6, 0, 5, 6};

  private Bodies() {}

  /**
   * The same frames with other bones, projected again; the root keeps its position relative to the
   * camera.
   *
   * @param sequence with 3D, root and camera; not changed
   * @param bones asked once a frame: a factor for the bone that leads to each of the 17 joints (the
   *     root's is not used)
   */
  static PoseSequence scaled(PoseSequence sequence, Supplier<double[]> bones) {
    Poses recorded = sequence.pose3d();
    Poses scaled = Poses.zeros(recorded.count(), recorded.joints(), 3);
    for (int i = 0; i < recorded.count(); i++) {
      double[] factors = bones.get();
      for (int j = 1; j < SKELETON.size(); j++) {
        int parent = SKELETON.parents().get(j);
        for (int d = 0; d < 3; d++) {
          double bone = recorded.get(i, j, d) - recorded.get(i, parent, d);
          scaled.set(i, j, d, (float) (scaled.get(i, parent, d) + factors[j] * bone));
        }
      }
    }
    return sequence.withPose3d(scaled);
  }

  /**
   * A factor for each bone, the same for the bones of a group of {@link SourceSubjects#VARIED}.
   *
   * @param within the largest fraction by which a group is longer or shorter
   */
  static double[] grouped(SplittableRandom random, double within) {
    double[] factors = random.doubles(7, 1 - within, 1 + within).toArray();
    return IntStream.of(GROUPS).mapToDouble(group -> factors[group]).toArray();
  }

  /**
   * A person whose every bone has a length of its own, left and right alike.
   *
   * @param within the largest fraction by which a bone is longer or shorter
   */
  static double[] random(Random random, double within) {
    double[] factors = new double[SKELETON.size()];
    factors[SKELETON.root()] = 1;
    for (int j = 0; j < factors.length; j++) {
      int other = SKELETON.mirror().get(j);
      if (j != SKELETON.root()) {
        factors[j] = other < j ? factors[other] : 1 + within * (2 * random.nextDouble() - 1);
      }
    }
    return factors;
  }
}
