package isopose.data;

import isopose.skeleton.JointCompletion;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * A user's own 2D detections: {@code pose2d} (or {@code keypoints}) (N, 17, 2) pixels, or (N, 17,
 * 3) with the detector's confidence, in a .npz, .npy or .csv file. A joint is missing where a
 * coordinate is NaN (an empty cell in CSV), the confidence is 0, or both coordinates are exactly 0,
 * as detectors write it.
 *
 * @param poses the rows in Human3.6M's 17 joints, whole
 * @param filled joints that were missing and are filled, bit i * 17 + j
 */
public record Detections(PoseFile poses, BitSet filled) {

  /** The order of the 17 joints in a file of detections. */
  public enum Layout {
    /** COCO's: nose, eyes, ears, then shoulders to ankles, left before right. */
    COCO(Skeletons.COCO_17),
    /** Human3.6M's. */
    H36M(Skeleton.H36M_17);

    @SuppressWarnings("ImmutableEnumChecker") // a record of unmodifiable lists
    private final Skeleton skeleton;

    Layout(Skeleton skeleton) {
      this.skeleton = skeleton;
    }
  }

  /**
   * Reads detections; every row comes back as one whole pose.
   *
   * @throws BadInput if the file is damaged, of another form, or a row has no joint at all and no
   *     neighbours to draw it from
   */
  public static Detections read(Path file, Layout layout) {
    Map<String, NpyArray> arrays = PoseFiles.arrays(file);
    NpyArray array =
        arrays.getOrDefault("pose2d", arrays.getOrDefault("keypoints", arrays.get("array")));
    if (array == null) {
      throw new BadInput(
          file + ": expected pose2d or keypoints (N, 17, 2), it has " + arrays.keySet());
    }
    Poses found = found(array, file.toString());
    Poses whole = JointCompletion.complete(found, layout.skeleton);
    List<String> sequence = PoseFiles.sequence(arrays.get("sequence"), whole.count(), file);
    List<String> runs = sequence == null ? sameSequence(whole.count()) : sequence;
    BitSet filled = MissingJoints.fill(whole, runs, file.toString());
    return new Detections(new PoseFile(whole, null, sequence), filled);
  }

  private static List<String> sameSequence(int count) {
    String[] names = new String[count];
    Arrays.fill(names, "");
    return Arrays.asList(names);
  }

  /** The coordinates with NaN where a joint is missing. */
  private static Poses found(NpyArray array, String where) {
    Checks.numbers(array, where);
    boolean sure = array.hasShape(-1, 17, 3);
    if ((!sure && !array.hasShape(-1, 17, 2)) || array.size() == 0) {
      throw new BadInput(where + ": expected (N, 17, 2) or (N, 17, 3), got " + array.describe());
    }
    int wide = array.shape()[2];
    float[] values = array.floats();
    Poses found = Poses.zeros(array.shape()[0], 17, 2);
    for (int k = 0; k < found.count() * 17; k++) {
      float x = values[wide * k];
      float y = values[wide * k + 1];
      boolean missing =
          !Float.isFinite(x)
              || !Float.isFinite(y)
              || (x == 0 && y == 0)
              || (sure && !(values[wide * k + 2] > 0));
      found.values()[2 * k] = missing ? Float.NaN : x;
      found.values()[2 * k + 1] = missing ? Float.NaN : y;
    }
    return found;
  }
}
