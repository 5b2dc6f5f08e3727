package isopose.analysis;

import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;

/** The made-up people with other bodies. */
public final class Bodies {
  private Bodies() {}

  static Poses scaled(Poses people, double factor) {
    return withBones(people, factor, factor);
  }

  static Poses longArms(Poses people) {
    return withBones(people, 1, 1.4);
  }

  private static Poses withBones(Poses people, double factor, double armFactor) {
    Skeleton skeleton = Skeleton.H36M_17;
    Poses changed = Poses.zeros(people.count(), 17, 3);
    for (int i = 0; i < people.count(); i++) {
      for (int j = 1; j < 17; j++) {
        int parent = skeleton.parents().get(j);
        boolean arm = skeleton.joints().get(j).matches(".*_(elbow|wrist)");
        for (int d = 0; d < 3; d++) {
          double bone = people.get(i, j, d) - people.get(i, parent, d);
          double value = changed.get(i, parent, d) + (arm ? armFactor : factor) * bone;
          changed.set(i, j, d, (float) value);
        }
      }
    }
    return changed;
  }
}
