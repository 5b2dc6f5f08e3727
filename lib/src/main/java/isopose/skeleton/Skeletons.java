package isopose.skeleton;

import java.util.ArrayList;
import java.util.List;

/**
 * The skeletons of the public data sets, in the order of their files, under one vocabulary.
 *
 * <p>A name says where a joint lies, not what its data set calls it. The point between the
 * shoulders at the base of the neck is {@code thorax} everywhere (MPI-INF-3DHP and LSP call it
 * "neck"); {@code neck} is Human3.6M's "neck/nose", halfway up the head (MPI-INF-3DHP calls it
 * "head"). Joints that lie elsewhere have names of their own, such as {@code nose}.
 */
public final class Skeletons {

  /** {@link Skeleton#H36M_17} without joint 9 (neck/nose): the 16-joint form in circulation. */
  public static final Skeleton H36M_16 =
      build(
          "Human3.6M-16",
          "pelvis",
          "right_hip pelvis",
          "right_knee right_hip",
          "right_ankle right_knee",
          "left_hip pelvis",
          "left_knee left_hip",
          "left_ankle left_knee",
          "spine pelvis",
          "thorax spine",
          "head_top thorax",
          "left_shoulder thorax",
          "left_elbow left_shoulder",
          "left_wrist left_elbow",
          "right_shoulder thorax",
          "right_elbow right_shoulder",
          "right_wrist right_elbow");

  /** The 17 joints that the MPI-INF-3DHP test set keeps. */
  public static final Skeleton MPI_INF_3DHP_17 =
      build(
          "MPI-INF-3DHP-17",
          "head_top neck",
          "thorax spine",
          "right_shoulder thorax",
          "right_elbow right_shoulder",
          "right_wrist right_elbow",
          "left_shoulder thorax",
          "left_elbow left_shoulder",
          "left_wrist left_elbow",
          "right_hip pelvis",
          "right_knee right_hip",
          "right_ankle right_knee",
          "left_hip pelvis",
          "left_knee left_hip",
          "left_ankle left_knee",
          "pelvis",
          "spine pelvis",
          "neck thorax");

  /** {@link #MPI_INF_3DHP_17} without the pelvis. */
  public static final Skeleton MPI_INF_3DHP_16 =
      build(
          "MPI-INF-3DHP-16",
          "head_top neck",
          "thorax spine",
          "right_shoulder thorax",
          "right_elbow right_shoulder",
          "right_wrist right_elbow",
          "left_shoulder thorax",
          "left_elbow left_shoulder",
          "left_wrist left_elbow",
          "right_hip spine",
          "right_knee right_hip",
          "right_ankle right_knee",
          "left_hip spine",
          "left_knee left_hip",
          "left_ankle left_knee",
          "spine",
          "neck thorax");

  /**
   * The 14 joints of LSP, also the order of 3DPW's published scores. No pelvis: rooted at thorax.
   */
  public static final Skeleton LSP_14 =
      build(
          "LSP-14",
          "right_ankle right_knee",
          "right_knee right_hip",
          "right_hip thorax",
          "left_hip thorax",
          "left_knee left_hip",
          "left_ankle left_knee",
          "right_wrist right_elbow",
          "right_elbow right_shoulder",
          "right_shoulder thorax",
          "left_shoulder thorax",
          "left_elbow left_shoulder",
          "left_wrist left_elbow",
          "thorax",
          "head_top thorax");

  /** MPII's 16 joints. Its "upper neck" lies between shoulders and chin: {@code upper_neck}. */
  public static final Skeleton MPII_16 =
      build(
          "MPII-16",
          "right_ankle right_knee",
          "right_knee right_hip",
          "right_hip pelvis",
          "left_hip pelvis",
          "left_knee left_hip",
          "left_ankle left_knee",
          "pelvis",
          "thorax pelvis",
          "upper_neck thorax",
          "head_top upper_neck",
          "right_wrist right_elbow",
          "right_elbow right_shoulder",
          "right_shoulder thorax",
          "left_shoulder thorax",
          "left_elbow left_shoulder",
          "left_wrist left_elbow");

  /**
   * SPIN's 24 joints: 0-13 as LSP, then points that other data sets define. A repacking fills only
   * those that its source has; the others' visibility is 0. Joints 13 and 15 are LSP's and MPII's
   * own definitions of head top and thorax.
   */
  public static final Skeleton SPIN_24 =
      build(
          "SPIN-24",
          "right_ankle right_knee",
          "right_knee right_hip",
          "right_hip pelvis",
          "left_hip pelvis",
          "left_knee left_hip",
          "left_ankle left_knee",
          "right_wrist right_elbow",
          "right_elbow right_shoulder",
          "right_shoulder thorax",
          "left_shoulder thorax",
          "left_elbow left_shoulder",
          "left_wrist left_elbow",
          "thorax spine",
          "lsp_head_top thorax",
          "pelvis",
          "mpii_thorax spine",
          "spine pelvis",
          "neck thorax",
          "head_top neck",
          "nose neck",
          "left_eye nose",
          "right_eye nose",
          "left_ear left_eye",
          "right_ear right_eye");

  /**
   * The 24 joints of the SMPL body model, as in 3DPW's files. They lie deeper than marked joints.
   */
  public static final Skeleton SMPL_24 =
      build(
          "SMPL-24",
          "pelvis",
          "left_hip pelvis",
          "right_hip pelvis",
          "spine1 pelvis",
          "left_knee left_hip",
          "right_knee right_hip",
          "spine spine1",
          "left_ankle left_knee",
          "right_ankle right_knee",
          "spine3 spine",
          "left_foot left_ankle",
          "right_foot right_ankle",
          "thorax spine3",
          "left_collar spine3",
          "right_collar spine3",
          "head thorax",
          "left_shoulder left_collar",
          "right_shoulder right_collar",
          "left_elbow left_shoulder",
          "right_elbow right_shoulder",
          "left_wrist left_elbow",
          "right_wrist right_elbow",
          "left_hand left_wrist",
          "right_hand right_wrist");

  /** COCO's 17 keypoints: a face, no pelvis, spine or thorax. */
  public static final Skeleton COCO_17 =
      build(
          "COCO-17",
          "nose",
          "left_eye nose",
          "right_eye nose",
          "left_ear left_eye",
          "right_ear right_eye",
          "left_shoulder nose",
          "right_shoulder nose",
          "left_elbow left_shoulder",
          "right_elbow right_shoulder",
          "left_wrist left_elbow",
          "right_wrist right_elbow",
          "left_hip left_shoulder",
          "right_hip right_shoulder",
          "left_knee left_hip",
          "right_knee right_hip",
          "left_ankle left_knee",
          "right_ankle right_knee");

  private Skeletons() {}

  /**
   * The skeleton that a pose file with so many joints follows: 17 and 16 in Human3.6M's order, 14
   * in LSP's.
   *
   * @throws IllegalArgumentException for any other number
   */
  public static Skeleton ofSize(int joints) {
    return switch (joints) {
      case 17 -> Skeleton.H36M_17;
      case 16 -> H36M_16;
      case 14 -> LSP_14;
      default ->
          throw new IllegalArgumentException(
              joints + " joints a pose: expected 17 or 16 (Human3.6M's order) or 14 (LSP's)");
    };
  }

  /**
   * The joints whose middle is the root of the scores: the pelvis, or both hips where there is
   * none.
   */
  public static int[] centre(Skeleton skeleton) {
    return skeleton.joints().contains("pelvis")
        ? new int[] {skeleton.index("pelvis")}
        : new int[] {skeleton.index("right_hip"), skeleton.index("left_hip")};
  }

  /** From lines "joint parent" in the file's order; the root stands alone; sides mirror by name. */
  private static Skeleton build(String name, String... lines) {
    List<String> joints = new ArrayList<>();
    for (String line : lines) {
      joints.add(line.split(" ", 2)[0]);
    }
    List<Integer> parents = new ArrayList<>();
    List<Integer> mirror = new ArrayList<>();
    for (int j = 0; j < lines.length; j++) {
      String[] words = lines[j].split(" ", 2);
      parents.add(words.length == 1 ? j : joints.indexOf(words[1]));
      mirror.add(joints.indexOf(otherSide(words[0])));
    }
    if (parents.contains(-1) || mirror.contains(-1)) {
      throw new IllegalArgumentException(name + ": a parent or a counterpart is missing");
    }
    return new Skeleton(name, joints, parents, mirror);
  }

  private static String otherSide(String joint) {
    if (joint.startsWith("left_")) {
      return "right_" + joint.substring("left_".length());
    }
    return joint.startsWith("right_") ? "left_" + joint.substring("right_".length()) : joint;
  }
}
