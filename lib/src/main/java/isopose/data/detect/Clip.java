package isopose.data.detect;

import isopose.skeleton.Track;
import java.util.List;

/**
 * The frames of one recording by one camera.
 *
 * @param track the recording and the camera; its subject is empty, or the only person's name
 * @param consecutive whether the frames follow each other in time; else they are unrelated pictures
 */
record Clip(Track track, boolean consecutive, List<Frame> frames) {
  Clip {
    frames = List.copyOf(frames);
  }

  /**
   * The people found in a frame.
   *
   * @param number the frame's number in its recording, or -1
   */
  record Frame(int number, List<Person> people) {
    Frame {
      people = List.copyOf(people);
    }
  }
}
