package isopose.data.arrays;

import isopose.data.FrameColumns;
import isopose.data.PoseFiles;
import isopose.data.PoseSequence;
import isopose.data.sets.MpiInf3dhp;
import isopose.data.sets.Spin;
import isopose.io.BadInput;
import isopose.io.ForeignFile;
import isopose.io.InputFile;
import isopose.io.Json;
import isopose.io.matlab.Mat5Files;
import isopose.io.matlab.Mat73;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import isopose.io.numpy.Pickles;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * 3D poses of one file in the file's own precision, for scoring: predictions of any model, or
 * truth.
 *
 * @param file where they come from, for messages
 * @param numbers (N, J, 3) millimetres, J = 17 or 16 in Human3.6M's order or 14 in LSP's
 * @param frames the frame that each pose is; null where the file does not say
 * @param activity the activity of each pose; null where the file does not say
 * @param universal whether people were rescaled to one height
 * @param leftOut rows of the file that are not among the poses, because they are marked as not
 *     valid and hold no numbers
 */
public record PoseColumn(
    Path file,
    NpyArray numbers,
    List<FrameId> frames,
    List<String> activity,
    boolean universal,
    Set<Integer> leftOut) {
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
   * @param file .npz, .npy, .csv, .json or a pickle; a .mat of any version; MPI-INF-3DHP's {@code
   *     annot_data.mat}, the folder of its test set, or a repacking of it by SPIN or P-STMO
   * @throws BadInput if the file is damaged, or holds no poses in a form that is known
   */
  public static PoseColumn read(Path file, PoseOptions options, Role role) {
    String key = options.key();
    if (Files.isDirectory(file)) {
      return ofSequences(file, MpiInf3dhp.read(file, truth(key)), universal(key));
    }
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".mat")) {
      return ofMatlab(file, options, role);
    }
    ForeignFile.refuse(file);
    List<String> preferred = role == Role.PREDICTED ? PREDICTED : TRUE;
    PoseTree tree = new PoseTree(file, options, preferred);
    if (Npz.isArchive(file)) {
      List<String> names = Npz.names(file);
      if (key == null && names.containsAll(List.of("part", "S")) && !names.contains("pose3d")) {
        return ofSequences(file, Spin.read(file), true);
      }
      if (names.equals(List.of("data"))) {
        return checked(file, options, tree.find(Npz.readPickled(file, "data")));
      }
    } else if (Npz.isArray(file)) {
      Object pickled = Npz.readPickled(file);
      if (pickled != null) {
        return checked(file, options, tree.find(pickled));
      }
    } else if (beginsWith(file, "{[")) {
      return checked(file, options, tree.find(Json.read(file)));
    } else if (beginsWith(file, "\u0080")) {
      return checked(file, options, tree.find(Pickles.load(file)));
    }
    Map<String, NpyArray> arrays = PoseFiles.arrays(file);
    String name = key != null ? key : find(arrays, role, file);
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw new BadInput(
          file + ": there is no array '" + printable(name) + "'; it has " + arrays.keySet());
    }
    return checked(file, options, name, array, arrays);
  }

  /** Whether the first byte that is no blank or byte order mark is one of these. */
  private static boolean beginsWith(Path file, String first) {
    try (InputStream in = InputFile.open(file)) {
      for (byte b : in.readNBytes(100)) {
        boolean mark = (b & 0xff) == 0xef || (b & 0xff) == 0xbb || (b & 0xff) == 0xbf;
        if (!Character.isWhitespace(b) && !mark) {
          return first.indexOf(b & 0xff) >= 0;
        }
      }
      return false;
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", e);
    }
  }

  private static PoseColumn checked(
      Path file, PoseOptions options, String name, NpyArray array, Map<String, NpyArray> beside) {
    int joints = options.order() == null ? 0 : options.order().joints().size();
    NpyArray poses = PoseArrays.shaped(array, joints, file + " [" + name + "]");
    NpyArray image = beside.get("pose2d");
    if (name.equals("pose3d") && image != null && image.shape().length > 0) {
      PoseFiles.same(file, "poses", image.shape()[0], poses.shape()[0]);
    }
    boolean universal = name.equals("univ_annot3");
    return checked(file, options, new PoseTree.Found(name, poses, null, beside, universal));
  }

  private static PoseColumn checked(Path file, PoseOptions options, PoseTree.Found found) {
    String where = file + " [" + found.name() + "]";
    NpyArray poses = found.poses();
    Map<String, NpyArray> beside = found.beside();
    int count = poses.shape()[0];
    List<FrameId> frames = FrameColumns.read(beside, count, file);
    List<String> activity = PoseFiles.names(beside.get("activity"), count, file + " [activity]");
    List<String> joints = options.order() == null ? found.joints() : options.order().joints();
    if (joints != null && joints.size() != poses.shape()[1]) {
      throw new BadInput(
          "%s: has %d joints, %s %d"
              .formatted(where, poses.shape()[1], options.order().label(), joints.size()));
    }
    Set<Integer> leftOut =
        PoseFiles.emptyRows(poses, PoseFiles.names(beside.get("valid"), count, where));
    PoseColumn kept =
        new PoseColumn(file, poses, frames, activity, found.universal(), leftOut).without(leftOut);
    NpyArray ordered =
        joints == null ? kept.numbers : PoseArrays.ordered(kept.numbers, joints, where);
    NpyArray scaled =
        PoseArrays.inMillimetres(
            ordered, options.millimetres(), PoseFiles.tracks(kept.frames), where);
    if (joints == null) {
      PoseArrays.requireUsualOrder(scaled, where);
    }
    return new PoseColumn(file, scaled, kept.frames, kept.activity, kept.universal, leftOut);
  }

  /** The poses without those of these rows. */
  public PoseColumn without(Set<Integer> rows) {
    if (rows.isEmpty()) {
      return this;
    }
    int[] kept = IntStream.range(0, count()).filter(i -> !rows.contains(i)).toArray();
    return new PoseColumn(
        file,
        numbers.rows(kept),
        frames == null ? null : IntStream.of(kept).mapToObj(frames::get).toList(),
        activity == null ? null : IntStream.of(kept).mapToObj(activity::get).toList(),
        universal,
        leftOut);
  }

  private static String find(Map<String, NpyArray> arrays, Role role, Path file) {
    for (String name : role == Role.PREDICTED ? PREDICTED : TRUE) {
      if (arrays.containsKey(name)) {
        return name;
      }
    }
    List<String> fitting =
        arrays.entrySet().stream()
            .filter(entry -> PoseArrays.fit(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw new BadInput(
        file
            + ": expected an array pose3d (N, 17, 3), it has "
            + arrays.keySet()
            + "; name one with "
            + (role == Role.PREDICTED ? "--predicted-key" : "--truth-key"));
  }

  private static PoseColumn ofMatlab(Path file, PoseOptions options, Role role) {
    String key = options.key();
    if (Mat5Files.isMat5(file) || !ofTestSet(file)) {
      Map<String, NpyArray> sequences = key == null ? PoseMat.testSet(file) : Map.of();
      if (!sequences.isEmpty()) {
        return checked(file, options, new PoseTree(file, options, TRUE).testSet(sequences));
      }
      List<String> usual = role == Role.PREDICTED ? PREDICTED : TRUE;
      String name = key == null ? PoseMat.find(file, usual) : printable(key);
      Map<String, NpyArray> arrays = PoseMat.read(file, name);
      return checked(file, options, name, arrays.get(name), arrays);
    }
    Path folder = file.toAbsolutePath().getParent();
    String name = folder == null ? "" : String.valueOf(folder.getFileName());
    return ofSequences(file, MpiInf3dhp.readFile(file, name, truth(key)), universal(key));
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

  private static boolean universal(String key) {
    return truth(key) == MpiInf3dhp.Truth.UNIVERSAL;
  }

  private static PoseColumn ofSequences(
      Path file, List<PoseSequence> sequences, boolean universal) {
    List<FrameId> frames = new ArrayList<>();
    List<String> activities = new ArrayList<>();
    for (PoseSequence sequence : sequences) {
      frames.addAll(sequence.frames());
      activities.addAll(Collections.nCopies(sequence.count(), sequence.action()));
    }
    Poses poses = Poses.concatenate(sequences.stream().map(PoseSequence::pose3d).toList(), 17, 3);
    NpyArray array = NpyArray.of(poses.values(), poses.count(), 17, 3);
    return new PoseColumn(file, array, frames, activities, universal, Set.of());
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
