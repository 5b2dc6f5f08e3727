package isopose.skeleton;

import java.util.List;

/**
 * A named set of joints that form a tree.
 *
 * @param name the skeleton's name, as in messages and records
 * @param joints joint names; a joint's position in this list is its index in every pose array
 * @param parents index of each joint's parent; the root is its own parent
 * @param mirror for each joint the index of its left-right counterpart, itself on the body's middle
 */
public record Skeleton(
    String name, List<String> joints, List<Integer> parents, List<Integer> mirror) {

  /**
   * The 17 joints of Human3.6M, the form every pose takes inside this library: 0 pelvis, 1-3 right
   * hip, knee, ankle, 4-6 left hip, knee, ankle, 7 spine, 8 thorax, 9 neck/nose, 10 head top, 11-13
   * left shoulder, elbow, wrist, 14-16 right shoulder, elbow, wrist.
   */
  public static final Skeleton H36M_17 =
      new Skeleton(
          "Human3.6M-17",
          List.of(
              "pelvis",
              "right_hip",
              "right_knee",
              "right_ankle",
              "left_hip",
              "left_knee",
              "left_ankle",
              "spine",
              "thorax",
              "neck",
              "head_top",
              "left_shoulder",
              "left_elbow",
              "left_wrist",
              "right_shoulder",
              "right_elbow",
              "right_wrist"),
          List.of(0, 0, 1, 2, 0, 4, 5, 0, 7, 8, 9, 8, 11, 12, 8, 14, 15),
          List.of(0, 4, 5, 6, 1, 2, 3, 7, 8, 9, 10, 14, 15, 16, 11, 12, 13));

  public Skeleton {
    joints = List.copyOf(joints);
    parents = List.copyOf(parents);
    mirror = List.copyOf(mirror);
    if (parents.size() != joints.size() || mirror.size() != joints.size()) {
      throw new IllegalArgumentException(
          name + ": joints, parents and mirror must have one entry a joint");
    }
  }

  /** The number of joints, J. */
  public int size() {
    return joints.size();
  }

  /** The index of the joint that is its own parent. */
  public int root() {
    for (int j = 0; j < size(); j++) {
      if (parents.get(j) == j) {
        return j;
      }
    }
    throw new IllegalStateException(name + " has no root");
  }

  /** The index of a joint by its name; {@link IllegalArgumentException} if there is none. */
  public int index(String joint) {
    int index = joints.indexOf(joint);
    if (index < 0) {
      throw new IllegalArgumentException(name + " has no joint '" + joint + "'; it has " + joints);
    }
    return index;
  }
}
