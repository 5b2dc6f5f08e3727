package isopose.skeleton;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Human3.6M's 17 joints from a skeleton with fewer or other joints: joints of the same name are
 * copied, the others are estimated from their neighbours.
 *
 * <p>A missing joint is NaN. A joint that cannot be estimated stays NaN.
 */
public final class JointCompletion {

  /**
   * How a joint is built: the mean of some joints, moved away from another by a factor. With no
   * pivot it is the mean alone.
   */
  private record Rule(String joint, List<String> mean, String pivot, double factor) {}

  // tried in this order; a later rule may use the result of an earlier one
  private static final List<Rule> RULES =
      List.of(
          new Rule("pelvis", List.of("right_hip", "left_hip"), null, 1),
          new Rule("thorax", List.of("right_shoulder", "left_shoulder"), null, 1),
          new Rule("spine", List.of("pelvis", "thorax"), null, 1),
          // MPII's upper neck and SMPL's head joint lie about where Human3.6M has neck/nose
          new Rule("neck", List.of("upper_neck"), null, 1),
          new Rule("neck", List.of("head"), null, 1),
          new Rule("neck", List.of("thorax", "head_top"), null, 1),
          new Rule("neck", List.of("nose"), null, 1),
          new Rule("neck", List.of("left_ear", "right_ear"), null, 1),
          new Rule("neck", List.of("left_eye", "right_eye"), null, 1),
          // the ears are halfway from the base of the neck to the head's top
          new Rule("head_top", List.of("left_ear", "right_ear"), "thorax", 2),
          new Rule("head_top", List.of("left_eye", "right_eye"), "thorax", 2),
          new Rule("head_top", List.of("neck"), "thorax", 2));

  private static final Map<String, Integer> TARGET = indices(Skeleton.H36M_17.joints());

  /** Instead of a rule's index: the joint has the same name in both skeletons, or is NaN. */
  private static final int COPIED = -1;

  private static final int ABSENT = -2;

  private JointCompletion() {}

  /** Whether a joint of this name is one of Human3.6M's, or one that they are built from. */
  public static boolean uses(String name) {
    return TARGET.containsKey(name) || RULES.stream().anyMatch(rule -> rule.mean.contains(name));
  }

  /**
   * The poses in Human3.6M's joints.
   *
   * @param poses (N, J, D), NaN where a joint is missing
   * @param from the skeleton of those poses
   * @return (N, 17, D), NaN where a joint is missing and cannot be built
   */
  public static Poses complete(Poses poses, Skeleton from) {
    return complete(poses, from.joints(), new BitSet());
  }

  /**
   * The same, and which joints stand in for a joint that is missing in the pose.
   *
   * @param from the joints' names, in the vocabulary of {@link Skeletons}; others are ignored
   * @param substituted receives bit i * 17 + j for each joint that is NaN, or that is built in
   *     another way than where every joint of {@code from} is marked
   */
  public static Poses complete(Poses poses, List<String> from, BitSet substituted) {
    Map<String, Integer> source = indices(from);
    int[] usual = usual(source, poses.dims());
    Poses whole = Poses.zeros(poses.count(), 17, poses.dims());
    for (int i = 0; i < poses.count(); i++) {
      int[] origins = completeOne(i, poses, source, whole);
      for (int j = 0; j < 17; j++) {
        substituted.set(i * 17 + j, origins[j] != usual[j]);
      }
    }
    return whole;
  }

  /**
   * How each of Human3.6M's 17 joints is made where every joint is marked: its own name where it is
   * taken as it is, else the rule, for example "mean of right_hip, left_hip"; "absent" where it
   * cannot be built.
   *
   * @param from the joints' names
   */
  public static List<String> describe(List<String> from) {
    return Arrays.stream(usual(indices(from), 2)).mapToObj(JointCompletion::describe).toList();
  }

  private static String describe(int origin) {
    if (origin < 0) {
      return origin == COPIED ? "as in the file" : "absent";
    }
    Rule rule = RULES.get(origin);
    String mean = String.join(", ", rule.mean());
    String base = rule.mean().size() == 1 ? mean : "mean of " + mean;
    return rule.pivot() == null
        ? base
        : "%.0f times as far from %s as %s".formatted(rule.factor(), rule.pivot(), base);
  }

  private static int[] usual(Map<String, Integer> source, int dims) {
    int last = source.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return completeOne(0, Poses.zeros(1, last + 1, dims), source, Poses.zeros(1, 17, dims));
  }

  /** Fills in one pose; returns where each joint is from: a rule's index, COPIED or ABSENT. */
  private static int[] completeOne(int i, Poses poses, Map<String, Integer> source, Poses whole) {
    int[] origins = new int[17];
    for (int j = 0; j < 17; j++) {
      Integer same = source.get(Skeleton.H36M_17.joints().get(j));
      for (int d = 0; d < poses.dims(); d++) {
        whole.set(i, j, d, same == null ? Float.NaN : poses.get(i, same, d));
      }
      origins[j] = Float.isNaN(whole.get(i, j, 0)) ? ABSENT : COPIED;
    }
    for (int r = 0; r < RULES.size(); r++) {
      int joint = TARGET.get(RULES.get(r).joint());
      if (origins[joint] == ABSENT) {
        apply(RULES.get(r), joint, i, poses, source, whole);
        origins[joint] = Float.isNaN(whole.get(i, joint, 0)) ? ABSENT : r;
      }
    }
    return origins;
  }

  private static void apply(
      Rule rule, int joint, int i, Poses poses, Map<String, Integer> source, Poses whole) {
    for (int d = 0; d < poses.dims(); d++) {
      double mean = 0;
      for (String part : rule.mean()) {
        mean += coordinate(part, i, d, poses, source, whole) / rule.mean().size();
      }
      double pivot =
          rule.pivot() == null ? 0 : coordinate(rule.pivot(), i, d, poses, source, whole);
      whole.set(i, joint, d, (float) (pivot + rule.factor() * (mean - pivot)));
    }
  }

  private static double coordinate(
      String joint, int i, int d, Poses poses, Map<String, Integer> source, Poses whole) {
    Integer built = TARGET.get(joint);
    if (built != null) {
      return whole.get(i, built, d);
    }
    Integer marked = source.get(joint);
    return marked == null ? Double.NaN : poses.get(i, marked, d);
  }

  private static Map<String, Integer> indices(List<String> joints) {
    Map<String, Integer> indices = new HashMap<>();
    for (int j = 0; j < joints.size(); j++) {
      indices.put(joints.get(j), j);
    }
    return Map.copyOf(indices);
  }
}
