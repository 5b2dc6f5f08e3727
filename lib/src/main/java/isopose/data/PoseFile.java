package isopose.data;

import isopose.skeleton.JointMap;
import isopose.skeleton.Poses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The rows of a pose file, in the file's order.
 *
 * @param pose2d (N, J, 2) in pixels or any one scale; null where the file has none
 * @param pose3d (N, J, 3) millimetres, camera frame, root-relative; null where the file has none
 * @param sequence the sequence of each row; all "" where the file names none
 */
public record PoseFile(Poses pose2d, Poses pose3d, List<String> sequence) {

  public PoseFile {
    if (pose2d == null && pose3d == null) {
      throw new IllegalArgumentException("a pose file has pose2d, pose3d or both");
    }
    int count = pose2d != null ? pose2d.count() : pose3d.count();
    sequence =
        sequence == null ? Collections.nCopies(count, "") : Collections.unmodifiableList(sequence);
    if (sequence.size() != count || (pose3d != null && pose3d.count() != count)) {
      throw new IllegalArgumentException("pose2d, pose3d and sequence have different lengths");
    }
  }

  /** The number of rows, N. */
  public int count() {
    return sequence.size();
  }

  /** Joints a pose: 17, or 16 without the neck. */
  public int joints() {
    return pose2d != null ? pose2d.joints() : pose3d.joints();
  }

  /**
   * The same rows with 17 joints. A 16-joint pose has no neck/nose; it is put halfway between
   * thorax and head top, where Human3.6M's lies but for a few centimetres towards the face.
   */
  public PoseFile joints17() {
    return joints() == 17
        ? this
        : new PoseFile(JointMap.withNeck(pose2d), JointMap.withNeck(pose3d), sequence);
  }

  /** Runs of rows of one sequence, each a {@link PoseSequence} of 17 joints without a camera. */
  public List<PoseSequence> sequences() {
    PoseFile whole = joints17();
    List<PoseSequence> sequences = new ArrayList<>();
    for (int begin = 0, end; begin < count(); begin = end) {
      String name = sequence.get(begin);
      end = begin + 1;
      while (end < count() && sequence.get(end).equals(name)) {
        end++;
      }
      sequences.add(
          new PoseSequence(
              name.isEmpty() ? "all" : name,
              "",
              whole.pose2d == null ? null : whole.pose2d.slice(begin, end),
              whole.pose3d == null ? null : whole.pose3d.slice(begin, end),
              null,
              null));
    }
    return sequences;
  }
}
