package isopose.data;

import isopose.geometry.CameraPlacement;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import isopose.skeleton.Track;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Consecutive frames of one clip seen by one camera: what every reader of poses returns.
 *
 * @param track the subject, the clip and the view
 * @param segment the number of the segment of the track, from 0; frames that were left out of the
 *     recording separate segments
 * @param numbers (N) the frames' numbers in the recording, from 0; null where all, and {@link
 *     FrameId#UNKNOWN} where some are unknown
 * @param action what the person does, e.g. "walking"; the group by which scores are split
 * @param pose2d (N, 17, 2) pixels, x right, y down; null where nothing was projected yet
 * @param pose3d (N, 17, 3) millimetres, camera frame (x right, y down, z away), root-relative; null
 *     where the truth is unknown
 * @param root (N, 1, 3) millimetres, the root in the camera frame; null where it is unknown. With
 *     it the pose can be changed (other bones) and projected again.
 * @param camera the pinhole camera behind {@code pose2d}; null where it is unknown
 * @param placement where that camera stands around the person, which tells the world's vertical;
 *     null where it is unknown or changes from frame to frame
 * @param filled the frames with a joint in {@code pose2d} that was missing and is filled, bit i
 */
@SuppressWarnings("ArrayRecordComponent") // a column of numbers, never compared
public record PoseSequence(
    Track track,
    int segment,
    int[] numbers,
    String action,
    Poses pose2d,
    Poses pose3d,
    Poses root,
    PinholeCamera camera,
    CameraPlacement placement,
    BitSet filled) {

  /** Frames in which no joint was missing, of a camera whose placement is not known. */
  public PoseSequence(
      Track track,
      int segment,
      int[] numbers,
      String action,
      Poses pose2d,
      Poses pose3d,
      Poses root,
      PinholeCamera camera) {
    this(track, segment, numbers, action, pose2d, pose3d, root, camera, null, new BitSet());
  }

  /** A whole clip whose subject, view and frame numbers are not known. */
  public PoseSequence(
      String clip, String action, Poses pose2d, Poses pose3d, Poses root, PinholeCamera camera) {
    this(Track.of(clip), 0, null, action, pose2d, pose3d, root, camera);
  }

  /** The number of frames. */
  public int count() {
    return pose2d != null ? pose2d.count() : pose3d.count();
  }

  /** The name of the clip, which all its views and segments share. */
  public String clip() {
    return track.clip();
  }

  /** A name for display; no code reads it. */
  public String name() {
    return segment == 0 ? track.label() : track.label() + ", segment " + segment;
  }

  /** The identity of each frame, (N). */
  public List<FrameId> frames() {
    return IntStream.range(0, count())
        .mapToObj(i -> new FrameId(track, segment, numbers == null ? FrameId.UNKNOWN : numbers[i]))
        .toList();
  }

  /** The same frames with other bodies, projected again; needs root and camera. */
  public PoseSequence withPose3d(Poses other) {
    Poses projected = camera.project(other, root);
    return new PoseSequence(
        track, segment, numbers, action, projected, other, root, camera, placement, filled);
  }

  /** These frames alone, in this order. */
  public PoseSequence select(int... indices) {
    return new PoseSequence(
        track,
        segment,
        numbers == null ? null : IntStream.of(indices).map(i -> numbers[i]).toArray(),
        action,
        pose2d == null ? null : pose2d.select(indices),
        pose3d == null ? null : pose3d.select(indices),
        root == null ? null : root.select(indices),
        camera,
        placement,
        select(filled, indices));
  }

  private static BitSet select(BitSet marks, int... indices) {
    BitSet selected = new BitSet();
    IntStream.range(0, indices.length).forEach(k -> selected.set(k, marks.get(indices[k])));
    return selected;
  }

  /** The same frames of a subject of this name. */
  public PoseSequence withSubject(String subject) {
    Track other = new Track(subject, track.clip(), track.view());
    return new PoseSequence(
        other, segment, numbers, action, pose2d, pose3d, root, camera, placement, filled);
  }

  /** The same frames as a segment of this number. */
  public PoseSequence withSegment(int number) {
    return new PoseSequence(
        track, number, numbers, action, pose2d, pose3d, root, camera, placement, filled);
  }

  /** The same frames, of which some have joints that were missing and are filled, bit i. */
  public PoseSequence withFilled(BitSet frames) {
    return new PoseSequence(
        track, segment, numbers, action, pose2d, pose3d, root, camera, placement, frames);
  }

  /**
   * Cuts a track where its frame numbers are not consecutive, and where the action changes. A new
   * segment begins only where frames are missing.
   *
   * @param actionOf the action of each frame, 0 to N - 1
   */
  public List<PoseSequence> cut(IntFunction<String> actionOf) {
    List<PoseSequence> pieces = new ArrayList<>();
    int current = segment;
    for (int begin = 0, end; begin < count(); begin = end) {
      String own = actionOf.apply(begin);
      end = begin + 1;
      while (end < count() && follows(end) && actionOf.apply(end).equals(own)) {
        end++;
      }
      current += begin > 0 && !follows(begin) ? 1 : 0;
      PoseSequence piece = select(IntStream.range(begin, end).toArray());
      pieces.add(
          new PoseSequence(
              track,
              current,
              piece.numbers,
              own,
              piece.pose2d,
              piece.pose3d,
              piece.root,
              camera,
              placement,
              piece.filled));
    }
    return pieces;
  }

  private boolean follows(int i) {
    return numbers[i] == numbers[i - 1] + 1;
  }
}
