package isopose.skeleton;

import java.util.ArrayList;
import java.util.List;

/**
 * Reorders poses of one skeleton into another's joints, by name.
 *
 * @param from the poses' skeleton
 * @param to the skeleton wanted
 * @param source for each joint of {@code to} its index in {@code from}
 */
public record JointMap(Skeleton from, Skeleton to, List<Integer> source) {

  public JointMap {
    source = List.copyOf(source);
  }

  /**
   * The map between two skeletons that share the names of all the joints wanted.
   *
   * @throws IllegalArgumentException if {@code from} lacks one of them
   */
  public static JointMap between(Skeleton from, Skeleton to) {
    List<Integer> source = new ArrayList<>();
    for (String joint : to.joints()) {
      source.add(from.index(joint));
    }
    return new JointMap(from, to, source);
  }

  /** The poses (N, J, D) with the joints of {@link #to}; null stays null. */
  public Poses apply(Poses poses) {
    if (poses == null) {
      return null;
    }
    if (poses.joints() != from.size()) {
      throw new IllegalArgumentException(
          "poses of " + poses.joints() + " joints are not of " + from.name());
    }
    Poses mapped = Poses.zeros(poses.count(), to.size(), poses.dims());
    for (int i = 0; i < poses.count(); i++) {
      for (int j = 0; j < to.size(); j++) {
        for (int d = 0; d < poses.dims(); d++) {
          mapped.set(i, j, d, poses.get(i, source.get(j), d));
        }
      }
    }
    return mapped;
  }

  /**
   * Poses in Human3.6M's 16-joint form as 17 joints: the missing neck/nose is put halfway between
   * thorax and head top. Null stays null.
   */
  public static Poses withNeck(Poses poses) {
    if (poses == null) {
      return null;
    }
    if (poses.joints() != Skeletons.H36M_16.size()) {
      throw new IllegalArgumentException("expected 16 joints, got " + poses.joints());
    }
    int thorax = Skeletons.H36M_16.index("thorax");
    int head = Skeletons.H36M_16.index("head_top");
    Poses whole = Poses.zeros(poses.count(), 17, poses.dims());
    for (int i = 0; i < poses.count(); i++) {
      for (int d = 0; d < poses.dims(); d++) {
        for (int j = 0; j < 17; j++) {
          float value =
              j == head
                  ? (poses.get(i, thorax, d) + poses.get(i, head, d)) / 2
                  : poses.get(i, j < head ? j : j - 1, d);
          whole.set(i, j, d, value);
        }
      }
    }
    return whole;
  }
}
