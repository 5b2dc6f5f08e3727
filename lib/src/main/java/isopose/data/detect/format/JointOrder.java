package isopose.data.detect.format;

import isopose.io.BadInput;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The orders in which detectors write a person's joints, by the names of {@link Skeletons}. Joints
 * that no rule needs (fingers, toes, the face's outline) have names of their own or none.
 */
public enum JointOrder {
  /** COCO's 17 keypoints: nose, eyes, ears, then shoulders to ankles, left before right. */
  COCO17("coco17", Skeletons.COCO_17),
  /** Human3.6M's 17 joints. */
  H36M17("h36m17", Skeleton.H36M_17),
  /** The 17 joints of MPI-INF-3DHP's test set. */
  MPI_INF_3DHP17("3dhp17", Skeletons.MPI_INF_3DHP_17),
  /** MPII's 16 joints, which stacked hourglass networks write. */
  MPII16("mpii16", Skeletons.MPII_16),
  /** Human3.6M's joints without neck/nose. */
  H36M16("h36m16", Skeletons.H36M_16),
  /** MPI-INF-3DHP's test joints without the pelvis. */
  MPI_INF_3DHP16("3dhp16", Skeletons.MPI_INF_3DHP_16),
  /** LSP's 14 joints. */
  LSP14("lsp14", Skeletons.LSP_14),
  /** Halpe's 26 body joints (AlphaPose): COCO's, head top, base of the neck, pelvis, feet. */
  HALPE26("halpe26", 26, coco("head_top thorax pelvis")),
  /** Halpe's 136 joints: the body of 26, then face and hands. */
  HALPE136("halpe136", 136, coco("head_top thorax pelvis")),
  /** COCO-WholeBody's 133 joints: COCO's, then feet, face and hands. */
  WHOLEBODY133("wholebody133", 133, coco("")),
  /** OpenPose's BODY_25. */
  BODY25("body25", 25, openPose("pelvis")),
  /** OpenPose's COCO model: 18 joints. */
  OPENPOSE18("openpose18", 18, openPose("")),
  /** OpenPose's MPI model: 15 joints. */
  OPENPOSE15(
      "openpose15",
      15,
      List.of(
          "head_top",
          "thorax",
          "right_shoulder",
          "right_elbow",
          "right_wrist",
          "left_shoulder",
          "left_elbow",
          "left_wrist",
          "right_hip",
          "right_knee",
          "right_ankle",
          "left_hip",
          "left_knee",
          "left_ankle")),
  /** MediaPipe's 33 pose landmarks (BlazePose). */
  MEDIAPIPE33("mediapipe33", 33, mediaPipe());

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final List<String> joints;

  @SuppressWarnings("ImmutableEnumChecker") // a record of unmodifiable lists
  private final Skeleton skeleton;

  JointOrder(String label, Skeleton skeleton) {
    this.label = label;
    this.joints = skeleton.joints();
    this.skeleton = skeleton;
  }

  JointOrder(String label, int count, List<String> first) {
    List<String> names = new ArrayList<>(first);
    names.addAll(Collections.nCopies(count - first.size(), ""));
    this.label = label;
    this.joints = List.copyOf(names);
    this.skeleton = null;
  }

  private static List<String> coco(String further) {
    List<String> names = new ArrayList<>(Skeletons.COCO_17.joints());
    names.addAll(further.isEmpty() ? List.of() : Arrays.asList(further.split(" ", -1)));
    return names;
  }

  private static List<String> openPose(String middle) {
    String order =
        "nose thorax right_shoulder right_elbow right_wrist left_shoulder left_elbow left_wrist "
            + middle
            + " right_hip right_knee right_ankle left_hip left_knee left_ankle"
            + " right_eye left_eye right_ear left_ear";
    return Arrays.asList(order.replace("  ", " ").split(" ", -1));
  }

  private static List<String> mediaPipe() {
    String order =
        "nose left_eye_inner left_eye left_eye_outer right_eye_inner right_eye right_eye_outer"
            + " left_ear right_ear mouth_left mouth_right left_shoulder right_shoulder left_elbow"
            + " right_elbow left_wrist right_wrist left_pinky right_pinky left_index right_index"
            + " left_thumb right_thumb left_hip right_hip left_knee right_knee left_ankle"
            + " right_ankle left_heel right_heel left_foot_index right_foot_index";
    return Arrays.asList(order.split(" ", -1));
  }

  /** The name on the command line, such as "coco17". */
  public String label() {
    return label;
  }

  /** The joints' names, in order; "" for a joint that is not used. */
  public List<String> joints() {
    return joints;
  }

  /** The joints with their bones; null where an order is known by its number of joints alone. */
  public Skeleton skeleton() {
    return skeleton;
  }

  /** The orders with so many joints. */
  public static List<JointOrder> ofCount(int count) {
    return Arrays.stream(values()).filter(order -> order.joints.size() == count).toList();
  }

  /** The order of these names; null if it is none of these. */
  public static JointOrder of(List<String> names) {
    return Arrays.stream(values()).filter(one -> one.joints.equals(names)).findFirst().orElse(null);
  }

  /** All labels, for messages. */
  public static String labels() {
    return Arrays.stream(values()).map(JointOrder::label).collect(Collectors.joining(", "));
  }

  /**
   * The order with this label.
   *
   * @throws BadInput if there is none
   */
  public static JointOrder named(String label) {
    return BadInput.requireNamed(
        List.of(values()),
        JointOrder::label,
        label.toLowerCase(Locale.ROOT),
        "--joints %s: expected one of %s");
  }
}
