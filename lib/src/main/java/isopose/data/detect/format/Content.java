package isopose.data.detect.format;

import isopose.skeleton.FrameId;
import java.util.List;

/**
 * What a file of detections holds, whatever its format: frames of people with joints in one order.
 *
 * @param clips the recordings; empty where the file has rows instead
 * @param rows one person a row, in the file's order; null where the file has clips
 * @param joints the joints' names if the file states them; null where the order is to be told
 * @param stated how the file states them, for the report; null where it does not
 * @param size the size of the pictures; null where the file does not say
 * @param unit the unit of the coordinates
 */
public record Content(
    List<Clip> clips, Rows rows, List<String> joints, String stated, ImageSize size, Unit unit) {

  /** What the coordinates were divided by. */
  public enum Unit {
    /**
     * Not told: numbers between 0 and 1 are taken as divided by width and height, those about an
     * origin in the middle as of one scale.
     */
    UNKNOWN,
    /** Pixels, or numbers that were divided by width and height. */
    FRACTION,
    /** As {@link #UNKNOWN}, but divided by width and height where the origin is in the middle. */
    SCALED_BY_OPTION,
    /** The file's form says that they are pixels or have one scale in x and y. */
    ONE_SCALE
  }

  /**
   * One person a row.
   *
   * @param frames the frame of each row; null where the file does not say
   */
  public record Rows(List<FrameId> frames, List<Person> people) {}

  /** Recordings with joints in an order that is to be told from their number and positions. */
  static Content of(List<Clip> clips) {
    return new Content(clips, null, null, null, null, Unit.UNKNOWN);
  }

  /** The same with the joints that the file states. */
  Content withJoints(List<String> names, String how) {
    return new Content(clips, rows, names, how, size, unit);
  }

  Content withSize(ImageSize other) {
    return new Content(clips, rows, joints, stated, other, unit);
  }

  Content withUnit(Unit other) {
    return new Content(clips, rows, joints, stated, size, other);
  }

  /** Every person in every frame, in the file's order. */
  public List<Person> people() {
    return rows != null
        ? rows.people
        : clips.stream()
            .flatMap(clip -> clip.frames().stream())
            .flatMap(frame -> frame.people().stream())
            .toList();
  }
}
