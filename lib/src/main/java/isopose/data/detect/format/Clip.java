package isopose.data.detect.format;

import isopose.skeleton.Track;
import java.util.List;

/**
 * The frames of one recording by one camera.
 *
 * @param track the recording and the camera; its subject is empty, or the only person's name
 * @param consecutive whether the frames follow each other in time; else they are unrelated pictures
 */
public record Clip(Track track, boolean consecutive, List<Frame> frames) {
  public Clip {
    frames = List.copyOf(frames);
  }

  /**
   * The people found in a frame.
   *
   * @param number the frame's number in its recording, or -1
   */
  public record Frame(int number, List<Person> people) {
    public Frame {
      people = List.copyOf(people);
    }
  }
}
