package isopose.bench;

import isopose.data.PinholeCamera;
import isopose.data.PoseSequence;
import isopose.skeleton.Poses;
import java.util.SplittableRandom;

/** Random poses for timing; their values do not matter. */
final class RandomPoses {
  private static final int JOINTS = 17;
  private static final PinholeCamera CAMERA = new PinholeCamera(1000, 1000, 500, 500);

  private RandomPoses() {}

  /** Root-relative poses whose joints lie anywhere within a metre, five metres from the camera. */
  static PoseSequence clip(int count) {
    SplittableRandom random = new SplittableRandom(1);
    Poses pose3d = Poses.zeros(count, JOINTS, 3);
    Poses root = Poses.zeros(count, 1, 3);
    for (int i = 0; i < count; i++) {
      root.set(i, 0, 2, 5000);
      for (int j = 1; j < JOINTS; j++) {
        for (int d = 0; d < 3; d++) {
          pose3d.set(i, j, d, (float) random.nextDouble(-1000, 1000));
        }
      }
    }
    return new PoseSequence("made up", "none", CAMERA.project(pose3d, root), pose3d, root, CAMERA);
  }
}
