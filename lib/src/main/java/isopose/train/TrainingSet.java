package isopose.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.data.Normalisation;
import isopose.data.PoseSequence;
import isopose.skeleton.Poses;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Labelled samples in network units.
 *
 * @param x 2D poses (N, J, 2)
 * @param truth 3D poses (N, J, 3)
 */
public record TrainingSet(Poses x, Poses truth) {

  /** All samples of these clips. */
  public static TrainingSet of(List<PoseSequence> clips, Normalisation normalisation) {
    List<Poses> inputs = new ArrayList<>();
    List<Poses> truths = new ArrayList<>();
    for (PoseSequence clip : clips) {
      inputs.add(normalisation.input(clip.pose2d()));
      truths.add(normalisation.target(clip.pose3d(), clip.pose2d()));
    }
    int joints = inputs.get(0).joints();
    return new TrainingSet(
        Poses.concatenate(inputs, joints, 2), Poses.concatenate(truths, joints, 3));
  }

  /** The number of samples. */
  public int count() {
    return x.count();
  }

  /** All places in random order. */
  public int[] shuffled(SplittableRandom random) {
    int[] order = new int[count()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** The samples at these places as tensors; half of them mirrored where {@code flip} is set. */
  public Batch batch(NDManager manager, int[] places, boolean flip, SplittableRandom random) {
    Poses inputs = x.select(places);
    Poses truths = truth.select(places);
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

  private static NDArray tensor(NDManager manager, Poses poses) {
    return manager.create(poses.values(), new Shape(poses.count(), poses.joints(), poses.dims()));
  }

  /** What one step learns from: x (n, J, 2) and truth (n, J, 3). */
  public record Batch(NDArray x, NDArray truth) {}
}
