package isopose.data;

import isopose.io.BadInput;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeletons;
import isopose.skeleton.Track;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The project's own pose files: {@code pose2d} (N, J, 2) in pixels or any one scale, {@code pose3d}
 * (N, J, 3) in millimetres, camera frame, root-relative, 17 or 16 joints in Human3.6M's order; as a
 * NumPy archive or as CSV.
 *
 * <p>Optional, (N) each: {@code sequence}, the name or number of the clip; {@code subject} and
 * {@code view}, the person and the camera; {@code segment}, the number of the run of frames without
 * a gap; {@code frame}, the number of the frame in its clip.
 */
public final class PoseFiles {
  private PoseFiles() {}

  /**
   * Reads a pose file, .npz or .csv, and checks every number. Rows without a pose, which {@code
   * valid} marks by 0, are left out.
   *
   * @return its rows; poses are put root-relative if they are not
   * @throws BadInput if the file is damaged, has no poses, or they are not in the form above
   */
  public static PoseFile read(Path file) {
    Map<String, NpyArray> arrays = withoutEmptyRows(arrays(file), file);
    NpyArray pose2d = arrays.get("pose2d");
    NpyArray pose3d = arrays.get("pose3d");
    if (pose2d == null && pose3d == null) {
      throw new BadInput(
          file + ": expected pose2d (N, 17, 2) or pose3d (N, 17, 3), it has " + arrays.keySet());
    }
    Poses image = pose2d == null ? null : poses(pose2d, 2, file + " [pose2d]");
    Poses space = pose3d == null ? null : poses(pose3d, 3, file + " [pose3d]");
    if (image != null && space != null) {
      same(file, "poses", image.count(), space.count());
      same(file, "joints", image.joints(), space.joints());
    }
    int count = image != null ? image.count() : space.count();
    List<FrameId> frames = FrameColumns.read(arrays, count, file);
    if (space != null) {
      Units.requireMillimetres(space, tracks(frames), file + " [pose3d]");
      space = space.rootRelative(0);
    }
    return new PoseFile(image, space, frames);
  }

  /**
   * Writes a pose file, .npz, .csv or .json by its name, whole or not at all.
   *
   * @throws BadInput if the file cannot be written or the name ends otherwise
   */
  public static void write(Path file, PoseFile poses) {
    write(file, poses, new BitSet(), new BitSet());
  }

  /**
   * As {@link #write(Path, PoseFile)}; where joints of the input were missing, the file also says
   * which: an archive or JSON by {@code filled} (N, 17), 1 for a joint that was filled; a table by
   * a column {@code filled}, the number of joints of the row that were filled. Where a person was
   * not seen in some rows, {@code valid} (N) is 0 for these; poses in them are interpolated, or
   * NaN.
   *
   * @param filled bit i * 17 + j
   * @param invalid the rows in which nobody was seen, bit i
   */
  public static void write(Path file, PoseFile poses, BitSet filled, BitSet invalid) {
    requireWritten(file);
    if (extension(file).equals("csv")) {
      PoseCsv.write(file, poses, filled, invalid);
      return;
    }
    Map<String, NpyArray> arrays = arrays(poses, filled, invalid);
    if (extension(file).equals("json")) {
      PoseJson.write(file, arrays, poses.joints());
    } else {
      Npz.write(file, arrays);
    }
  }

  private static Map<String, NpyArray> arrays(PoseFile poses, BitSet filled, BitSet invalid) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    if (poses.pose2d() != null) {
      arrays.put("pose2d", array(poses.pose2d()));
    }
    if (poses.pose3d() != null) {
      arrays.put("pose3d", array(poses.pose3d()));
    }
    arrays.putAll(FrameColumns.write(poses.frames()));
    if (!filled.isEmpty()) {
      int[] marks = new int[poses.count() * 17];
      filled.stream().forEach(bit -> marks[bit] = 1);
      arrays.put("filled", NpyArray.of(marks, poses.count(), 17));
    }
    if (!invalid.isEmpty()) {
      int[] valid = IntStream.range(0, poses.count()).map(i -> invalid.get(i) ? 0 : 1).toArray();
      arrays.put("valid", NpyArray.of(valid, valid.length));
    }
    return arrays;
  }

  /** The arrays without the rows that are marked as invalid and hold no numbers. */
  private static Map<String, NpyArray> withoutEmptyRows(Map<String, NpyArray> arrays, Path file) {
    NpyArray valid = arrays.get("valid");
    NpyArray poses = arrays.getOrDefault("pose3d", arrays.get("pose2d"));
    if (valid == null || poses == null || poses.shape().length != 3) {
      return arrays;
    }
    int count = poses.shape()[0];
    List<String> marks = names(valid, count, file + " [valid]");
    Set<Integer> empty = poses.isText() ? Set.of() : emptyRows(poses, marks);
    int[] kept = IntStream.range(0, count).filter(i -> !empty.contains(i)).toArray();
    if (kept.length == count) {
      return arrays;
    }
    Map<String, NpyArray> rows = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          boolean fits = array.shape().length > 0 && array.shape()[0] == count;
          rows.put(name, fits ? array.rows(kept) : array);
        });
    return rows;
  }

  /**
   * The rows without a pose: those with a mark of 0 whose first number is not finite.
   *
   * @param valid the marks, one a row; null for none
   */
  public static Set<Integer> emptyRows(NpyArray poses, List<String> valid) {
    Set<Integer> rows = new TreeSet<>();
    if (valid != null && valid.contains("0")) {
      IntToDoubleFunction number = poses.reader();
      int stride = poses.size() / poses.shape()[0];
      IntStream.range(0, valid.size())
          .filter(
              i -> valid.get(i).equals("0") && !Double.isFinite(number.applyAsDouble(i * stride)))
          .forEach(rows::add);
    }
    return rows;
  }

  /**
   * Checks that a file's name has an ending of those that are written.
   *
   * @throws BadInput if it has not
   */
  public static void requireWritten(Path file) {
    if (!extension(file).matches("npz|csv|json")) {
      throw new BadInput(file + ": pose files end in .npz, .csv, .json, .parquet, .bvh or .glb");
    }
  }

  /** The columns of a table in the form above as arrays by their names, unchecked. */
  public static Map<String, NpyArray> table(Path file) {
    return PoseCsv.read(file);
  }

  /** The arrays of a .npz, .npy or .csv file by their names, unchecked. */
  public static Map<String, NpyArray> arrays(Path file) {
    return switch (extension(file)) {
      case "npz", "npy" -> Npz.read(file);
      case "csv" -> PoseCsv.read(file);
      default -> throw new BadInput(file + ": expected poses in a .npz, .npy or .csv file");
    };
  }

  private static String extension(Path file) {
    String name = file.toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static NpyArray array(Poses poses) {
    return NpyArray.of(poses.values(), poses.count(), poses.joints(), poses.dims());
  }

  /** An array (N, 17 or 16, D) as poses, every number finite. */
  private static Poses poses(NpyArray array, int dims, String where) {
    array.requireNumbers(where);
    if (!array.hasShape(-1, -1, dims)) {
      throw new BadInput(
          where
              + ": expected (N, 17, "
              + dims
              + ") or (N, 16, "
              + dims
              + "), got "
              + array.describe());
    }
    int joints = array.shape()[1];
    if (joints != 17 && joints != 16) {
      throw new BadInput(
          where
              + ": "
              + joints
              + " joints; expected 17 in Human3.6M's order, or 16 without the neck: "
              + Skeletons.H36M_16.joints());
    }
    if (array.size() == 0) {
      throw new BadInput(where + ": there are no poses in it");
    }
    Poses poses = new Poses(array.floats(), joints, dims);
    Checks.finite(poses, where);
    return poses;
  }

  /** That a file has as many of both. */
  public static void same(Path file, String what, int image, int space) {
    if (image != space) {
      throw new BadInput(
          "%s: pose2d has %d %s, pose3d %d; expected one row of each for every frame"
              .formatted(file, image, what, space));
    }
  }

  /** The track of each row; null where the file names none. */
  public static List<Track> tracks(List<FrameId> frames) {
    return frames == null ? null : frames.stream().map(FrameId::track).toList();
  }

  /** One name a row, or null where there is no such array. */
  public static List<String> names(NpyArray array, int count, String where) {
    if (array == null) {
      return null;
    }
    if (!array.hasShape(count)) {
      throw new BadInput(where + ": expected " + count + " names, got " + array.describe());
    }
    try {
      return Arrays.asList(array.strings());
    } catch (IllegalStateException e) {
      throw new BadInput(where + ": expected names or whole numbers, got " + array.describe(), e);
    }
  }
}
