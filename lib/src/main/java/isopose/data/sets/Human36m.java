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
import isopose.skeleton.Track;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Human3.6M in the form that lifters share: {@code data_3d_h36m.npz} with a pickled dictionary
 * subject, action, (T, 32, 3) metres in the world, and {@code data_2d_h36m_gt.npz} with subject,
 * action, a list of four cameras' (T, 17, 2) pixels. Both may have 16 joints, without neck/nose.
 */
public final class Human36m {
  /** The subjects to train on (Sec. 4.1). */
  public static final List<String> TRAIN = List.of("S1", "S5", "S6", "S7", "S8");

  /** The subjects to test on. */
  public static final List<String> TEST = List.of("S9", "S11");

  /** The indices of Human3.6M's 17 joints among its 32 stored ones. */
  private static final int[] KEPT = {0, 1, 2, 3, 6, 7, 8, 12, 13, 14, 15, 17, 18, 19, 25, 26, 27};

  /** A file of other poses is off by hundreds of pixels; detections by ten. */
  private static final double LARGEST_OFFSET = 60;

  private Human36m() {}

  /**
   * Reads subjects as seen by each of their four cameras.
   *
   * @param data3d the file of 3D poses
   * @param data2d the file of 2D poses, projected or detected; null to project here
   * @param subjects such as {@link #TRAIN}; those that the file lacks are left out
   * @return one sequence an action and camera: subject "S9", clip "S9/Walking 1", view "58860488",
   *     its action without the take's number; the camera is the pinhole behind the pixels, without
   *     its distortion
   * @throws BadInput if a file is damaged, holds none of the subjects, or the two do not fit
   */
  public static List<PoseSequence> read(Path data3d, Path data2d, List<String> subjects) {
    Map<?, ?> positions =
        PickleTree.map(Npz.readPickled(data3d, "positions_3d"), data3d.toString());
    Map<?, ?> pixels =
        data2d == null
            ? null
            : PickleTree.map(Npz.readPickled(data2d, "positions_2d"), data2d.toString());
    Map<String, List<Human36mCamera>> cameras = Human36mCameras.load();
    List<PoseSequence> sequences = new ArrayList<>();
    for (String subject : subjects) {
      if (!positions.containsKey(subject)) {
        continue;
      }
      if (!cameras.containsKey(subject)) {
        throw new BadInput(data3d + ": no calibration of subject " + subject + " was published");
      }
      String where = data3d + " " + subject;
      Map<?, ?> actions = PickleTree.map(positions.get(subject), where);
      new TreeMap<>(PickleTree.named(actions, where))
          .forEach(
              (action, array) -> {
                Poses world = world(array, where + "/" + action);
                for (int c = 0; c < 4; c++) {
                  NpyArray seen =
                      pixels == null ? null : PickleTree.view(pixels, subject, action, c, data2d);
                  sequences.add(
                      sequence(subject, action, cameras.get(subject).get(c), world, seen, data2d));
                }
              });
    }
    if (sequences.isEmpty()) {
      throw new BadInput(data3d + ": none of the subjects " + subjects + " is in it");
    }
    return sequences;
  }

  /** The 17 joints in millimetres of an array (T, 32, 3), (T, 17, 3) or (T, 16, 3), in metres. */
  private static Poses world(Object value, String where) {
    NpyArray array = PickleTree.array(value, where);
    if (!array.hasShape(-1, 32, 3) && !array.hasShape(-1, 17, 3) && !array.hasShape(-1, 16, 3)) {
      throw new BadInput(where + ": expected (T, 32, 3) metres, got " + array.describe());
    }
    boolean neckless = array.shape()[1] == 16;
    int joints = neckless ? 17 : array.shape()[1];
    float[] metres =
        neckless ? JointMap.withNeck(new Poses(array.floats(), 16, 3)).values() : array.floats();
    Poses world = Poses.zeros(array.shape()[0], 17, 3);
    for (int i = 0; i < world.count(); i++) {
      for (int j = 0; j < 17; j++) {
        int from = 3 * (i * joints + (joints == 32 ? KEPT[j] : j));
        for (int d = 0; d < 3; d++) {
          world.set(i, j, d, 1000 * metres[from + d]);
        }
      }
    }
    Checks.finite(world, where);
    Units.requireHuman(world, where + " (read as metres)");
    return world;
  }

  private static PoseSequence sequence(
      String subject,
      String action,
      Human36mCamera camera,
      Poses world,
      NpyArray pixels,
      Path data2d) {
    Track track = new Track(subject, subject + "/" + action, camera.id());
    Poses seen = camera.toCamera(world);
    Poses projected = camera.project(seen);
    Poses image =
        pixels == null ? projected : image(pixels, projected, data2d + " " + track.label());
    return new PoseSequence(
        track,
        0,
        IntStream.range(0, seen.count()).toArray(),
        action.replaceFirst(" \\d+$", ""),
        image,
        seen.rootRelative(0),
        Checks.joint(seen, 0),
        camera.pinhole());
  }

  /** The file's pixels for the 3D frames, once they are seen to be of the same poses. */
  private static Poses image(NpyArray array, Poses projected, String where) {
    boolean neckless = array.hasShape(-1, 16, 2);
    if ((!neckless && !array.hasShape(-1, 17, 2)) || array.shape()[0] < projected.count()) {
      throw new BadInput(
          "%s: expected (%d or more, 17, 2) pixels, got %s"
              .formatted(where, projected.count(), array.describe()));
    }
    Poses image =
        neckless
            ? JointMap.withNeck(new Poses(array.floats(), 16, 2))
            : new Poses(array.floats(), 17, 2);
    // published 2D sequences run on for a few frames after motion capture has ended
    image = image.count() == projected.count() ? image : image.slice(0, projected.count());
    Checks.finite(image, where);
    double offset = Checks.medianDistance(image, projected);
    if (offset > LARGEST_OFFSET) {
      throw new BadInput(
          "%s: the 2D poses are %.0f pixels from the projected 3D poses; expected the 2D file of"
                  .formatted(where, offset)
              + " the same 3D file");
    }
    return image;
  }
}
