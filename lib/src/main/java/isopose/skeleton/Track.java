package isopose.skeleton;

/**
 * One person in one clip, seen by one camera.
 *
 * @param subject the person, unique in the data set; "" where it is unknown
 * @param clip the recording, unique in the data set; the unit that intervals resample
 * @param view the camera; "" where the clip has only one or it is unknown
 */
public record Track(String subject, String clip, String view) {

  /** A clip of which neither the subject nor the camera is known. */
  public static Track of(String clip) {
    return new Track("", clip, "");
  }

  /** A name for display; no code reads it. */
  public String label() {
    return view.isEmpty() ? clip : clip + "@" + view;
  }
}
