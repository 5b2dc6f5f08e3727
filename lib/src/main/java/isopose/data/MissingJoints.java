package isopose.data;

import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills the joints that a detector did not find, so that a lifter sees whole poses. In this order
 * of preference: interpolated between the frames before and after; as the other side's limb; at the
 * parent joint.
 */
public final class MissingJoints {
  /** Largest distance, in frames, of two frames between which a joint is interpolated. */
  public static final int LONGEST_GAP = 25;

  private static final Skeleton SKELETON = Skeleton.H36M_17;

  private MissingJoints() {}

  /**
   * Fills in place. A pose that cannot be filled, because none of its joints was found and none
   * lies between frames that are near, stays as it is.
   *
   * @param poses (N, 17, 2), NaN where a joint is missing
   * @param frames the frame that each pose is, in any order of their tracks; null if the poses are
   *     unrelated
   * @return the joints that were missing, bit i * 17 + j
   */
  public static BitSet fill(Poses poses, List<FrameId> frames) {
    BitSet missing = new BitSet();
    for (int k = 0; k < poses.count() * 17; k++) {
      if (!Float.isFinite(poses.values()[2 * k]) || !Float.isFinite(poses.values()[2 * k + 1])) {
        missing.set(k);
      }
    }
    BitSet open = (BitSet) missing.clone();
    if (frames != null && !missing.isEmpty()) {
      segments(frames).forEach(rows -> interpolate(poses, frames, rows, missing, open));
    }
    for (int i = 0; i < poses.count(); i++) {
      if (open.nextClearBit(i * 17) < i * 17 + 17) {
        hang(poses, i, open);
      }
    }
    return missing;
  }

  /** The rows of each segment, which need not follow each other in the file. */
  private static Collection<List<Integer>> segments(List<FrameId> frames) {
    Map<FrameId, List<Integer>> segments = new LinkedHashMap<>();
    for (int i = 0; i < frames.size(); i++) {
      FrameId segment = new FrameId(frames.get(i).track(), frames.get(i).segment(), 0);
      segments.computeIfAbsent(segment, key -> new ArrayList<>()).add(i);
    }
    return segments.values();
  }

  /** The poses with at least one of these joints (bit i * 17 + j), bit i. */
  public static BitSet rows(BitSet joints) {
    BitSet rows = new BitSet();
    joints.stream().forEach(bit -> rows.set(bit / 17));
    return rows;
  }

  private static void interpolate(
      Poses poses, List<FrameId> frames, List<Integer> rows, BitSet missing, BitSet open) {
    for (int j = 0; j < 17; j++) {
      int before = -1; // the last row of the segment in which the joint was found
      for (int k = 0; k < rows.size(); k++) {
        if (missing.get(rows.get(k) * 17 + j)) {
          continue;
        }
        if (before >= 0 && k - before > 1 && joined(frames, rows, before, k)) {
          fillBetween(poses, frames, rows, before, k, j, open);
        }
        before = k;
      }
    }
  }

  /** Whether the frames between two rows are few, and their numbers rise. */
  private static boolean joined(List<FrameId> frames, List<Integer> rows, int before, int after) {
    for (int k = before + 1; k <= after; k++) {
      if (distance(frames, rows, k - 1, k) < 1) {
        return false;
      }
    }
    return distance(frames, rows, before, after) <= LONGEST_GAP;
  }

  private static void fillBetween(
      Poses poses,
      List<FrameId> frames,
      List<Integer> rows,
      int before,
      int after,
      int j,
      BitSet open) {
    for (int k = before + 1; k < after; k++) {
      double share =
          (double) distance(frames, rows, before, k) / distance(frames, rows, before, after);
      for (int d = 0; d < poses.dims(); d++) {
        double from = poses.get(rows.get(before), j, d);
        double to = poses.get(rows.get(after), j, d);
        poses.set(rows.get(k), j, d, (float) (from + share * (to - from)));
      }
      open.clear(rows.get(k) * 17 + j);
    }
  }

  /** How many frames one row of a segment is after another. */
  private static int distance(List<FrameId> frames, List<Integer> rows, int from, int to) {
    int first = frames.get(rows.get(from)).number();
    int second = frames.get(rows.get(to)).number();
    return first != FrameId.UNKNOWN && second != FrameId.UNKNOWN ? second - first : to - from;
  }

  /** Fills what is still open in one pose, outward from the joints that are there. */
  private static void hang(Poses poses, int i, BitSet open) {
    // a missing pelvis ends up at its nearest descendant: walk up first, then down
    for (int j = 16; j > 0; j--) {
      int parent = SKELETON.parents().get(j);
      if (open.get(i * 17 + parent) && !open.get(i * 17 + j)) {
        copy(poses, i, j, parent);
        open.clear(i * 17 + parent);
      }
    }
    for (int j = 1; j < 17; j++) {
      if (open.get(i * 17 + j)) {
        place(poses, i, j, open);
        open.clear(i * 17 + j);
      }
    }
  }

  private static void copy(Poses poses, int i, int from, int to) {
    for (int d = 0; d < poses.dims(); d++) {
      poses.set(i, to, d, poses.get(i, from, d));
    }
  }

  /** Places a joint relative to its parent by the other side's bone, or at the parent. */
  private static void place(Poses poses, int i, int j, BitSet open) {
    int parent = SKELETON.parents().get(j);
    int other = SKELETON.mirror().get(j);
    int otherParent = SKELETON.parents().get(other);
    boolean known = other != j && !open.get(i * 17 + other) && !open.get(i * 17 + otherParent);
    for (int d = 0; d < poses.dims(); d++) {
      float bone = known ? poses.get(i, other, d) - poses.get(i, otherParent, d) : 0;
      poses.set(i, j, d, poses.get(i, parent, d) + bone);
    }
  }
}
