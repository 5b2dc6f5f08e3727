package isopose.data;

import isopose.io.BadInput;
import isopose.io.NpyArray;
import isopose.skeleton.JointCompletion;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import isopose.stats.Quantiles;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A user's own 2D detections: {@code pose2d} (or {@code keypoints}) (N, 17, 2) pixels, or (N, 17,
 * 3) with the detector's confidence, in a .npz, .npy or .csv file. A joint is missing where a
 * coordinate is NaN (an empty cell in CSV), the confidence is 0, or both coordinates are exactly 0,
 * which is how detectors mark it.
 *
 * @param poses the rows in Human3.6M's 17 joints, whole
 * @param filled joints that are filled because they, or the joints that they are built from, were
 *     missing: bit i * 17 + j
 * @param layout the file's order of joints
 */
public record Detections(PoseFile poses, BitSet filled, Layout layout) {
  /** COCO's first five joints, all of the face, lie within this fraction of a person's extent. */
  private static final double WIDEST_FACE = 0.22;

  /** Human3.6M's first five, pelvis and legs, extend over at least this fraction. */
  private static final double SHORTEST_LEGS = 0.3;

  /** The order of the 17 joints in a file of detections. */
  public enum Layout {
    /** COCO's: nose, eyes, ears, then shoulders to ankles, left before right. */
    COCO("coco17", Skeletons.COCO_17),
    /** Human3.6M's. */
    H36M("h36m17", Skeleton.H36M_17);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // a record of unmodifiable lists
    private final Skeleton skeleton;

    Layout(String label, Skeleton skeleton) {
      this.label = label;
      this.skeleton = skeleton;
    }

    /** "coco17" or "h36m17", as on the command line. */
    public String label() {
      return label;
    }
  }

  /**
   * Reads detections; every row comes back as one whole pose.
   *
   * @param layout the order of the joints; null to tell it from where they lie
   * @throws BadInput if the file is damaged, of another form, a row has no joint at all and no
   *     neighbours to draw it from, or the order cannot be told
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
    Layout known = layout == null ? guess(found, file.toString()) : layout;
    BitSet filled = new BitSet();
    Poses whole = JointCompletion.complete(found, known.skeleton, filled);
    PoseFile rows = new PoseFile(whole, null, FrameColumns.read(arrays, whole.count(), file));
    filled.or(MissingJoints.fill(whole, rows.frames(), file.toString()));
    return new Detections(rows, filled, known);
  }

  /** The rows with at least one filled joint. */
  public BitSet filledRows() {
    return MissingJoints.rows(filled);
  }

  /**
   * Tells the order by the first five joints: COCO's are nose, eyes and ears, close together;
   * Human3.6M's are the pelvis and a leg.
   */
  private static Layout guess(Poses found, String where) {
    double[] shares =
        IntStream.range(0, found.count())
            .mapToDouble(i -> extent(found, i, 5) / extent(found, i, 17))
            .filter(share -> share > 0)
            .toArray();
    double median = Quantiles.median(shares);
    if (median < WIDEST_FACE) {
      return Layout.COCO;
    }
    if (median > SHORTEST_LEGS) {
      return Layout.H36M;
    }
    throw new BadInput(
        where + ": cannot tell the order of its joints; say --joints coco17 or --joints h36m17");
  }

  /** The largest distance between two of the first joints that were found. */
  private static double extent(Poses found, int i, int joints) {
    double largest = 0;
    for (int j = 0; j < joints; j++) {
      for (int k = 0; k < j; k++) {
        double x = (double) found.get(i, j, 0) - found.get(i, k, 0);
        double y = (double) found.get(i, j, 1) - found.get(i, k, 1);
        double distance = Math.hypot(x, y);
        largest = distance > largest ? distance : largest; // false for a missing one
      }
    }
    return largest;
  }

  /** The coordinates with NaN where a joint is missing. */
  private static Poses found(NpyArray array, String where) {
    array.requireNumbers(where);
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
