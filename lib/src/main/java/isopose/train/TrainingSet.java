package isopose.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.data.Normalisation;
import isopose.data.PoseSequence;
import isopose.skeleton.Poses;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Labelled samples: the clips as they are, in millimetres and pixels. A batch's own samples are
 * brought to network units when it is made, so nothing is copied and an epoch starts at once,
 * however many samples there are.
 */
final class TrainingSet {
  private final List<PoseSequence> clips;
  private final Normalisation normalisation;
  private final int[] firstOfClip;
  private final int count;

  private TrainingSet(List<PoseSequence> clips, Normalisation normalisation) {
    this.clips = clips;
    this.normalisation = normalisation;
    firstOfClip = new int[clips.size()];
    int samples = 0;
    for (int c = 0; c < clips.size(); c++) {
      firstOfClip[c] = samples;
      samples = Math.addExact(samples, clips.get(c).count());
    }
    count = samples;
  }

  static TrainingSet of(List<PoseSequence> clips, Normalisation normalisation) {
    return new TrainingSet(clips.stream().filter(clip -> clip.count() > 0).toList(), normalisation);
  }

  int count() {
    return count;
  }

  /** All places in random order. */
  int[] shuffled(SplittableRandom random) {
    int[] order = new int[count()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** The samples at these places as tensors; half of them mirrored where {@code flip} is set. */
  Batch batch(NDManager manager, int[] places, boolean flip, SplittableRandom random) {
    int joints = clips.get(0).pose2d().joints();
    Poses pixels = Poses.zeros(places.length, joints, 2);
    Poses millimetres = Poses.zeros(places.length, joints, 3);
    for (int i = 0; i < places.length; i++) {
      int found = Arrays.binarySearch(firstOfClip, places[i]);
      int clip = found >= 0 ? found : -found - 2;
      int frame = places[i] - firstOfClip[clip];
      copy(clips.get(clip).pose2d(), frame, pixels, i);
      copy(clips.get(clip).pose3d(), frame, millimetres, i);
    }
    Poses inputs = normalisation.input(pixels);
    Poses truths = normalisation.target(millimetres, pixels);
    if (flip) {
      for (int i = 0; i < places.length; i++) {
        if (random.nextBoolean()) {
          inputs.mirror(i);
          truths.mirror(i);
        }
      }
    }
    return new Batch(tensor(manager, inputs), tensor(manager, truths));
  }

  private static void copy(Poses from, int i, Poses to, int k) {
    System.arraycopy(from.values(), i * from.stride(), to.values(), k * to.stride(), from.stride());
  }

  private static NDArray tensor(NDManager manager, Poses poses) {
    return manager.create(poses.values(), new Shape(poses.count(), poses.joints(), poses.dims()));
  }

  /** What one step learns from: x (n, J, 2) and truth (n, J, 3). */
  record Batch(NDArray x, NDArray truth) {}
}
