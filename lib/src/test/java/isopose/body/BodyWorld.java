package isopose.body;

import isopose.TinyWorld;
import isopose.data.PoseSequence;
import isopose.geometry.RandomViews;
import isopose.model.NetworkShape;
import isopose.model.Networks;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Made-up people who have one body a clip. */
final class BodyWorld {
  static final NetworkShape SHAPE = new NetworkShape(17, 32, 0, 2, 1);

  private BodyWorld() {}

  static Networks networks(Pooling pooling) {
    return Networks.of(SHAPE, new BodyBackbone(pooling, 0));
  }

  /** Clips of people who stand and move a little; each has bones of its own. */
  static List<PoseSequence> clips(int clips, int frames, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Poses root = Poses.zeros(frames, 1, 3);
    IntStream.range(0, frames).forEach(i -> root.set(i, 0, 2, 5000));
    List<PoseSequence> all = new ArrayList<>();
    for (int c = 0; c < clips; c++) {
      double[] lengths = new double[17];
      for (int j = 1; j < 17; j++) {
        int mirror = Skeleton.H36M_17.mirror().get(j);
        lengths[j] = mirror < j ? lengths[mirror] : random.nextDouble(0.75, 1.25);
      }
      Poses poses = people(frames, lengths, random);
      all.add(
          new PoseSequence(
              "clip" + c,
              "moving",
              TinyWorld.CAMERA.project(poses, root),
              poses,
              root,
              TinyWorld.CAMERA));
    }
    return all;
  }

  private static Poses people(int count, double[] lengths, SplittableRandom random) {
    Poses poses = Poses.zeros(count, 17, 3);
    for (int i = 0; i < count; i++) {
      for (int j = 1; j < 17; j++) {
        float[] swing =
            RandomViews.rotation(random.nextDouble(-0.6, 0.6), random.nextDouble(-0.6, 0.6));
        float[] standing = TinyWorld.standing(j);
        int parent = Skeleton.H36M_17.parents().get(j);
        for (int d = 0; d < 3; d++) {
          double bone = 0;
          for (int k = 0; k < 3; k++) {
            bone += swing[3 * d + k] * lengths[j] * standing[k];
          }
          poses.set(i, j, d, (float) (poses.get(i, parent, d) + bone));
        }
      }
    }
    return poses;
  }

  /** The true ratios of each frame. */
  static float[][] ratios(Poses pose3d) {
    return IntStream.range(0, pose3d.count())
        .mapToObj(i -> BodyRatios.of(pose3d, i))
        .toArray(float[][]::new);
  }
}
