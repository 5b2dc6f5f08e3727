package isopose.data.sets;

import isopose.data.Checks;
import isopose.data.FrameColumns;
import isopose.data.PoseFiles;
import isopose.data.PoseSequence;
import isopose.data.Units;
import isopose.io.BadInput;
import isopose.io.matlab.Mat5Files;
import isopose.io.matlab.Mat73;
import isopose.io.numpy.NpyArray;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * 3D poses of one file in the file's own precision, for scoring: predictions of any model, or
 * truth.
 *
 * @param file where they come from, for messages
 * @param numbers (N, J, 3) millimetres, J = 17 or 16 in Human3.6M's order or 14 in LSP's
 * @param frames the frame that each pose is; null where the file does not say
 * @param activity the activity of each pose; null where the file does not say
 * @param universal whether people were rescaled to one height
 */
public record PoseColumn(
    Path file, NpyArray numbers, List<FrameId> frames, List<String> activity, boolean universal) {
  private static final List<String> PREDICTED =
      List.of("pose3d", "predicted_mm", "predicted", "predictions", "prediction", "pred");
  private static final List<String> TRUE = List.of("pose3d", "target_mm", "target", "truth", "gt");

  /** What a file's poses are, by which their array is found. */
  public enum Role {
    /** A model's output. */
    PREDICTED,
    /** What it is compared with. */
    TRUTH
  }

  /**
   * Reads poses to be scored.
   *
   * @param file .npz, .npy or .csv; a .mat of any version with an array (N, J, 3), or
   *     MPI-INF-3DHP's {@code annot_data.mat}; or the folder of its test set
   * @param key the array's name; null to find it
   * @throws BadInput if the file is damaged, the array is not there, or is not in the form above
   */
  public static PoseColumn read(Path file, String key, Role role) {
    if (Files.isDirectory(file)) {
      return ofSequences(file, MpiInf3dhp.read(file, truth(key)), key);
    }
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".mat")) {
      return ofMatlab(file, key);
    }
    Map<String, NpyArray> arrays = PoseFiles.arrays(file);
    String name = key != null ? key : find(arrays, role, file);
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw new BadInput(
          file + ": there is no array '" + printable(name) + "'; it has " + arrays.keySet());
    }
    return checked(file, name, array, arrays);
  }

  private static PoseColumn checked(
      Path file, String name, NpyArray array, Map<String, NpyArray> arrays) {
    String where = file + " [" + name + "]";
    array.requireNumbers(where);
    if (!array.hasShape(-1, 17, 3) && !array.hasShape(-1, 16, 3) && !array.hasShape(-1, 14, 3)) {
      throw new BadInput(
          where
              + ": expected (N, 17, 3) or (N, 16, 3) in Human3.6M's order or (N, 14, 3) in LSP's,"
              + " got "
              + array.describe()
              + "; keep those joints");
    }
    if (array.size() == 0) {
      throw new BadInput(where + ": there are no poses in it");
    }
    int count = array.shape()[0];
    NpyArray image = arrays.get("pose2d");
    if (name.equals("pose3d") && image != null && image.shape().length > 0) {
      PoseFiles.same(file, "poses", image.shape()[0], count);
    }
    Poses poses = new Poses(array.floats(), array.shape()[1], 3);
    Checks.finite(poses, where);
    List<FrameId> frames = FrameColumns.read(arrays, count, file);
    Units.requireMillimetres(poses, PoseFiles.tracks(frames), where);
    List<String> activity = PoseFiles.names(arrays.get("activity"), count, file + " [activity]");
    return new PoseColumn(file, array, frames, activity, name.equals("univ_annot3"));
  }

  private static String find(Map<String, NpyArray> arrays, Role role, Path file) {
    for (String name : role == Role.PREDICTED ? PREDICTED : TRUE) {
      if (arrays.containsKey(name)) {
        return name;
      }
    }
    List<String> fitting =
        arrays.entrySet().stream()
            .filter(entry -> entry.getValue().hasShape(-1, -1, 3))
            .map(Map.Entry::getKey)
            .toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw new BadInput(
        file
            + ": expected an array pose3d (N, 17, 3), it has "
            + arrays.keySet()
            + "; name one with --key");
  }

  private static PoseColumn ofMatlab(Path file, String key) {
    if (Mat5Files.isMat5(file) || !ofTestSet(file)) {
      String name = key == null ? "pose3d" : printable(key);
      Map<String, NpyArray> arrays = PoseMat.read(file, name);
      return checked(file, name, arrays.get(name), arrays);
    }
    Path folder = file.toAbsolutePath().getParent();
    String name = folder == null ? "" : String.valueOf(folder.getFileName());
    return ofSequences(file, MpiInf3dhp.readFile(file, name, truth(key)), key);
  }

  /** Whether a file of MATLAB 7.3 is one of MPI-INF-3DHP's. */
  private static boolean ofTestSet(Path file) {
    try (Mat73 mat = Mat73.open(file)) {
      return mat.has("annot2") || mat.has("annot3") || mat.has("univ_annot3");
    }
  }

  private static MpiInf3dhp.Truth truth(String key) {
    if (key == null || key.equals("univ_annot3")) {
      return MpiInf3dhp.Truth.UNIVERSAL;
    }
    if (key.equals("annot3")) {
      return MpiInf3dhp.Truth.METRIC;
    }
    throw new BadInput(
        "--key " + printable(key) + ": MPI-INF-3DHP's files have univ_annot3 and annot3");
  }

  private static PoseColumn ofSequences(Path file, List<PoseSequence> sequences, String key) {
    List<FrameId> frames = new ArrayList<>();
    List<String> activities = new ArrayList<>();
    for (PoseSequence sequence : sequences) {
      frames.addAll(sequence.frames());
      activities.addAll(Collections.nCopies(sequence.count(), sequence.action()));
    }
    Poses poses = Poses.concatenate(sequences.stream().map(PoseSequence::pose3d).toList(), 17, 3);
    NpyArray array = NpyArray.of(poses.values(), poses.count(), 17, 3);
    boolean universal = truth(key) == MpiInf3dhp.Truth.UNIVERSAL;
    return new PoseColumn(file, array, frames, activities, universal);
  }

  private static String printable(String name) {
    return name.replaceAll("[^\\x20-\\x7e]", "?");
  }

  /** The number of poses, N. */
  public int count() {
    return numbers.shape()[0];
  }

  /** The joints of the poses. */
  public Skeleton skeleton() {
    return Skeletons.ofSize(numbers.shape()[1]);
  }

  /** Number k of the poses, flat (N, J', 3), with the joints of {@code wanted}. */
  public IntToDoubleFunction as(Skeleton wanted) {
    int joints = skeleton().size();
    int[] source = wanted.joints().stream().mapToInt(skeleton()::index).toArray();
    IntToDoubleFunction number = numbers.reader();
    return k -> {
      int point = k / 3;
      int pose = point / source.length;
      return number.applyAsDouble(3 * (pose * joints + source[point % source.length]) + k % 3);
    };
  }
}
