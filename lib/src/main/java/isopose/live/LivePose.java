package isopose.live;

import isopose.data.detect.Detections;
import isopose.data.detect.format.DetectionFormat;
import isopose.data.detect.format.JointOrder;
import isopose.io.BadInput;
import isopose.run.TargetStream;
import isopose.skeleton.Poses;

/**
 * One arriving frame.
 *
 * @param frame its number
 * @param seconds when it was taken
 * @param found (1, 33, 3) landmarks as {@link LiveRecording} keeps them; null where the pose is of
 *     a recording, or nobody is in the frame
 * @param pose2d (1, 17, 2) pixels or any one scale; null where there is no pose to lift
 * @param seen whether no joint of it is filled; adaptation learns from such poses only
 * @param person the person's name
 */
public record LivePose(
    int frame, double seconds, Poses found, Poses pose2d, boolean seen, String person) {
  private static final JointOrder ORDER = JointOrder.MEDIAPIPE33;

  /** MediaPipe's landmarks: x and y divided by the picture's size, and the visibility. */
  private static final int LANDMARKS = 33;

  private static final int NUMBERS = 3;

  /**
   * A frame of a camera.
   *
   * @param width of the picture, pixels
   * @param height of the picture, pixels
   * @param landmarks (33 x 3) x and y, divided by width and height, and visibility; empty where
   *     nobody is in the frame. A landmark whose visibility is below MediaPipe's threshold is
   *     missing; joints are filled from the same frame.
   * @throws BadInput if numbers are missing
   */
  public static LivePose of(
      int frame, double seconds, double width, double height, float[] landmarks, String person) {
    if (landmarks.length == 0) {
      return new LivePose(frame, seconds, null, null, false, person);
    }
    if (landmarks.length != LANDMARKS * NUMBERS || !(width >= 1) || !(height >= 1)) {
      throw new BadInput(
          "frame %d: expected %d landmarks of %d numbers and the picture's size, got %d numbers and %s x %s"
              .formatted(frame, LANDMARKS, NUMBERS, landmarks.length, width, height));
    }
    Poses found = Poses.zeros(1, LANDMARKS, NUMBERS);
    Poses places = Poses.zeros(1, LANDMARKS, 2);
    for (int j = 0; j < LANDMARKS; j++) {
      float visibility = landmarks[NUMBERS * j + 2];
      boolean missing = !(visibility >= DetectionFormat.MEDIAPIPE.minConfidence());
      for (int d = 0; d < 2; d++) {
        double size = d == 0 ? width : height;
        float place = missing ? Float.NaN : (float) (landmarks[NUMBERS * j + d] * size);
        found.set(0, j, d, place);
        places.set(0, j, d, place);
      }
      found.set(0, j, 2, visibility);
    }
    Detections row = Detections.of(person, places, ORDER.joints(), ORDER.label(), null);
    boolean whole = row.whole().length == 1;
    Poses pose2d = whole ? row.poses().pose2d() : null;
    return new LivePose(frame, seconds, found, pose2d, whole && row.filled().isEmpty(), person);
  }

  /** Sample {@code i} of a stream, such as a recording. */
  public static LivePose of(TargetStream stream, int i, double seconds) {
    return new LivePose(
        i,
        seconds,
        null,
        stream.pose2d().slice(i, i + 1),
        stream.seen(i),
        stream.frames().get(i).track().subject());
  }

  /** The same as a frame of another number. */
  public LivePose numbered(int number) {
    return new LivePose(number, seconds, found, pose2d, seen, person);
  }
}
