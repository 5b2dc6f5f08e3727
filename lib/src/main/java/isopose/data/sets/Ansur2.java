package isopose.data.sets;

import isopose.data.motion.ClipFiles;
import isopose.data.motion.Sha256Sums;
import isopose.io.BadInput;
import isopose.io.Csv;
import isopose.io.InputFile;
import isopose.io.Limits;
import isopose.io.Sha256;
import isopose.skeleton.Skeleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Body lengths of the 2012 U.S. Army Anthropometric Survey (ANSUR II; Gordon et al. 2014,
 * NATICK/TR-15/007), as proportions of bones.
 *
 * <p>The survey measures between landmarks on the skin, not between joint centres, so each length
 * is divided by its mean over all persons. A person's ratios are then divided by their own mean: a
 * single view does not show the overall size, which stays as it is recorded.
 */
public final class Ansur2 {
  /** Its folder under {@code data/}. */
  public static final String FOLDER = "ansur2";

  /** The file in it. */
  public static final String FILE = "lengths.csv";

  private static final Skeleton SKELETON = Skeleton.H36M_17;
  private static final int MOST_PERSONS = 100_000;

  private Ansur2() {}

  /** Groups of bones, each with the survey's length: a column, or a difference of two. */
  private enum Group {
    THIGH("trochanterionheight", "lateralfemoralepicondyleheight", "right_knee"),
    SHIN("lateralfemoralepicondyleheight", "lateralmalleolusheight", "right_ankle"),
    TRUNK("suprasternaleheight", "trochanterionheight", "spine", "thorax"),
    HEAD("stature", "suprasternaleheight", "neck", "head_top"),
    WIDTH("biacromialbreadth", null, "right_hip", "right_shoulder"),
    UPPER_ARM("acromionradialelength", null, "right_elbow"),
    FOREARM("radialestylionlength", null, "right_wrist");

    final String column;
    final String minus; // null: the column itself

    @SuppressWarnings("ImmutableEnumChecker") // a list of names, never changed
    final List<String> joints;

    /** The last names are the joints that the bones lead to, those of the left side left out. */
    Group(String column, String minus, String... joints) {
      this.column = column;
      this.minus = minus;
      this.joints = List.of(joints);
    }
  }

  /**
   * Reads the proportions of every person, in the order of the rows.
   *
   * @return for each person a factor for the bone that leads to each of the 17 joints, relative to
   *     the survey's mean person; left and right alike, the root's is 1
   * @throws BadInput if the file is missing, is not the one that {@code SHA256SUMS} lists, or lacks
   *     a column
   */
  public static List<double[]> read(Path folder) {
    Path file = InputFile.require(folder.resolve(FILE));
    String listed = Sha256Sums.read(folder.resolve(ClipFiles.SUMS)).get(FILE);
    if (!Sha256.of(InputFile.bytes(file, Limits.TEXT_BYTES)).equals(listed)) {
      throw new BadInput(
          "%s: is not the file that SHA256SUMS lists; get it again (git checkout -- data/%s)"
              .formatted(file, FOLDER));
    }
    return proportions(lengths(file));
  }

  /** (persons, groups) millimetres. */
  private static List<double[]> lengths(Path file) {
    List<String> header = new ArrayList<>();
    List<double[]> lengths = new ArrayList<>();
    Csv.read(
        file,
        (cells, where) -> {
          if (header.isEmpty()) {
            header.addAll(cells);
          } else if (lengths.size() == MOST_PERSONS) {
            throw new BadInput(where + ": expected at most %,d persons".formatted(MOST_PERSONS));
          } else {
            double[] person = new double[Group.values().length];
            for (Group group : Group.values()) {
              person[group.ordinal()] =
                  value(header, group.column, cells, where)
                      - (group.minus == null ? 0 : value(header, group.minus, cells, where));
              if (!(person[group.ordinal()] > 0)) {
                throw new BadInput("%s: the length of %s is not positive".formatted(where, group));
              }
            }
            lengths.add(person);
          }
        });
    if (lengths.isEmpty()) {
      throw new BadInput(file + ": has no person");
    }
    return lengths;
  }

  private static double value(
      List<String> header, String column, List<String> cells, String where) {
    int index = header.indexOf(column);
    try {
      return Double.parseDouble(cells.get(index));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new BadInput("%s: expected a number of millimetres in %s".formatted(where, column), e);
    }
  }

  private static List<double[]> proportions(List<double[]> lengths) {
    double[] mean =
        IntStream.range(0, Group.values().length)
            .mapToDouble(g -> lengths.stream().mapToDouble(p -> p[g]).average().orElseThrow())
            .toArray();
    return lengths.stream()
        .map(person -> IntStream.range(0, mean.length).mapToDouble(g -> person[g] / mean[g]))
        .map(ratios -> bones(ratios.toArray()))
        .toList();
  }

  private static double[] bones(double... ratios) {
    double size = IntStream.range(0, ratios.length).mapToDouble(g -> ratios[g]).average().orElse(1);
    double[] bones = new double[SKELETON.size()];
    bones[SKELETON.root()] = 1;
    for (Group group : Group.values()) {
      for (String name : group.joints) {
        int joint = SKELETON.index(name);
        bones[joint] = ratios[group.ordinal()] / size;
        bones[SKELETON.mirror().get(joint)] = bones[joint];
      }
    }
    return bones;
  }
}
