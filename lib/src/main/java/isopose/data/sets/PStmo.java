package isopose.data.sets;

import isopose.data.Checks;
import isopose.data.PoseSequence;
import isopose.data.Units;
import isopose.io.BadInput;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import isopose.io.numpy.PickleTree;
import isopose.skeleton.JointMap;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import isopose.skeleton.Track;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * MPI-INF-3DHP's test set as P-STMO repacked it: {@code data_test_3dhp.npz} with a pickled
 * dictionary of {@code TS1} to {@code TS6}, each with {@code data_2d} (N, 17, 2) pixels, {@code
 * data_3d} (N, 17, 3) millimetres of people rescaled to one height, and {@code valid} (N).
 */
public final class PStmo {
  private static final JointMap TO_H36M =
      JointMap.between(Skeletons.MPI_INF_3DHP_17, Skeleton.H36M_17);

  private PStmo() {}

  /**
   * Reads the valid frames.
   *
   * @return the clips TS1 to TS6 that the file has, each of another subject, cut where frames are
   *     not valid; without a root and a camera
   * @throws BadInput if the file is damaged or of another form
   */
  public static List<PoseSequence> read(Path file) {
    Map<?, ?> data = PickleTree.map(Npz.readPickled(file, "data"), file + " [data]");
    List<PoseSequence> sequences = new ArrayList<>();
    for (int n = 1; n <= 6; n++) {
      String name = "TS" + n;
      if (data.containsKey(name)) {
        String where = file + " " + name;
        sequences.addAll(clip(name, PickleTree.map(data.get(name), where), where));
      }
    }
    if (sequences.isEmpty()) {
      throw new BadInput(file + " [data]: expected a valid frame of TS1 to TS6; get it again");
    }
    return sequences;
  }

  private static List<PoseSequence> clip(String name, Map<?, ?> parts, String where) {
    NpyArray valid = PickleTree.array(parts.get("valid"), where + " [valid]");
    double[] marks = valid.doubles();
    int[] kept = IntStream.range(0, marks.length).filter(i -> marks[i] != 0).toArray();
    if (kept.length == 0) {
      return List.of();
    }
    Poses pixels = poses(parts, "data_2d", 2, marks.length, where).select(kept);
    Poses space = poses(parts, "data_3d", 3, marks.length, where).select(kept).rootRelative(0);
    Checks.finite(pixels, where + " [data_2d]");
    Checks.finite(space, where + " [data_3d]");
    Units.requireMillimetres(space, null, where + " [data_3d]");
    return new PoseSequence(new Track(name, name, ""), 0, kept, "", pixels, space, null, null)
        .cut(i -> "");
  }

  private static Poses poses(Map<?, ?> parts, String key, int dims, int frames, String where) {
    NpyArray array = PickleTree.array(parts.get(key), where + " [" + key + "]");
    if (!array.hasShape(frames, 17, dims)) {
      throw new BadInput(
          "%s [%s]: expected (%d, 17, %d), one for each mark of valid, got %s"
              .formatted(where, key, frames, dims, array.describe()));
    }
    return TO_H36M.apply(new Poses(array.floats(), 17, dims));
  }
}
