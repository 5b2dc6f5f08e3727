package isopose.data.detect.format;

import isopose.data.FrameColumns;
import isopose.data.detect.format.Content.Rows;
import isopose.data.detect.format.Content.Unit;
import isopose.io.BadInput;
import isopose.io.numpy.NpyArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Arrays in this project's form, one person a row: {@code pose2d} or {@code keypoints}, (N, J, 2),
 * or (N, J, 3) with the detector's confidence, in a .npz, .npy or .csv file. Confidences may lie
 * beside them as {@code scores} (N, J). {@code sequence} and the other arrays of {@link
 * FrameColumns} say which frame a row is.
 */
final class ArrayFormat {
  private static final List<String> NAMES = List.of("pose2d", "keypoints", "array");
  private static final List<String> SCORES =
      List.of("scores", "keypoint_scores", "keypoints_scores", "confidence", "conf", "visibility");

  private ArrayFormat() {}

  static Content read(Source source) {
    boolean otherTable =
        source.kind() == Source.Kind.TABLE
            && source.header().stream().noneMatch(name -> name.strip().startsWith("j0_"));
    if (!source.hasArrays() || otherTable) {
      return null;
    }
    Map<String, NpyArray> arrays = source.arrays();
    String name = NAMES.stream().filter(arrays::containsKey).findFirst().orElse(null);
    if (name == null) {
      throw new BadInput(
          source.path() + ": expected pose2d or keypoints (N, 17, 2), it has " + arrays.keySet());
    }
    return rows(source, name);
  }

  /** The rows of one array. */
  static Content rows(Source source, String name) {
    String where = source.path() + (name.equals("array") ? "" : " [" + name + "]");
    Map<String, NpyArray> arrays = source.arrays();
    NpyArray array = arrays.get(name);
    array.requireNumbers(where);
    NpyArray scores =
        SCORES.stream().filter(arrays::containsKey).map(arrays::get).findFirst().orElse(null);
    List<Person> people = people(array, scores, "", where);
    Rows rows = new Rows(FrameColumns.read(arrays, people.size(), source.path()), people);
    Unit unit = name.equals("pose2d") ? Unit.ONE_SCALE : Unit.UNKNOWN;
    return new Content(List.of(), rows, null, null, null, unit);
  }

  /**
   * The rows of (N, J, 2 or 3), (N, 1, J, 2 or 3) or (N, 2 J).
   *
   * @param scores (N, J) confidences; null where there are none
   */
  static List<Person> people(NpyArray array, NpyArray scores, String id, String where) {
    int[] shape = shape(array, where);
    int joints = shape[1];
    int wide = shape[2];
    if (scores != null
        && (scores.isText()
            || scores.size() != shape[0] * joints
            || scores.shape()[0] != shape[0])) {
      throw new BadInput(
          "%s: expected a confidence for each of %d x %d joints beside it, got %s"
              .formatted(where, shape[0], joints, scores.describe()));
    }
    float[] values = array.floats();
    float[] sure = scores == null ? null : scores.floats();
    List<Person> people = new ArrayList<>(shape[0]);
    for (int i = 0; i < shape[0]; i++) {
      float[] xy = new float[2 * joints];
      float[] confidence = wide == 3 || sure != null ? new float[joints] : null;
      for (int j = 0; j < joints; j++) {
        int k = (i * joints + j) * wide;
        xy[2 * j] = values[k];
        xy[2 * j + 1] = values[k + 1];
        if (confidence != null) {
          confidence[j] = sure != null ? sure[i * joints + j] : values[k + 2];
        }
      }
      people.add(new Person(id, xy, confidence));
    }
    return people;
  }

  private static int[] shape(NpyArray array, String where) {
    int[] shape = array.shape();
    boolean alone = shape.length == 4 && shape[1] == 1;
    if (alone) {
      shape = new int[] {shape[0], shape[2], shape[3]};
    }
    if (shape.length == 2 && shape[1] % 2 == 0 && !JointOrder.ofCount(shape[1] / 2).isEmpty()) {
      shape = new int[] {shape[0], shape[1] / 2, 2};
    }
    if (array.size() == 0) {
      throw new BadInput(where + ": there are no poses in it");
    }
    if (shape.length != 3
        || (shape[2] != 2 && shape[2] != 3)
        || JointOrder.ofCount(shape[1]).isEmpty()) {
      throw new BadInput(
          where
              + ": expected (N, 17, 2) or (N, 17, 3), or another number of joints that --joints"
              + " knows, got "
              + array.describe());
    }
    return shape;
  }
}
