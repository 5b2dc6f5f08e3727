package isopose.data.sets;

import isopose.data.Checks;
import isopose.data.MissingJoints;
import isopose.data.PoseSequence;
import isopose.io.BadInput;
import isopose.io.matlab.Mat5Files;
import isopose.io.numpy.NpyArray;
import isopose.skeleton.JointCompletion;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeletons;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Leeds Sports Pose: {@code joints.mat} (MATLAB 5) with {@code joints} (3, 14, N): x, y, and
 * whether the joint is occluded. Occluded joints are marked by hand all the same and are kept. In
 * LSP-extended, (14, 3, N), the third number says whether the joint is visible; where it is 0,
 * nothing is marked and the joint is missing.
 */
public final class Lsp {
  private Lsp() {}

  /**
   * Reads the 2D poses; each is another person.
   *
   * @return one sequence "lsp" without 3D, (N, 17, 2) pixels; pelvis, spine and neck/nose are built
   *     from their neighbours, missing joints are filled
   * @throws BadInput if the file is damaged or of another form
   */
  public static PoseSequence read(Path file) {
    BitSet filled = new BitSet();
    Poses whole = JointCompletion.complete(marked(file), Skeletons.LSP_14.joints(), filled);
    filled.or(MissingJoints.fill(whole, null));
    Checks.finite(whole, file.toString());
    return new PoseSequence("lsp", "", whole, null, null, null)
        .withFilled(MissingJoints.rows(filled));
  }

  /** The 14 joints as marked, (N, 14, 2) pixels; NaN where LSP-extended has no joint. */
  static Poses marked(Path file) {
    String where = file + " [joints]";
    NpyArray array = Mat5Files.numbers(Mat5Files.read(file, "joints"), where);
    boolean extended = array.hasShape(14, 3, -1);
    if (!extended && !array.hasShape(3, 14, -1)) {
      throw new BadInput(where + ": expected (3, 14, N), got " + array.describe());
    }
    int count = array.shape()[2];
    if (count == 0) {
      throw new BadInput(where + ": there are no poses in it");
    }
    double[] values = array.doubles();
    Poses marked = Poses.zeros(count, 14, 2);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < 14; j++) {
        for (int d = 0; d < 2; d++) {
          int index = extended ? (j * 3 + d) * count + i : (d * 14 + j) * count + i;
          marked.set(i, j, d, (float) values[index]);
        }
      }
    }
    Checks.finite(marked, where);
    for (int k = 0; extended && k < 14 * count; k++) {
      if (values[(k % 14 * 3 + 2) * count + k / 14] == 0) {
        Arrays.fill(marked.values(), 2 * k, 2 * k + 2, Float.NaN);
      }
    }
    return marked;
  }
}
