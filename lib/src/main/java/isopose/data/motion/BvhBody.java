package isopose.data.motion;

import isopose.io.BadInput;
import isopose.io.bvh.BvhClip;
import isopose.io.bvh.BvhJoint;
import isopose.skeleton.Skeleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The joints of the human body in a BVH hierarchy. They are found by name, and names differ between
 * programs.
 *
 * <p>A name is split into words (at {@code _}, {@code .}, {@code -} and where lower case turns to
 * upper). A program's prefix up to a colon, words with which most names begin, and numbers are
 * dropped, and so is the word for the side (left, l, right, r), wherever it stands: {@code
 * mixamorig:LeftUpLeg}, {@code J_Bip_L_UpperLeg}, {@code UpperLeg_L}, {@code thigh_l} and {@code
 * lThighBend} are all a left thigh. The first name of each list that exists is taken: where a file
 * has both, the ankle and not the foot, the wrist and not the hand.
 *
 * @param hips left, right: where the thighs begin
 * @param knees left, right
 * @param ankles left, right
 * @param shoulders left, right: where the upper arms begin
 * @param elbows left, right
 * @param wrists left, right
 * @param head where the head begins
 * @param spine from the joint that hips and head have in common up to the neck, the head's parent
 */
record BvhBody(
    Pair hips,
    Pair knees,
    Pair ankles,
    Pair shoulders,
    Pair elbows,
    Pair wrists,
    int head,
    List<Integer> spine) {

  /** A joint on each side. */
  record Pair(int left, int right) {}

  private static final int LONGEST_LIST = 250;

  private static final List<String> HIP = List.of("upleg", "upperleg", "thigh", "hip");
  private static final List<String> KNEE =
      List.of("lowerleg", "lowleg", "shin", "calf", "knee", "leg");
  private static final List<String> ANKLE = List.of("ankle", "foot");
  private static final List<String> SHOULDER =
      List.of("upperarm", "uparm", "arm", "shldr", "shoulder");
  private static final List<String> ELBOW = List.of("lowerarm", "lowarm", "forearm", "elbow");
  private static final List<String> WRIST = List.of("wrist", "hand");
  private static final List<String> HEAD = List.of("head");

  /** Words that say nothing about the body part. */
  private static final Set<String> NOISE = Set.of("", "joint", "bip", "b", "j", "c", "bend");

  /**
   * Finds the body in a hierarchy.
   *
   * @throws BadInput naming the joint that was not found
   */
  static BvhBody of(BvhClip clip) {
    Finder find = new Finder(clip);
    Pair hips = find.pair("hip", HIP);
    Pair knees = find.pairBelow("knee", KNEE, hips);
    Pair ankles = find.pairBelow("ankle", ANKLE, knees);
    Pair shoulders = find.pair("shoulder", SHOULDER);
    Pair elbows = find.pairBelow("elbow", ELBOW, shoulders);
    Pair wrists = find.pairBelow("wrist", WRIST, elbows);
    int head = find.joint("head", "", HEAD);
    List<Integer> spine = find.spine(hips, head);
    return new BvhBody(hips, knees, ankles, shoulders, elbows, wrists, head, spine);
  }

  /**
   * The indices of Human3.6M's 17 joints in a file that has joints of these names, as this library
   * writes them; null for any other file.
   */
  static int[] h36m(BvhClip clip) {
    List<String> names = clip.joints().stream().map(BvhJoint::name).toList();
    int[] joints = Skeleton.H36M_17.joints().stream().mapToInt(names::indexOf).toArray();
    return Arrays.stream(joints).allMatch(j -> j >= 0) ? joints : null;
  }

  /** The body made of the joints of {@link #h36m}. */
  static BvhBody of(int... h36m) {
    return new BvhBody(
        new Pair(h36m[4], h36m[1]),
        new Pair(h36m[5], h36m[2]),
        new Pair(h36m[6], h36m[3]),
        new Pair(h36m[11], h36m[14]),
        new Pair(h36m[12], h36m[15]),
        new Pair(h36m[13], h36m[16]),
        h36m[9],
        List.of(h36m[0], h36m[7], h36m[8]));
  }

  /** The base of the neck: the head's parent. */
  int neck() {
    return spine.get(spine.size() - 1);
  }

  /** Looks joints up by part and side. */
  private static final class Finder {
    private final BvhClip clip;
    private final List<String> parts = new ArrayList<>();
    private final List<String> sides = new ArrayList<>();

    Finder(BvhClip clip) {
      this.clip = clip;
      List<List<String>> names =
          new ArrayList<>(clip.joints().stream().map(joint -> words(joint.name())).toList());
      boolean dropped;
      do {
        dropped = dropCommonWord(names);
      } while (dropped);
      for (List<String> words : names) {
        sides.add(
            words.stream().map(Finder::side).filter(s -> !s.isEmpty()).findFirst().orElse(""));
        parts.add(words.stream().filter(w -> side(w).isEmpty()).collect(Collectors.joining()));
      }
    }

    Pair pair(String part, List<String> names) {
      return new Pair(joint(part, "left", names), joint(part, "right", names));
    }

    Pair pairBelow(String part, List<String> names, Pair above) {
      Pair pair = pair(part, names);
      requireBelow(above.left(), pair.left());
      requireBelow(above.right(), pair.right());
      return pair;
    }

    int joint(String part, String side, List<String> names) {
      for (String name : names) {
        for (int j = 0; j < parts.size(); j++) {
          if (parts.get(j).equals(name) && sides.get(j).equals(side)) {
            return j;
          }
        }
      }
      throw new BadInput(
          "%s: no joint found for the %s%s; rename it to one of %s%s; the file has %s"
              .formatted(
                  clip.file(),
                  side.isEmpty() ? "" : side + " ",
                  part,
                  names,
                  side.isEmpty() ? "" : " with the side as a word (" + side + ")",
                  someNames()));
    }

    List<Integer> spine(Pair hips, int head) {
      List<Integer> aboveHips = pathToRoot(hips.left());
      aboveHips.retainAll(pathToRoot(hips.right()));
      List<Integer> spine = new ArrayList<>();
      for (int j : pathToRoot(head).subList(1, pathToRoot(head).size())) {
        spine.add(0, j);
        if (aboveHips.contains(j)) {
          return List.copyOf(spine);
        }
      }
      throw new BadInput(
          clip.file() + ": the head '" + name(head) + "' hangs on no spine; rename the joints");
    }

    private void requireBelow(int above, int below) {
      if (!pathToRoot(below).contains(above) || above == below) {
        throw new BadInput(
            "%s: the joint '%s' should hang below '%s' and does not; rename the joints"
                .formatted(clip.file(), name(below), name(above)));
      }
    }

    private List<Integer> pathToRoot(int joint) {
      List<Integer> path = new ArrayList<>();
      for (int j = joint; j >= 0; j = clip.joints().get(j).parent()) {
        path.add(j);
      }
      return path;
    }

    private String name(int joint) {
      return clip.joints().get(joint).name();
    }

    private String someNames() {
      String names =
          clip.joints().stream()
              .filter(joint -> !joint.channels().isEmpty())
              .limit(30)
              .map(BvhJoint::name)
              .collect(Collectors.joining(", "));
      return names.length() > LONGEST_LIST ? names.substring(0, LONGEST_LIST) + " .." : names;
    }

    /** Drops the word with which more than half of the names begin; false if there is none. */
    private static boolean dropCommonWord(List<List<String>> names) {
      Map<String, Long> counts =
          names.stream()
              .filter(words -> words.size() > 1 && side(words.get(0)).isEmpty())
              .collect(Collectors.groupingBy(words -> words.get(0), Collectors.counting()));
      Optional<String> common =
          counts.keySet().stream().filter(word -> 2 * counts.get(word) > names.size()).findFirst();
      common.ifPresent(
          word ->
              names.replaceAll(
                  words ->
                      words.size() > 1 && words.get(0).equals(word)
                          ? words.subList(1, words.size())
                          : words));
      return common.isPresent();
    }

    private static List<String> words(String name) {
      String bare = name.substring(name.lastIndexOf(':') + 1);
      String split = bare.replaceAll("([a-z])([A-Z])|([A-Z])(?=[A-Z][a-z])", "$1$3 $2");
      return Arrays.stream(split.toLowerCase(Locale.ROOT).split("[^a-z]+"))
          .filter(word -> !NOISE.contains(word))
          .toList();
    }

    private static String side(String word) {
      return switch (word) {
        case "left", "l" -> "left";
        case "right", "r" -> "right";
        default -> "";
      };
    }
  }
}
