package isopose.data.sets;

import isopose.data.Checks;
import isopose.data.PoseSequence;
import isopose.data.Units;
import isopose.io.BadInput;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import isopose.skeleton.JointMap;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import isopose.skeleton.Track;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * MPI-INF-3DHP's test set as SPIN repacked it: {@code mpi_inf_3dhp_valid.npz} with {@code part} (N,
 * 24, 3) pixels and visibility, {@code S} (N, 24, 4) metres and visibility, {@code imgname}.
 */
public final class Spin {
  private static final JointMap TO_H36M = JointMap.between(Skeletons.SPIN_24, Skeleton.H36M_17);
  private static final Pattern IMAGE = Pattern.compile("(TS[1-6])/(?:.*\\D)?(\\d{1,9})\\.\\w+");

  private Spin() {}

  /**
   * Reads the frames of which every joint of Human3.6M's 17 is visible in 2D and 3D; a frame
   * without one has no full truth and is left out.
   *
   * @return the clips TS1, .. TS6 (one, "all", where the images are not named), cut where frames
   *     were left out; without a root and a camera
   * @throws BadInput if the file is damaged or of another form
   */
  public static List<PoseSequence> read(Path file) {
    Map<String, NpyArray> arrays = Npz.read(file);
    NpyArray part = Checks.array(arrays, "part", file, -1, 24, 3);
    NpyArray space = Checks.array(arrays, "S", file, -1, 24, 4);
    int count = part.shape()[0];
    NpyArray names = arrays.get("imgname");
    if (space.shape()[0] != count || (names != null && !names.hasShape(count))) {
      throw new BadInput(file + ": part, S and imgname have different lengths");
    }
    Poses pixels = Poses.zeros(count, 17, 2);
    Poses metres = Poses.zeros(count, 17, 3);
    Map<String, List<Integer>> kept = new LinkedHashMap<>();
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      if (copy(part, i, pixels) && copy(space, i, metres)) {
        Matcher image = IMAGE.matcher(names == null ? "" : names.strings()[i]);
        boolean named = image.find();
        numbers[i] = named ? Integer.parseInt(image.group(2)) : i;
        kept.computeIfAbsent(named ? image.group(1) : "all", name -> new ArrayList<>()).add(i);
      }
    }
    if (kept.isEmpty()) {
      throw new BadInput(file + ": no frame has all 17 joints visible");
    }
    List<PoseSequence> sequences = new ArrayList<>();
    kept.forEach(
        (clip, rows) -> {
          int[] indices = rows.stream().mapToInt(row -> row).toArray();
          sequences.addAll(clip(clip, numbers, pixels, metres, file, indices).cut(i -> ""));
        });
    return sequences;
  }

  /** Copies frame i's 17 joints; whether all of them are visible. */
  private static boolean copy(NpyArray array, int i, Poses into) {
    int wide = into.dims() + 1;
    float[] values = array.floats();
    boolean visible = true;
    for (int j = 0; j < 17; j++) {
      int from = (i * 24 + TO_H36M.source().get(j)) * wide;
      visible &= values[from + into.dims()] > 0;
      for (int d = 0; d < into.dims(); d++) {
        into.set(i, j, d, values[from + d]);
      }
    }
    return visible;
  }

  private static PoseSequence clip(
      String clip, int[] numbers, Poses pixels, Poses metres, Path file, int... kept) {
    Poses image = pixels.select(kept);
    Poses space = Units.fromMetres(metres.select(kept).rootRelative(0), file + " [S]");
    Checks.finite(image, file + " [part]");
    int[] own = IntStream.of(kept).map(i -> numbers[i]).toArray();
    return new PoseSequence(new Track(clip, clip, ""), 0, own, "", image, space, null, null);
  }
}
