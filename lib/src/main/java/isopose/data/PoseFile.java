package isopose.data;

import isopose.skeleton.FrameId;
import isopose.skeleton.JointMap;
import isopose.skeleton.Poses;
import isopose.skeleton.Track;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The rows of a pose file, in the file's order.
 *
 * @param pose2d (N, J, 2) in pixels or any one scale; null where the file has none
 * @param pose3d (N, J, 3) millimetres, camera frame, root-relative; null where the file has none
 * @param frames the frame that each row is; one clip "" where the file names none
 */
public record PoseFile(Poses pose2d, Poses pose3d, List<FrameId> frames) {

  public PoseFile {
    if (pose2d == null && pose3d == null) {
      throw new IllegalArgumentException("a pose file has pose2d, pose3d or both");
    }
    int count = pose2d != null ? pose2d.count() : pose3d.count();
    frames =
        frames == null
            ? Collections.nCopies(count, new FrameId(Track.of("")))
            : Collections.unmodifiableList(frames);
    if (frames.size() != count || (pose3d != null && pose3d.count() != count)) {
      throw new IllegalArgumentException("pose2d, pose3d and frames have different lengths");
    }
  }

  /** Rows of which only the clip is known. */
  public static PoseFile ofClips(Poses pose2d, Poses pose3d, List<String> clips) {
    return new PoseFile(
        pose2d, pose3d, clips.stream().map(clip -> new FrameId(Track.of(clip))).toList());
  }

  /** The number of rows, N. */
  public int count() {
    return frames.size();
  }

  /** The clip of each row. */
  public List<String> clips() {
    return frames.stream().map(FrameId::clip).toList();
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
        : new PoseFile(JointMap.withNeck(pose2d), JointMap.withNeck(pose3d), frames);
  }

  /** Runs of rows of one segment, each a {@link PoseSequence} of 17 joints without a camera. */
  public List<PoseSequence> sequences() {
    PoseFile whole = joints17();
    List<PoseSequence> sequences = new ArrayList<>();
    for (int begin = 0, end; begin < count(); begin = end) {
      FrameId first = frames.get(begin);
      end = begin + 1;
      while (end < count() && frames.get(end).sharesSegment(first)) {
        end++;
      }
      Track track = first.track();
      sequences.add(
          new PoseSequence(
              track.clip().isEmpty() ? new Track(track.subject(), "all", track.view()) : track,
              first.segment(),
              frames.subList(begin, end).stream().mapToInt(FrameId::number).toArray(),
              "",
              whole.pose2d == null ? null : whole.pose2d.slice(begin, end),
              whole.pose3d == null ? null : whole.pose3d.slice(begin, end),
              null,
              null));
    }
    return sequences;
  }
}
