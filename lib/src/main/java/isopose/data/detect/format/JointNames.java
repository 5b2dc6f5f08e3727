package isopose.data.detect.format;

import isopose.skeleton.JointCompletion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names of joints as files have them, in the vocabulary of {@code Skeletons}. */
final class JointNames {
  private static final String SIDED = "(shoulder|elbow|wrist|hip|knee|ankle|foot|eye|ear)";

  /** Joints that go by several names and lie in the same place in every tool that uses them. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "head", "head_top",
          "top_head", "head_top",
          "hip", "pelvis",
          "root", "pelvis",
          "mid_hip", "pelvis",
          "midhip", "pelvis",
          "bottom_torso", "pelvis");

  private JointNames() {}

  /**
   * The names in the vocabulary; empty if they are not enough for a pose, because hips, shoulders
   * or knees are not among them.
   */
  static List<String> standard(List<String> names) {
    List<String> standard = names.stream().map(JointNames::standard).toList();
    // Human3.6M's thorax lies between the shoulders; where it is not named, the neck does
    boolean thorax = standard.contains("thorax");
    boolean ankles = standard.contains("left_ankle");
    List<String> placed =
        standard.stream()
            .map(name -> name.matches("neck|neck_base") ? (thorax ? "neck" : "thorax") : name)
            .map(name -> ankles ? name : name.replaceFirst("_foot$", "_ankle"))
            .toList();
    boolean enough =
        List.of("hip", "shoulder", "knee").stream()
            .allMatch(j -> placed.contains("left_" + j) && placed.contains("right_" + j));
    return enough ? placed : List.of();
  }

  /** Whether a name is that of a joint which poses are built from, or of a known order. */
  static boolean isKnown(String name) {
    return JointCompletion.uses(name)
        || (!name.isEmpty()
            && Arrays.stream(JointOrder.values()).anyMatch(o -> o.joints().contains(name)));
  }

  private static String standard(String name) {
    String plain =
        name.strip()
            .replaceAll("([a-z])([A-Z])", "$1_$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[ .-]+", "_")
            .replaceFirst("^(?:l|left)_?" + SIDED + "$", "left_$1")
            .replaceFirst("^(?:r|right)_?" + SIDED + "$", "right_$1")
            .replaceFirst("^" + SIDED + "_(left|right)$", "$2_$1");
    return OTHER_NAMES.getOrDefault(plain, plain);
  }
}
