package isopose.analysis;

import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.function.Predicate;

/**
 * In which form the two-way classifier sees poses. The two data sets have other bodies, so a
 * classifier of poses as they are can tell them apart by a single bone; and since every prediction
 * is scaled to the source's mean sum of bones, its size alone says "source". The other forms remove
 * such differences.
 */
public enum PoseForm {
  /** As the paper has it: millimetres, only measured in another unit. */
  AS_THEY_ARE("as they are") {
    @Override
    void shape(Poses pose, int i) {
      scale(pose, i, 1e-3);
    }
  },

  /** Every pose scaled to the same sum of bone lengths: proportions and pose, no size. */
  ONE_SIZE("one size") {
    @Override
    void shape(Poses pose, int i) {
      double sum = 0;
      for (int j = 0; j < SKELETON.size(); j++) {
        sum += length(pose, i, j);
      }
      scale(pose, i, sum > 0 ? BONE * (SKELETON.size() - 1) / sum : 0);
    }
  },

  /** Every bone scaled to the same length: directions alone, no proportions either. */
  UNIT_BONES("unit bones") {
    @Override
    void shape(Poses pose, int i) {
      unitBones(pose, i, joint -> true);
    }
  },

  /**
   * The eight bones of arms and legs as unit bones, all from one point: motion and view. Data sets
   * define hips, spine, shoulders and head differently, which alone separates them; upper arms,
   * forearms, thighs and shins are the same bones everywhere.
   */
  LIMBS("limbs only") {
    @Override
    void shape(Poses pose, int i) {
      unitBones(pose, i, joint -> joint.matches(".*_(knee|ankle|elbow|wrist)"));
    }
  };

  private static final Skeleton SKELETON = Skeleton.H36M_17;

  /** A quarter: with it all three forms have coordinates of about the same size, as metres have. */
  private static final double BONE = 0.25;

  private final String label;

  PoseForm(String label) {
    this.label = label;
  }

  /** As charts and tables write it. */
  public String label() {
    return label;
  }

  /**
   * Brings poses into this form.
   *
   * @param poses (N, 17, 3) millimetres, root-relative; not changed
   * @return (N, 17, 3), the root at the origin
   */
  public Poses of(Poses poses) {
    Poses formed = poses.rootRelative(SKELETON.root());
    for (int i = 0; i < formed.count(); i++) {
      shape(formed, i);
    }
    return formed;
  }

  /** Changes pose {@code i} in place. Parents come before their children in the skeleton. */
  abstract void shape(Poses pose, int i);

  /** Sets the bones that end at these joints to one length, and the others to zero. */
  private static void unitBones(Poses pose, int i, Predicate<String> joints) {
    Poses bones = pose.slice(i, i + 1);
    for (int j = 0; j < SKELETON.size(); j++) {
      int parent = SKELETON.parents().get(j);
      double length = length(bones, 0, j);
      double scale = length > 0 && joints.test(SKELETON.joints().get(j)) ? BONE / length : 0;
      for (int d = 0; d < 3 && parent != j; d++) {
        double bone = bones.get(0, j, d) - bones.get(0, parent, d);
        pose.set(i, j, d, (float) (pose.get(i, parent, d) + scale * bone));
      }
    }
  }

  /** The length of the bone that ends at joint {@code j}; 0 for the root. */
  private static double length(Poses poses, int i, int j) {
    return poses.distance(i, j, SKELETON.parents().get(j));
  }

  private static void scale(Poses poses, int i, double factor) {
    for (int k = i * poses.stride(); k < (i + 1) * poses.stride(); k++) {
      poses.values()[k] = (float) (poses.values()[k] * factor);
    }
  }
}
