package isopose;

import isopose.data.PinholeCamera;
import isopose.data.PoseSequence;
import isopose.geometry.RandomViews;
import isopose.geometry.ViewRange;
import isopose.loss.Adversary;
import isopose.loss.Cycle;
import isopose.loss.GeneratorLoss;
import isopose.model.NetworkShape;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Made-up people for tests: a stick figure whose limbs point anywhere, seen by one camera. */
public final class TinyWorld {
  public static final NetworkShape SHAPE = new NetworkShape(17, 16, 0.25, 4, 3);
  public static final PinholeCamera CAMERA = new PinholeCamera(600, 600, 256, 256);
  public static final Cycle CYCLE =
      new Cycle(new Adversary(GeneratorLoss.NONSATURATING, 0, ViewRange.PAPER), 10, 0.1);

  /** Where each joint lies from its parent when standing upright, millimetres, y down. */
  private static final float[][] STANDING = {
    {0, 0, 0},
    {-130, 0, 0},
    {0, 440, 0},
    {0, 430, 0},
    {130, 0, 0},
    {0, 440, 0},
    {0, 430, 0},
    {0, -240, 0},
    {0, -250, 0},
    {0, -110, -60},
    {0, -110, 40},
    {150, 20, 0},
    {0, 280, 0},
    {0, 250, 0},
    {-150, 20, 0},
    {0, 280, 0},
    {0, 250, 0}
  };

  private TinyWorld() {}

  /** Where a joint lies from its parent when standing upright, (3) millimetres, y down. */
  public static float[] standing(int joint) {
    return STANDING[joint].clone();
  }

  /**
   * Root-relative poses (count, 17, 3), millimetres: every limb swung by up to about 70 degrees.
   */
  public static Poses people(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Poses poses = Poses.zeros(count, 17, 3);
    for (int i = 0; i < count; i++) {
      float[] turn = RandomViews.rotation(random.nextDouble(-3, 3), random.nextDouble(-0.3, 0.3));
      for (int j = 1; j < 17; j++) {
        float[] swing =
            RandomViews.rotation(random.nextDouble(-1.2, 1.2), random.nextDouble(-1.2, 1.2));
        float[] bone = apply(turn, apply(swing, STANDING[j]));
        int parent = Skeleton.H36M_17.parents().get(j);
        for (int d = 0; d < 3; d++) {
          poses.set(i, j, d, poses.get(i, parent, d) + bone[d]);
        }
      }
    }
    return poses;
  }

  private static float[] apply(float[] r, float[] p) {
    float[] q = new float[3];
    for (int i = 0; i < 3; i++) {
      q[i] = r[3 * i] * p[0] + r[3 * i + 1] * p[1] + r[3 * i + 2] * p[2];
    }
    return q;
  }

  /** Clips of such people, five metres from the camera. */
  public static List<PoseSequence> clips(int clips, int frames, long seed) {
    List<PoseSequence> all = new ArrayList<>();
    for (int c = 0; c < clips; c++) {
      Poses pose3d = people(frames, seed * 1000 + c);
      Poses root = Poses.zeros(frames, 1, 3);
      for (int i = 0; i < frames; i++) {
        root.set(i, 0, 2, 5000);
      }
      Poses pose2d = CAMERA.project(pose3d, root);
      all.add(new PoseSequence("clip" + c, "moving", pose2d, pose3d, root, CAMERA));
    }
    return all;
  }
}
