package isopose.data;

import isopose.io.BadInput;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.BitSet;
import java.util.List;

/**
 * Fills the joints that a detector did not find, so that a lifter sees whole poses. In this order
 * of preference: interpolated between the frames before and after; as the other side's limb; at the
 * parent joint.
 */
public final class MissingJoints {
  /** The longest gap in frames that is interpolated linearly. */
  private static final int LONGEST_GAP = 25;

  private static final Skeleton SKELETON = Skeleton.H36M_17;

  private MissingJoints() {}

  /**
   * Fills in place.
   *
   * @param poses (N, 17, 2), NaN where a joint is missing
   * @param frames the frame that each pose is; null if the poses are unrelated
   * @return the joints filled, bit i * 17 + j
   * @throws BadInput if a pose has neither a joint nor neighbours to take it from
   */
  public static BitSet fill(Poses poses, List<FrameId> frames, String where) {
    BitSet missing = new BitSet();
    for (int i = 0; i < poses.count(); i++) {
      for (int j = 0; j < 17; j++) {
        if (!Float.isFinite(poses.get(i, j, 0)) || !Float.isFinite(poses.get(i, j, 1))) {
          missing.set(i * 17 + j);
        }
      }
    }
    BitSet open = (BitSet) missing.clone();
    if (frames != null) {
      interpolate(poses, frames, missing, open);
    }
    for (int i = 0; i < poses.count(); i++) {
      hang(poses, i, open, where);
    }
    return missing;
  }

  /** The poses with at least one of these joints (bit i * 17 + j), bit i. */
  public static BitSet rows(BitSet joints) {
    BitSet rows = new BitSet();
    joints.stream().forEach(bit -> rows.set(bit / 17));
    return rows;
  }

  private static void interpolate(Poses poses, List<FrameId> frames, BitSet missing, BitSet open) {
    for (int gap = missing.nextSetBit(0); gap >= 0; gap = missing.nextSetBit(gap + 1)) {
      int i = gap / 17;
      int j = gap % 17;
      int before = neighbour(i, j, -1, frames, missing);
      int after = neighbour(i, j, 1, frames, missing);
      if (before < 0 || after < 0 || distance(frames, before, after) > LONGEST_GAP) {
        continue;
      }
      double share = (double) distance(frames, before, i) / distance(frames, before, after);
      for (int d = 0; d < poses.dims(); d++) {
        double from = poses.get(before, j, d);
        poses.set(i, j, d, (float) (from + share * (poses.get(after, j, d) - from)));
      }
      open.clear(gap);
    }
  }

  /** The nearest frame of the same segment in which the joint was found, or -1. */
  private static int neighbour(int i, int j, int step, List<FrameId> frames, BitSet missing) {
    for (int k = i + step; Math.abs(k - i) <= LONGEST_GAP; k += step) {
      if (k < 0 || k >= frames.size() || step * distance(frames, k - step, k) < 1) {
        return -1;
      }
      if (!missing.get(k * 17 + j)) {
        return k;
      }
    }
    return -1;
  }

  /** How many frames one row is after another; 0 if they are of different segments. */
  private static int distance(List<FrameId> frames, int from, int to) {
    FrameId first = frames.get(from);
    FrameId second = frames.get(to);
    if (!first.sharesSegment(second)) {
      return 0;
    }
    boolean numbered = first.number() != FrameId.UNKNOWN && second.number() != FrameId.UNKNOWN;
    return numbered ? second.number() - first.number() : to - from;
  }

  /** Fills what is still open in one pose, outward from the joints that are there. */
  private static void hang(Poses poses, int i, BitSet open, String where) {
    int anchor = 0;
    while (anchor < 17 && open.get(i * 17 + anchor)) {
      anchor++;
    }
    if (anchor == 17) {
      throw new BadInput(where + ": pose " + i + " has no joint at all; remove it");
    }
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
