package isopose.data.sets;

import isopose.data.Checks;
import isopose.data.PoseSequence;
import isopose.data.Units;
import isopose.io.BadInput;
import isopose.io.matlab.Mat73;
import isopose.io.numpy.NpyArray;
import isopose.skeleton.JointMap;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import isopose.skeleton.Track;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The test set of MPI-INF-3DHP as published: {@code TS1} to {@code TS6}, each with {@code
 * annot_data.mat} (MATLAB 7.3). Only frames marked as valid are kept.
 */
public final class MpiInf3dhp {
  /** Valid frames of each sequence: 2,929 in all. */
  public static final Map<String, Integer> VALID_FRAMES =
      Map.of("TS1", 603, "TS2", 540, "TS3", 505, "TS4", 553, "TS5", 276, "TS6", 452);

  /** A joint within so many pixels of its projection is projected by the camera found. */
  private static final double CAMERA_TOLERANCE = 5;

  private static final JointMap TO_H36M =
      JointMap.between(Skeletons.MPI_INF_3DHP_17, Skeleton.H36M_17);

  /** The activities by the numbers in {@code activity_annotation}. */
  private static final List<String> ACTIVITIES =
      List.of(
          "stand/walk",
          "exercise",
          "sit on chair",
          "crouch/reach",
          "on the floor",
          "sports",
          "miscellaneous");

  private MpiInf3dhp() {}

  /** Which of the two annotations is the truth. */
  public enum Truth {
    /**
     * {@code univ_annot3}: every person rescaled to one height, what published scores are about.
     */
    UNIVERSAL("univ_annot3"),
    /** {@code annot3}: in real millimetres. */
    METRIC("annot3");

    private final String field;

    Truth(String field) {
      this.field = field;
    }
  }

  /**
   * Reads the sequences TS1 to TS6 that are in a folder.
   *
   * @throws BadInput if there is none, or one is damaged
   */
  public static List<PoseSequence> read(Path folder, Truth truth) {
    return read(folder, truth, null);
  }

  /**
   * Reads the same without the valid frames in which a coordinate is not finite.
   *
   * @param notes receives a line for each sequence with such frames; null: they are refused
   */
  static List<PoseSequence> read(Path folder, Truth truth, List<String> notes) {
    List<PoseSequence> sequences = new ArrayList<>();
    for (int n = 1; n <= 6; n++) {
      Path file = folder.resolve("TS" + n).resolve("annot_data.mat");
      if (Files.exists(file)) {
        sequences.addAll(readFile(file, "TS" + n, truth, notes));
      }
    }
    if (sequences.isEmpty()) {
      throw new BadInput(
          folder + ": expected TS1 to TS6 with annot_data.mat; put mpi_inf_3dhp_test_set here");
    }
    return sequences;
  }

  /**
   * Reads one clip's valid frames, cut into segments where frames are not valid, and where the
   * activity changes.
   *
   * @param name the clip's name and its subject's: every clip shows another person
   * @return the pieces in the order of time; their root and camera are metric whatever the truth,
   *     because only metric poses project onto the pixels
   */
  public static List<PoseSequence> readFile(Path file, String name, Truth truth) {
    return readFile(file, name, truth, null);
  }

  private static List<PoseSequence> readFile(
      Path file, String name, Truth truth, List<String> notes) {
    try (Mat73 mat = Mat73.open(file)) {
      mat.require(
          new LinkedHashSet<>(List.of("valid_frame", "annot2", "annot3", truth.field)),
          "annot_data.mat of MPI-INF-3DHP's test set");
      NpyArray marks = mat.array("valid_frame", -1, -1); // a column, in repackings a row
      if (!marks.hasShape(-1, 1) && !marks.hasShape(1, -1)) {
        throw new BadInput(
            file + " [valid_frame]: expected (N, 1) or (1, N), got " + marks.describe());
      }
      double[] valid = marks.doubles();
      Poses allPixels = poses(mat, "annot2", 2, valid.length);
      Poses allMetric = poses(mat, "annot3", 3, valid.length);
      Poses allTarget = poses(mat, truth.field, 3, valid.length);
      int[] marked = IntStream.range(0, valid.length).filter(i -> valid[i] != 0).toArray();
      int[] kept =
          IntStream.of(marked)
              .filter(
                  i ->
                      notes == null
                          || (allPixels.isFinite(i)
                              && allMetric.isFinite(i)
                              && allTarget.isFinite(i)))
              .toArray();
      if (kept.length == 0) {
        throw new BadInput(
            file + " [valid_frame]: no frame is valid" + (marked.length == 0 ? "" : " and finite"));
      }
      if (kept.length < marked.length) {
        notes.add(
            "%s: %d of %d valid frames are left out, a coordinate is not finite"
                .formatted(file, marked.length - kept.length, marked.length));
      }
      Poses pixels = allPixels.select(kept);
      Poses metric = allMetric.select(kept);
      Poses target = allTarget.select(kept);
      Checks.finite(pixels, file + " [annot2]");
      Checks.finite(metric, file + " [annot3]");
      Checks.finite(target, file + " [" + truth.field + "]");
      Units.requireMillimetres(target.rootRelative(0), null, file + " [" + truth.field + "]");
      double[] activity =
          mat.has("activity_annotation")
              ? mat.array("activity_annotation", valid.length, 1).doubles()
              : new double[valid.length];
      PoseSequence whole =
          new PoseSequence(
              new Track(name, name, ""),
              0,
              kept,
              "",
              pixels,
              target.rootRelative(0),
              Checks.joint(metric, 0),
              PinholeFit.fit(metric, pixels, CAMERA_TOLERANCE));
      return whole.cut(i -> activity(activity[kept[i]]));
    }
  }

  private static Poses poses(Mat73 mat, String field, int dims, int frames) {
    NpyArray array = mat.array(field, frames, 1, 17, dims);
    return TO_H36M.apply(new Poses(array.floats(), 17, dims));
  }

  private static String activity(double number) {
    int index = (int) number - 1;
    return index >= 0 && index < ACTIVITIES.size() ? ACTIVITIES.get(index) : "";
  }
}
