package isopose.skeleton;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The frame that a pose belongs to.
 *
 * @param track the person, clip and camera
 * @param segment the number of the segment, from 0: a run of frames of one track without a gap
 * @param number the frame's number in its recording; {@link #UNKNOWN} if it is not known
 */
public record FrameId(Track track, int segment, int number) {
  /** The number of a frame whose position in its recording is unknown. */
  public static final int UNKNOWN = -1;

  /** A frame of unknown number in the only segment of a track. */
  public FrameId(Track track) {
    this(track, 0, UNKNOWN);
  }

  /** The name of the clip. */
  public String clip() {
    return track.clip();
  }

  /** The same frame of a person who is not named. */
  public FrameId withoutSubject() {
    return new FrameId(new Track("", track.clip(), track.view()), segment, number);
  }

  /** Whether two frames belong to the same segment of the same track. */
  public boolean sharesSegment(FrameId other) {
    return segment == other.segment && track.equals(other.track);
  }

  /**
   * For each row, whether it is the next frame after the row before: both belong to one segment
   * and, where the numbers are known, lie one step apart. The step of a track is the smallest that
   * occurs in it, so that a track may be sampled at any constant rate.
   */
  public static boolean[] successors(List<FrameId> frames) {
    Map<Track, Integer> steps = new HashMap<>();
    for (int i = 1; i < frames.size(); i++) {
      int step = step(frames, i);
      if (step > 0) {
        steps.merge(frames.get(i).track, step, Math::min);
      }
    }
    boolean[] successors = new boolean[frames.size()];
    for (int i = 1; i < successors.length; i++) {
      FrameId frame = frames.get(i);
      FrameId before = frames.get(i - 1);
      boolean numbered = frame.number != UNKNOWN && before.number != UNKNOWN;
      successors[i] =
          frame.sharesSegment(before)
              && (!numbered || step(frames, i) == steps.getOrDefault(frame.track, UNKNOWN));
    }
    return successors;
  }

  /** The difference in number from the row before; 0 where it is unknown or of another segment. */
  private static int step(List<FrameId> frames, int i) {
    FrameId frame = frames.get(i);
    FrameId before = frames.get(i - 1);
    boolean comparable =
        frame.sharesSegment(before) && frame.number != UNKNOWN && before.number != UNKNOWN;
    return comparable ? frame.number - before.number : 0;
  }
}
