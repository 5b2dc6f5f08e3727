package isopose.comparator.semgcn;

import isopose.skeleton.Skeleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The skeleton as a graph: every joint is its own neighbour, and that of the joints that a bone
 * ties it to.
 *
 * @param joints J
 * @param edges (joint, neighbour) pairs in both directions, J + 2 (J - 1) of them for a tree
 * @param groups joints whose features the non-local layers pool, every joint in one of them
 */
record JointGraph(int joints, List<Edge> edges, List<List<Integer>> groups) {

  /** A joint takes in features of a neighbour. */
  record Edge(int joint, int neighbour) {}

  JointGraph {
    edges = List.copyOf(edges);
    groups = List.copyOf(groups);
    if (groups.stream().mapToInt(List::size).sum() != joints
        || groups.stream().flatMap(List::stream).distinct().count() != joints) {
      throw new IllegalArgumentException("every joint belongs to one group, got " + groups);
    }
  }

  /** Of a skeleton; a bone's two joints are grouped as far as {@link #pairs} goes. */
  static JointGraph of(Skeleton skeleton) {
    List<Edge> edges = new ArrayList<>();
    for (int j = 0; j < skeleton.size(); j++) {
      edges.add(new Edge(j, j));
      int parent = skeleton.parents().get(j);
      if (parent != j) {
        edges.add(new Edge(j, parent));
        edges.add(new Edge(parent, j));
      }
    }
    return new JointGraph(skeleton.size(), edges, pairs(skeleton));
  }

  /**
   * Groups of two: shin and forearm by their ends, the hips, the shoulders, trunk and head. A joint
   * that is left over, as the neck of 17, is a group of its own.
   */
  private static List<List<Integer>> pairs(Skeleton skeleton) {
    List<List<Integer>> groups = new ArrayList<>();
    List<String> left = new ArrayList<>(skeleton.joints());
    for (String pair :
        List.of(
            "right_knee right_ankle",
            "left_knee left_ankle",
            "right_hip left_hip",
            "pelvis spine",
            "thorax head_top",
            "right_elbow right_wrist",
            "left_elbow left_wrist",
            "left_shoulder right_shoulder")) {
      List<String> names = List.of(pair.split(" "));
      if (left.containsAll(names)) {
        left.removeAll(names);
        groups.add(names.stream().map(skeleton::index).toList());
      }
    }
    left.forEach(name -> groups.add(List.of(skeleton.index(name))));
    return groups;
  }

  /**
   * Each edge's position in a (J, J) matrix: this (J * J, E) matrix times weights (E, ..) has each
   * at (joint, neighbour), and 0 elsewhere.
   */
  float[] positions() {
    float[] positions = new float[joints * joints * edges.size()];
    for (int e = 0; e < edges.size(); e++) {
      Edge edge = edges.get(e);
      positions[(edge.joint() * joints + edge.neighbour()) * edges.size() + e] = 1;
    }
    return positions;
  }

  /** (J, J): 0 where there is an edge, {@code elsewhere} where there is none. */
  float[] mask(float elsewhere) {
    float[] mask = new float[joints * joints];
    Arrays.fill(mask, elsewhere);
    edges.forEach(edge -> mask[edge.joint() * joints + edge.neighbour()] = 0);
    return mask;
  }

  /** (J, J, 2): (1, 0) on the diagonal, (0, 1) elsewhere: what is a joint's own, what is not. */
  float[] ownAndOthers() {
    float[] which = new float[joints * joints * 2];
    for (int k = 0; k < joints * joints; k++) {
      boolean own = k / joints == k % joints;
      which[2 * k + (own ? 0 : 1)] = 1;
    }
    return which;
  }

  /** (groups, J): this times features (J, C) are those of each group's first (or last) joint. */
  float[] members(boolean first) {
    float[] members = new float[groups.size() * joints];
    for (int g = 0; g < groups.size(); g++) {
      List<Integer> group = groups.get(g);
      members[g * joints + group.get(first ? 0 : group.size() - 1)] = 1;
    }
    return members;
  }
}
