package isopose.metrics;

import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import java.util.List;

/** Which joints a score counts. */
public enum JointSet {
  /** Every joint of the poses at hand. */
  ALL("all", List.of()),
  /**
   * Head top, neck, shoulders, elbows, wrists, hips, knees, ankles: the joints of MPI-INF-3DHP's
   * PCK and AUC and of 3DPW's scores. Their "neck" is the point between the shoulders, {@code
   * thorax}.
   */
  FOURTEEN("14", Skeletons.LSP_14.joints()),
  /** Human3.6M's joints without 9 (neck/nose); the root, always right, counts. */
  SIXTEEN("16", Skeletons.H36M_16.joints()),
  /** All of Human3.6M's joints; the root, always right, counts. */
  SEVENTEEN("17", Skeleton.H36M_17.joints());

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
  private final List<String> joints;

  JointSet(String label, List<String> joints) {
    this.label = label;
    this.joints = List.copyOf(joints);
  }

  /** "14", "16", "17" or "all". */
  public String label() {
    return label;
  }

  /** The set of that label; {@link IllegalArgumentException} if there is none. */
  public static JointSet named(String label) {
    for (JointSet set : values()) {
      if (set.label.equals(label)) {
        return set;
      }
    }
    throw new IllegalArgumentException(label + " joints: expected 14, 16, 17 or all");
  }

  /**
   * The joints' indices in a skeleton.
   *
   * @throws IllegalArgumentException if the skeleton lacks one of them
   */
  public int[] indices(Skeleton skeleton) {
    List<String> wanted = this == ALL ? skeleton.joints() : joints;
    for (String joint : wanted) {
      if (!skeleton.joints().contains(joint)) {
        throw new IllegalArgumentException(
            "poses of "
                + skeleton.name()
                + " have no "
                + joint
                + ": cannot score "
                + label
                + " joints");
      }
    }
    return wanted.stream().mapToInt(skeleton::index).toArray();
  }
}
