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
 * Labelled samples. Clips stay as they are, in pixels and millimetres: a batch's own samples are
 * brought to network units when it is made, so nothing is copied and an epoch starts at once,
 * however many samples there are.
 */
public final class TrainingSet {
  private final int count;
  private final Reader reader;

  private TrainingSet(int count, Reader reader) {
    this.count = count;
    this.reader = reader;
  }

  /** Reads samples by their indices. */
  private interface Reader {
    Samples at(int... indices);
  }

  /** 2D poses (n, J, 2) and 3D poses (n, J, 3). */
  private record Samples(Poses x, Poses truth) {}

  /** Of poses (N, J, 2) and (N, J, 3) in the units that the training wants. */
  public static TrainingSet of(Poses x, Poses truth) {
    return new TrainingSet(
        x.count(), indices -> new Samples(x.select(indices), truth.select(indices)));
  }

  /** All samples of these clips, in network units. */
  public static TrainingSet of(List<PoseSequence> clips, Normalisation normalisation) {
    List<PoseSequence> filled = clips.stream().filter(clip -> clip.count() > 0).toList();
    int[] firstOfClip = new int[filled.size()];
    int samples = 0;
    for (int c = 0; c < firstOfClip.length; c++) {
      firstOfClip[c] = samples;
      samples = Math.addExact(samples, filled.get(c).count());
    }
    return new TrainingSet(samples, indices -> read(filled, firstOfClip, normalisation, indices));
  }

  private static Samples read(
      List<PoseSequence> clips, int[] firstOfClip, Normalisation normalisation, int... indices) {
    int joints = clips.get(0).pose2d().joints();
    Poses pixels = Poses.zeros(indices.length, joints, 2);
    Poses millimetres = Poses.zeros(indices.length, joints, 3);
    for (int i = 0; i < indices.length; i++) {
      int found = Arrays.binarySearch(firstOfClip, indices[i]);
      int clip = found >= 0 ? found : -found - 2;
      int frame = indices[i] - firstOfClip[clip];
      copy(clips.get(clip).pose2d(), frame, pixels, i);
      copy(clips.get(clip).pose3d(), frame, millimetres, i);
    }
    return new Samples(normalisation.input(pixels), normalisation.target(millimetres, pixels));
  }

  private static void copy(Poses from, int i, Poses to, int k) {
    System.arraycopy(from.values(), i * from.stride(), to.values(), k * to.stride(), from.stride());
  }

  /** The number of samples. */
  public int count() {
    return count;
  }

  /** All indices in random order. */
  public int[] shuffled(SplittableRandom random) {
    int[] order = new int[count()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** The samples at these indices as tensors; half of them mirrored where {@code flip} is set. */
  public Batch batch(NDManager manager, int[] indices, boolean flip, SplittableRandom random) {
    Samples samples = reader.at(indices);
    Poses inputs = samples.x();
    Poses truths = samples.truth();
    if (flip) {
      for (int i = 0; i < indices.length; i++) {
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
  public record Batch(NDArray x, NDArray truth) {

    /**
     * The same with Gaussian noise on x.
     *
     * @param largest the standard deviation of a pose's noise is drawn from 0 to this, in network
     *     units: mean distances of a pose's joints from its root
     */
    public Batch withInputNoise(double largest, SplittableRandom random) {
      Shape shape = x.getShape();
      float[] noise = new float[(int) shape.size()];
      int pose = noise.length / (int) shape.get(0);
      for (int i = 0; i < noise.length; i += pose) {
        double sigma = largest * random.nextDouble();
        for (int k = i; k < i + pose; k++) {
          noise[k] = (float) (sigma * random.nextGaussian());
        }
      }
      return new Batch(x.add(x.getManager().create(noise, shape)), truth);
    }
  }
}
