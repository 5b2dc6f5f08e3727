package isopose.data.sets;

import isopose.data.Checks;
import isopose.data.PoseSequence;
import isopose.data.Units;
import isopose.io.BadInput;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import isopose.skeleton.JointMap;
import isopose.skeleton.Poses;
import java.nio.file.Path;
import java.util.Map;

/**
 * MPI-INF-3DHP's test set as PoseAug repacked it: {@code test_3dhp.npz} with {@code pose3d} (N, 16,
 * 3) metres and {@code pose2d} (N, 16, 2), where the image's width runs from -1 to 1.
 */
public final class PoseAug {
  private PoseAug() {}

  /**
   * Reads the frames, whose sequences the file does not tell.
   *
   * @return one sequence "3dhp"; its 2D stays in half image widths; the neck/nose lies halfway
   *     between thorax and head top, because the file has none: score over 16 joints or 14
   * @throws BadInput if the file is damaged or of another form
   */
  public static PoseSequence read(Path file) {
    Map<String, NpyArray> arrays = Npz.read(file);
    Poses image = poses(arrays, "pose2d", 2, file);
    Poses space = poses(arrays, "pose3d", 3, file);
    if (image.count() != space.count()) {
      throw new BadInput(file + ": pose2d and pose3d have different lengths");
    }
    Poses millimetres = Units.fromMetres(space.rootRelative(0), file + " [pose3d]");
    return new PoseSequence(
        "3dhp", "", JointMap.withNeck(image), JointMap.withNeck(millimetres), null, null);
  }

  private static Poses poses(Map<String, NpyArray> arrays, String name, int dims, Path file) {
    Poses poses = new Poses(Checks.array(arrays, name, file, -1, 16, dims).floats(), 16, dims);
    String where = file + " [" + name + "]";
    if (poses.count() == 0) {
      throw new BadInput(where + ": holds no pose; get it again");
    }
    Checks.finite(poses, where);
    return poses;
  }
}
