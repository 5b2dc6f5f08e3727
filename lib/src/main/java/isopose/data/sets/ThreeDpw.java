package isopose.data.sets;

import isopose.data.Checks;
import isopose.data.PinholeCamera;
import isopose.data.PoseSequence;
import isopose.data.Units;
import isopose.io.BadInput;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.PickleTree;
import isopose.io.numpy.Pickles;
import isopose.skeleton.JointCompletion;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeletons;
import isopose.skeleton.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * 3D Poses in the Wild: {@code sequenceFiles/test/*.pkl}, pickles by Python 2 with {@code
 * jointPositions} (a person: T, 72 metres in the world), {@code cam_poses} (T, 4, 4), {@code
 * cam_intrinsics} (3, 3) and {@code campose_valid}.
 *
 * <p>Its joints are those of the SMPL body model. The data set's published scores are about 14
 * other joints, regressed from SMPL's surface: scores against these carry the annotation "smpl".
 */
public final class ThreeDpw {
  private static final int JOINTS = 24;

  private ThreeDpw() {}

  /**
   * One person of one clip, in the frames whose camera is known.
   *
   * @param track clip "downtown_walking_00", subject "downtown_walking_00/0"
   * @param numbers (N) of the frames whose camera is known
   * @param seen (N, 24, 3) millimetres, SMPL's joints in the camera's frame
   * @param pixels (N, 24, 2) their projections
   * @param camera the clip's camera
   */
  @SuppressWarnings("ArrayRecordComponent") // a column of numbers, never compared
  record Person(Track track, int[] numbers, Poses seen, Poses pixels, PinholeCamera camera) {}

  /**
   * Reads one file, or every .pkl file of a folder in the order of their names.
   *
   * @return one sequence a segment of a person, cut where the camera is not known, (N, 17) joints:
   *     SMPL's head joint stands for neck/nose, the head top is extrapolated
   * @throws BadInput if a file is damaged, or there is none
   */
  public static List<PoseSequence> read(Path fileOrFolder) {
    return read(fileOrFolder, new ArrayList<>());
  }

  /**
   * Reads the same.
   *
   * @param notes receives a line for each person with frames that are left out, because a joint is
   *     behind the camera
   */
  public static List<PoseSequence> read(Path fileOrFolder, List<String> notes) {
    List<PoseSequence> sequences = new ArrayList<>();
    for (Path file : files(fileOrFolder)) {
      for (Person person : persons(file, notes)) {
        Poses pixels = JointCompletion.complete(person.pixels, Skeletons.SMPL_24);
        Poses seen = JointCompletion.complete(person.seen, Skeletons.SMPL_24);
        PoseSequence whole =
            new PoseSequence(
                person.track,
                0,
                person.numbers,
                "",
                pixels,
                seen.rootRelative(0),
                Checks.joint(seen, 0),
                person.camera);
        sequences.addAll(whole.cut(i -> ""));
      }
    }
    return sequences;
  }

  private static List<Path> files(Path fileOrFolder) {
    if (!Files.isDirectory(fileOrFolder)) {
      return List.of(fileOrFolder);
    }
    try (Stream<Path> files = Files.list(fileOrFolder)) {
      List<Path> pickles = files.filter(file -> file.toString().endsWith(".pkl")).sorted().toList();
      if (pickles.isEmpty()) {
        throw new BadInput(fileOrFolder + ": expected .pkl files; put 3DPW's sequenceFiles here");
      }
      return pickles;
    } catch (IOException e) {
      throw new BadInput(fileOrFolder + ": cannot be read (" + e + ")", e);
    }
  }

  /** The people of one clip. */
  static List<Person> persons(Path file, List<String> notes) {
    Map<?, ?> clip = PickleTree.map(Pickles.load(file), file.toString());
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.pkl$", "");
    List<?> positions = PickleTree.list(clip.get("jointPositions"), file + " [jointPositions]");
    NpyArray views = PickleTree.array(clip.get("cam_poses"), file + " [cam_poses]");
    PinholeCamera camera = camera(clip.get("cam_intrinsics"), file + " [cam_intrinsics]");
    List<Person> persons = new ArrayList<>();
    for (int p = 0; p < positions.size(); p++) {
      String where = file + " [jointPositions] person " + p;
      NpyArray world = PickleTree.array(positions.get(p), where);
      if (!world.hasShape(-1, 3 * JOINTS) || !views.hasShape(world.shape()[0], 4, 4)) {
        throw new BadInput(
            "%s: expected (T, 72) joints and (T, 4, 4) cameras, got %s and %s"
                .formatted(where, world.describe(), views.describe()));
      }
      int[] known = known(clip.get("campose_valid"), p, world.shape()[0], file);
      Checks.finite(new Poses(world.floats(), JOINTS, 3).select(known), where);
      Poses all = seen(world.doubles(), views.doubles(), known);
      Checks.finite(all, where + " seen by cam_poses");
      int[] front = inFront(all);
      if (front.length < known.length) {
        notes.add(
            "%s: %d of %d frames are left out, a joint is behind the camera"
                .formatted(where, known.length - front.length, known.length));
      }
      if (front.length > 0) {
        int[] kept = IntStream.of(front).map(i -> known[i]).toArray();
        Poses seen = all.select(front);
        Units.requireHuman(smplAs17(seen), where + " (read as metres)");
        Track track = new Track(name + "/" + p, name, "");
        persons.add(new Person(track, kept, seen, project(seen, camera, where), camera));
      }
    }
    if (persons.isEmpty()) {
      throw new BadInput(file + ": nobody in it has a frame with a known camera");
    }
    return persons;
  }

  private static int[] inFront(Poses seen) {
    return IntStream.range(0, seen.count())
        .filter(i -> IntStream.range(0, JOINTS).allMatch(j -> seen.get(i, j, 2) > 0))
        .toArray();
  }

  private static Poses smplAs17(Poses seen) {
    return JointCompletion.complete(seen, Skeletons.SMPL_24);
  }

  private static PinholeCamera camera(Object value, String where) {
    NpyArray matrix = PickleTree.array(value, where);
    if (!matrix.hasShape(3, 3)) {
      throw new BadInput(where + ": expected (3, 3), got " + matrix.describe());
    }
    double[] k = matrix.doubles();
    if (!(k[0] > 0 && k[4] > 0) || !Double.isFinite(k[0] + k[2] + k[4] + k[5])) {
      throw new BadInput(where + ": expected focal lengths and a centre in pixels");
    }
    return new PinholeCamera(k[0], k[4], k[2], k[5]);
  }

  /** The frames in which this person's camera is known; all where the file does not say. */
  private static int[] known(Object valid, int person, int frames, Path file) {
    String where = file + " [campose_valid]";
    double[] marks = null;
    if (valid != null) {
      List<?> list = PickleTree.list(valid, where);
      if (list.size() <= person) {
        throw new BadInput(where + ": " + list.size() + " entries; expected one a person");
      }
      NpyArray array = PickleTree.array(list.get(person), where);
      if (!array.hasShape(frames)) {
        throw new BadInput(where + ": expected (" + frames + "), got " + array.describe());
      }
      marks = array.doubles();
    }
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      if (marks == null || marks[i] != 0) {
        kept.add(i);
      }
    }
    return kept.stream().mapToInt(i -> i).toArray();
  }

  /** Millimetres in the camera's frame: each camera pose maps the world's points into it. */
  private static Poses seen(double[] world, double[] views, int... kept) {
    Poses seen = Poses.zeros(kept.length, JOINTS, 3);
    for (int n = 0; n < kept.length; n++) {
      int view = 16 * kept[n];
      for (int j = 0; j < JOINTS; j++) {
        int from = 3 * (kept[n] * JOINTS + j);
        for (int d = 0; d < 3; d++) {
          double metres = views[view + 4 * d + 3];
          for (int e = 0; e < 3; e++) {
            metres += views[view + 4 * d + e] * world[from + e];
          }
          seen.set(n, j, d, (float) (1000 * metres));
        }
      }
    }
    return seen;
  }

  private static Poses project(Poses seen, PinholeCamera camera, String where) {
    try {
      return camera.project(seen, Poses.zeros(seen.count(), 1, 3));
    } catch (IllegalArgumentException e) {
      throw new BadInput(where + ": " + e.getMessage() + "; remove these frames", e);
    }
  }
}
