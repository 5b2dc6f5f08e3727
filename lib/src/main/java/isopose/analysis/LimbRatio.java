package isopose.analysis;

import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;

/**
 * The five ratios of an upper to a lower bone that Figure 5 looks at. The paper names limbs, not
 * bones; these are the bones of {@link Skeleton#H36M_17} that we take for them.
 */
public enum LimbRatio {
  /** Shoulder to elbow over elbow to wrist. */
  LEFT_ARM("left arm", "left_shoulder", "left_elbow", "left_wrist"),
  /** Shoulder to elbow over elbow to wrist. */
  RIGHT_ARM("right arm", "right_shoulder", "right_elbow", "right_wrist"),
  /** Hip to knee over knee to ankle. */
  LEFT_LEG("left leg", "left_hip", "left_knee", "left_ankle"),
  /** Hip to knee over knee to ankle. */
  RIGHT_LEG("right leg", "right_hip", "right_knee", "right_ankle"),
  /** Thorax to spine over spine to pelvis. */
  TORSO("torso", "thorax", "spine", "pelvis");

  private final String label;
  private final int top;
  private final int middle;
  private final int bottom;

  LimbRatio(String label, String top, String middle, String bottom) {
    this.label = label;
    this.top = Skeleton.H36M_17.index(top);
    this.middle = Skeleton.H36M_17.index(middle);
    this.bottom = Skeleton.H36M_17.index(bottom);
  }

  /** As charts and tables write it. */
  public String label() {
    return label;
  }

  /** Arm, leg or torso: the limb without its side. */
  public String limb() {
    return label.substring(label.indexOf(' ') + 1);
  }

  /** The bones, for captions: "left_shoulder - left_elbow / left_elbow - left_wrist". */
  public String bones() {
    return "%s - %s / %s - %s".formatted(name(top), name(middle), name(middle), name(bottom));
  }

  private static String name(int joint) {
    return Skeleton.H36M_17.joints().get(joint);
  }

  /**
   * The ratio in each pose.
   *
   * @param poses (N, 17, 3), any unit
   * @return N ratios; not finite where the lower bone has no length
   */
  public double[] of(Poses poses) {
    double[] ratios = new double[poses.count()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = poses.distance(i, top, middle) / poses.distance(i, middle, bottom);
    }
    return ratios;
  }
}
