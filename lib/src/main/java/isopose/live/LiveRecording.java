package isopose.live;

import isopose.io.BadInput;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The camera's frames that a live session lifted, kept for a file of detections: {@code pose2d} (N,
 * 33, 3) landmarks in pixels with their visibility, NaN where they are missing; {@code sequence},
 * {@code subject} (the session's person), {@code frame}, {@code segment}; and {@code time} (N),
 * seconds.
 *
 * <p>Readers interpolate missing joints between the frames of a segment, which a live session
 * cannot, as it does not know the next frame. So a frame with missing joints is a segment of its
 * own, and its joints are filled from this frame alone, as in the session.
 */
public final class LiveRecording {
  /** An hour at 30 frames a second, 43 MB. */
  static final int MOST_FRAMES = 108_000;

  private final List<LivePose> poses = new ArrayList<>();

  /** The number of frames. */
  public int count() {
    return poses.size();
  }

  /** Adds a frame, where it has landmarks and there is room for it. */
  void add(LivePose pose) {
    if (pose.found() != null && poses.size() < MOST_FRAMES) {
      poses.add(pose);
    }
  }

  /**
   * Writes the file.
   *
   * @throws BadInput if there is no frame, or the file cannot be written
   */
  public void write(Path file) {
    if (poses.isEmpty()) {
      throw new BadInput(file + ": nobody was seen while recording; nothing is written");
    }
    int stride = poses.get(0).found().stride();
    float[] landmarks = new float[count() * stride];
    int[] segments = new int[count()];
    double[] times = new double[count()];
    for (int i = 0; i < count(); i++) {
      LivePose pose = poses.get(i);
      System.arraycopy(pose.found().values(), 0, landmarks, i * stride, stride);
      boolean joined = i > 0 && pose.seen() && poses.get(i - 1).seen();
      segments[i] = i == 0 || joined ? segments[Math.max(0, i - 1)] : segments[i - 1] + 1;
      times[i] = pose.seconds();
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("pose2d", NpyArray.of(landmarks, count(), poses.get(0).found().joints(), 3));
    arrays.put("sequence", names(pose -> "live"));
    arrays.put("subject", names(LivePose::person));
    arrays.put("segment", NpyArray.of(segments, count()));
    arrays.put("frame", NpyArray.of(poses.stream().mapToInt(LivePose::frame).toArray(), count()));
    arrays.put("time", NpyArray.of(times, count()));
    Npz.write(file, arrays);
  }

  private NpyArray names(Function<LivePose, String> name) {
    return NpyArray.of(poses.stream().map(name).toArray(String[]::new));
  }

  /**
   * The mean number of frames a second of a recording; NaN where the file has no times, or a single
   * one.
   */
  public static double framesPerSecond(Path file) {
    if (!Npz.isArchive(file) || !Npz.names(file).contains("time")) {
      return Double.NaN;
    }
    NpyArray array = Npz.read(file, "time");
    array.requireNumbers(file + " [time]");
    double[] times = array.doubles();
    double seconds = times.length < 2 ? 0 : times[times.length - 1] - times[0];
    return seconds > 0 ? (times.length - 1) / seconds : Double.NaN;
  }
}
