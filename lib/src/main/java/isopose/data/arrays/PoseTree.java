package isopose.data.arrays;

import isopose.data.Checks;
import isopose.data.FrameColumns;
import isopose.data.detect.format.JointOrder;
import isopose.io.BadInput;
import isopose.io.Json;
import isopose.io.Limits.MemoryBudget;
import isopose.io.numpy.NestedNumbers;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.PickleTree;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * 3D poses in the trees that JSON files and pickles are: this library's own JSON, MMPose's, VIBE's,
 * MPI-INF-3DHP's sequences as P-STMO writes them, dictionaries of arrays, and bare arrays.
 */
final class PoseTree {
  /** Names of arrays that hold 3D in other projects' dictionaries. */
  private static final List<String> NAMES =
      List.of("joints3d", "joints_3d", "keypoints_3d", "keypoints3d", "poses3d", "data_3d");

  private final Path file;
  private final MemoryBudget budget;
  private final PoseOptions options;
  private final List<String> preferred;

  /**
   * Of a file.
   *
   * @param preferred the names of arrays to look for first
   */
  PoseTree(Path file, PoseOptions options, List<String> preferred) {
    this.file = file;
    this.budget = MemoryBudget.of(file);
    this.options = options;
    this.preferred = preferred;
  }

  /**
   * What was found.
   *
   * @param name of the array, for messages
   * @param poses (N, J, 3) in the file's order and unit
   * @param joints their names; null where the file does not tell
   * @param beside the arrays that tell the frame of each pose
   * @param universal whether people were rescaled to one height
   */
  record Found(
      String name,
      NpyArray poses,
      List<String> joints,
      Map<String, NpyArray> beside,
      boolean universal) {}

  Found find(Object tree) {
    Object value = PickleTree.content(tree);
    if (value instanceof Map<?, ?> map) {
      return inMap(map);
    }
    List<?> list = Json.list(value);
    if (!list.isEmpty() && isFrame(list.get(0))) {
      return mmpose(list);
    }
    return found("poses", value, Map.of());
  }

  private Found inMap(Map<?, ?> map) {
    if (map.get("instance_info") instanceof List<?> frames) {
      return mmpose(frames);
    }
    if (!map.isEmpty() && map.keySet().stream().allMatch(PoseTree::isTestSequence)) {
      return testSet(map);
    }
    String key = options.key();
    Object chosen = key == null ? null : map.get(key);
    if (key != null && chosen == null) {
      throw new BadInput(file + ": there is no '" + key + "' in it; it has " + names(map));
    }
    if (chosen instanceof Map<?, ?> person) {
      return person(person, key);
    }
    if (chosen != null) {
      return found(key, chosen, beside(map));
    }
    String name = arrayName(map);
    if (name != null) {
      return found(name, map.get(name), beside(map));
    }
    List<?> people =
        map.values().stream()
            .filter(value -> value instanceof Map<?, ?> own && arrayName(own) != null)
            .toList();
    if (people.size() == 1) {
      return person((Map<?, ?>) people.get(0), "person");
    }
    throw new BadInput(
        file
            + (people.isEmpty()
                ? ": expected an array pose3d (N, 17, 3), it has "
                : ": holds people ")
            + names(map)
            + "; name one with --key");
  }

  private Found person(Map<?, ?> person, String label) {
    String name = arrayName(person);
    if (name == null) {
      throw new BadInput(file + " [" + label + "]: no 3D poses in it; it has " + names(person));
    }
    return found(name, person.get(name), beside(person));
  }

  private String arrayName(Map<?, ?> map) {
    for (List<String> known : List.of(preferred, NAMES)) {
      for (String name : known) {
        if (map.containsKey(name) && !(map.get(name) instanceof Map<?, ?>)) {
          return name;
        }
      }
    }
    return null;
  }

  /** At most ten names, for messages. */
  private static List<String> names(Map<?, ?> map) {
    return map.keySet().stream()
        .limit(10)
        .map(key -> Checks.printable(String.valueOf(key)))
        .toList();
  }

  private Found found(String name, Object value, Map<String, NpyArray> beside) {
    String where = file + " [" + name + "]";
    NpyArray array = NestedNumbers.of(value, budget, where);
    // VIBE and its successors write OpenPose's 25 joints, then SPIN's 24
    List<String> joints = array.hasShape(-1, 49, 3) ? spin49() : null;
    int count = joints == null ? stated() : joints.size();
    return new Found(name, PoseArrays.shaped(array, count, where), joints, beside, false);
  }

  private int stated() {
    return options.order() == null ? 0 : options.order().joints().size();
  }

  private static List<String> spin49() {
    List<String> joints = new ArrayList<>(Collections.nCopies(25, ""));
    joints.addAll(Skeletons.SPIN_24.joints());
    return joints;
  }

  /** Names and numbers that stand beside the poses of this library's own JSON. */
  private Map<String, NpyArray> beside(Map<?, ?> map) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (String name : FrameColumns.NAMES) {
      column(map.get(name), name, arrays);
    }
    column(map.get("activity"), "activity", arrays);
    return arrays;
  }

  private void column(Object value, String name, Map<String, NpyArray> arrays) {
    if (value == null) {
      return;
    }
    List<?> list =
        value instanceof double[] numbers
            ? IntStream.range(0, numbers.length).mapToObj(i -> numbers[i]).toList()
            : Json.list(value);
    List<String> names = new ArrayList<>();
    for (Object element : list) {
      String text = element instanceof Number n ? Json.name(n.doubleValue()) : Json.name(element);
      if (text == null) {
        throw new BadInput(
            "%s [%s]: expected a list of names or whole numbers".formatted(file, name));
      }
      names.add(text);
    }
    arrays.put(name, NpyArray.of(names.toArray(String[]::new), names.size()));
  }

  /** A frame of MMPose: an object with {@code instances}, or a list of people. */
  private static boolean isFrame(Object value) {
    return Json.has(value, "instances")
        || Json.has(value, "keypoints")
        || (value instanceof List<?> people
            && !people.isEmpty()
            && Json.has(people.get(0), "keypoints"));
  }

  private Found mmpose(List<?> frames) {
    List<Object> poses = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      Object frame = frames.get(i);
      Object instances = Json.has(frame, "instances") ? Json.member(frame, "instances") : frame;
      List<?> people = instances instanceof Map<?, ?> one ? List.of(one) : Json.list(instances);
      if (people.size() != 1 || !Json.has(people.get(0), "keypoints")) {
        throw new BadInput(
            "%s: frame %d has %d people; expected one person in every frame"
                .formatted(file, i, people.size()));
      }
      poses.add(Json.member(people.get(0), "keypoints"));
    }
    return found("keypoints", poses, Map.of());
  }

  private static boolean isTestSequence(Object key) {
    return key instanceof String name && name.matches("TS[1-6]");
  }

  /**
   * MPI-INF-3DHP's test set: for each of TS1 to TS6 an array of predictions, or {@code data_3d}
   * with {@code valid}. The order is the data set's own, unless the bones show Human3.6M's.
   */
  Found testSet(Map<?, ?> sequences) {
    List<NpyArray> parts = new ArrayList<>();
    List<String> clips = new ArrayList<>();
    boolean truth = false;
    for (int n = 1; n <= 6; n++) {
      String name = "TS" + n;
      Object value = PickleTree.content(sequences.get(name));
      if (value == null) {
        continue;
      }
      Object array = value instanceof Map<?, ?> map ? map.get("data_3d") : value;
      String where = file + " [" + name + "]";
      NpyArray poses =
          PoseArrays.shaped(
              array instanceof NpyArray read ? read : NestedNumbers.of(array, budget, where),
              17,
              where);
      if (value instanceof Map<?, ?> map && map.get("valid") != null) {
        truth = true;
        poses = valid(poses, NestedNumbers.of(map.get("valid"), budget, where), where);
      }
      parts.add(poses);
      clips.addAll(Collections.nCopies(poses.shape()[0], name));
    }
    double[] all = parts.stream().map(NpyArray::doubles).flatMapToDouble(Arrays::stream).toArray();
    NpyArray poses = NpyArray.of(all, clips.size(), 17, 3);
    if (clips.isEmpty()) {
      throw new BadInput(file + ": there are no poses in it");
    }
    boolean h36m = PoseArrays.shortest(poses).equals(Skeleton.H36M_17);
    JointOrder order = h36m ? JointOrder.H36M17 : JointOrder.MPI_INF_3DHP17;
    Map<String, NpyArray> beside =
        Map.of("sequence", NpyArray.of(clips.toArray(String[]::new), clips.size()));
    return new Found("TS1 to TS6", poses, order.joints(), beside, truth);
  }

  private static NpyArray valid(NpyArray poses, NpyArray marks, String where) {
    int count = poses.shape()[0];
    if (marks.size() != count) {
      throw new BadInput(
          "%s [valid]: expected %d marks, got %s".formatted(where, count, marks.describe()));
    }
    double[] values = marks.doubles();
    return poses.rows(IntStream.range(0, count).filter(i -> values[i] != 0).toArray());
  }
}
