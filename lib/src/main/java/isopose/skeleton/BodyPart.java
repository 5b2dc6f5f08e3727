package isopose.skeleton;

import java.util.List;

/**
 * The eight parts of the body whose scores Figure 7 compares. The pelvis belongs to none: as the
 * root it is always right.
 */
public enum BodyPart {
  HIP("right_hip", "left_hip"),
  SPINE("spine", "thorax"),
  SHOULDER("left_shoulder", "right_shoulder"),
  HEAD("neck", "head_top"),
  ELBOW("left_elbow", "right_elbow"),
  WRIST("left_wrist", "right_wrist"),
  KNEE("right_knee", "left_knee"),
  ANKLE("right_ankle", "left_ankle");

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
  private final List<String> joints;

  BodyPart(String... joints) {
    this.joints = List.of(joints);
  }

  /** The indices of this part's joints that the skeleton has; may be empty. */
  public int[] indices(Skeleton skeleton) {
    return joints.stream().filter(skeleton.joints()::contains).mapToInt(skeleton::index).toArray();
  }
}
