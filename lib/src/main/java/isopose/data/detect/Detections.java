package isopose.data.detect;

import isopose.data.MissingJoints;
import isopose.data.PoseFile;
import isopose.data.detect.format.DetectionFormat;
import isopose.data.detect.format.JointOrder;
import isopose.data.detect.format.Person;
import isopose.io.BadInput;
import isopose.skeleton.FrameId;
import isopose.skeleton.JointCompletion;
import isopose.skeleton.Poses;
import isopose.skeleton.Track;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One person's 2D joints, a row for each frame, in Human3.6M's 17 joints. A row whose joints could
 * not be filled, because the person was not seen in it or near it, is NaN.
 *
 * @param person the person's name in the file or in the report; "" where the rows of a file may be
 *     of several people
 * @param poses the rows, in pixels or any one scale
 * @param filled joints that are filled because they, or the joints that they are built from, were
 *     missing: bit i * 17 + j
 * @param seen rows in which at least one joint was found, bit i
 * @param order the file's order of joints: a label of {@link JointOrder}, or "named"
 */
public record Detections(String person, PoseFile poses, BitSet filled, BitSet seen, String order) {

  /**
   * Reads a file with one person, or with one person a row.
   *
   * @param joints the order of the joints; null to tell it from the file
   * @throws BadInput as {@link DetectionFile#read}, and if there are several people
   */
  public static Detections read(Path file, JointOrder joints) {
    List<Detections> people = DetectionFile.read(file, DetectionOptions.of(joints)).people();
    if (people.size() != 1) {
      throw new BadInput("%s: %d people; choose one".formatted(file, people.size()));
    }
    return people.get(0);
  }

  /**
   * Fills the rows of one person.
   *
   * @param found (N, J, 2), NaN where a joint is missing; not changed
   * @param joints the names of the J joints
   * @param frames the frame of each row; null where the file does not say
   */
  public static Detections of(
      String person, Poses found, List<String> joints, String order, List<FrameId> frames) {
    BitSet seen = new BitSet();
    IntStream.range(0, found.count()).filter(i -> any(found, i)).forEach(seen::set);
    BitSet filled = new BitSet();
    Poses whole = JointCompletion.complete(found, joints, filled);
    PoseFile rows = new PoseFile(whole, null, frames);
    filled.or(MissingJoints.fill(whole, rows.frames()));
    for (int i = 0; i < whole.count(); i++) {
      if (!hasExtent(whole, i)) {
        for (int k = i * 34; k < i * 34 + 34; k++) {
          whole.values()[k] = Float.NaN;
        }
      }
    }
    return new Detections(person, rows, filled, seen, order);
  }

  /**
   * Fills the rows of one person.
   *
   * @param rows the person in each row, missing joints as NaN; null where there is none
   * @param joints the names of the joints
   * @param frames as above
   */
  static Detections of(
      String person, List<Person> rows, List<String> joints, String order, List<FrameId> frames) {
    Poses found = Poses.zeros(rows.size(), joints.size(), 2);
    for (int i = 0; i < rows.size(); i++) {
      float[] xy = rows.get(i) == null ? null : rows.get(i).xy();
      for (int k = 0; k < found.stride(); k++) {
        found.values()[i * found.stride() + k] = xy == null ? Float.NaN : xy[k];
      }
    }
    return of(person, found, joints, order, frames);
  }

  /**
   * Fills one stream of an archive, as if the stream were a file in this project's form.
   *
   * @param stream its name: the clip of all its frames
   * @param frames (N) the frames' numbers
   * @param rows (N) each frame's person in pixels or any one scale; missing joints are set to NaN
   * @param options the order of the joints, Human3.6M's 17 by default, and the least confidence
   */
  public static Detections ofStream(
      String stream, int[] frames, List<Person> rows, DetectionOptions options) {
    JointOrder order = options.archiveOrder();
    Confidence confidence = new Confidence(options.leastConfidence(DetectionFormat.ARRAYS), rows);
    rows.forEach(confidence::clear);
    Track track = Track.of(stream);
    List<FrameId> ids = IntStream.of(frames).mapToObj(n -> new FrameId(track, 0, n)).toList();
    return of("", rows, order.joints(), order.label(), ids);
  }

  private static boolean any(Poses found, int i) {
    return IntStream.range(0, found.joints()).anyMatch(j -> Float.isFinite(found.get(i, j, 0)));
  }

  /** Whether a pose is whole and its joints are not all in one place. */
  private static boolean hasExtent(Poses whole, int i) {
    float least = Float.MAX_VALUE;
    float most = -Float.MAX_VALUE;
    boolean apart = false;
    for (int d = 0; d < 2; d++) {
      for (int j = 0; j < 17; j++) {
        float value = whole.get(i, j, d);
        if (!Float.isFinite(value)) {
          return false;
        }
        least = j == 0 ? value : Math.min(least, value);
        most = j == 0 ? value : Math.max(most, value);
      }
      apart |= most > least;
    }
    return apart;
  }

  /** The number of rows. */
  public int count() {
    return poses.count();
  }

  /** The rows with at least one filled joint. */
  public BitSet filledRows() {
    return MissingJoints.rows(filled);
  }

  /** Whether row i has a pose, and at least one joint was found in it. */
  public boolean isValid(int i) {
    return seen.get(i) && isWhole(i);
  }

  /** The rows that are valid. */
  public BitSet valid() {
    BitSet valid = new BitSet();
    IntStream.range(0, count()).filter(this::isValid).forEach(valid::set);
    return valid;
  }

  /** The number of filled joints in rows with a pose. */
  public int filledJoints() {
    return Arrays.stream(whole()).map(i -> filled.get(17 * i, 17 * i + 17).cardinality()).sum();
  }

  /** The rows that hold a whole pose, in their order: those that can be lifted. */
  public int[] whole() {
    return IntStream.range(0, count()).filter(this::isWhole).toArray();
  }

  private boolean isWhole(int i) {
    return Float.isFinite(poses.pose2d().get(i, 0, 0));
  }

  /**
   * Predictions for the rows that can be lifted as rows of the file, NaN elsewhere.
   *
   * @param predicted (M, 17, D), one for each of {@link #whole}
   * @return (N, 17, D)
   */
  public Poses inRows(Poses predicted) {
    int[] rows = whole();
    if (rows.length == count()) {
      return predicted;
    }
    Poses all = Poses.zeros(count(), 17, predicted.dims());
    Arrays.fill(all.values(), Float.NaN);
    int stride = predicted.stride();
    for (int k = 0; k < rows.length; k++) {
      System.arraycopy(predicted.values(), k * stride, all.values(), rows[k] * stride, stride);
    }
    return all;
  }
}
