package isopose.data.sets;

import isopose.data.motion.Sha256Sums;
import isopose.io.BadInput;
import isopose.io.Csv;
import isopose.io.InputFile;
import isopose.io.Limits;
import isopose.io.Sha256;
import isopose.skeleton.Skeleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

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

  /** The file in it, compressed by gzip. */
  public static final String FILE = "lengths.csv.gz";

  /** What the file holds, in {@code SHA256SUMS} and records. */
  public static final String CONTENT = "lengths.csv";

  private static final Skeleton SKELETON = Skeleton.H36M_17;
  private static final int MOST_PERSONS = 100_000;

  private Ansur2() {}

  /**
   * Bones of one length in the survey.
   *
   * @param name for messages
   * @param column the length, or the height of its upper end
   * @param minus the height of the lower end; "" if the column is the length
   * @param joints to which the bones lead, those of the left side left out
   */
  private record Group(String name, String column, String minus, List<String> joints) {}

  private static final List<Group> GROUPS =
      List.of(
          new Group(
              "thigh",
              "trochanterionheight",
              "lateralfemoralepicondyleheight",
              List.of("right_knee")),
          new Group(
              "shin",
              "lateralfemoralepicondyleheight",
              "lateralmalleolusheight",
              List.of("right_ankle")),
          new Group(
              "trunk", "suprasternaleheight", "trochanterionheight", List.of("spine", "thorax")),
          new Group("neck and head", "stature", "suprasternaleheight", List.of("neck", "head_top")),
          new Group("width", "biacromialbreadth", "", List.of("right_hip", "right_shoulder")),
          new Group("upper arm", "acromionradialelength", "", List.of("right_elbow")),
          new Group("forearm", "radialestylionlength", "", List.of("right_wrist")));

  /**
   * Reads the proportions of every person, in the order of the rows.
   *
   * @return for each person a factor for the bone that leads to each of the 17 joints, relative to
   *     the survey's mean person; left and right alike, the root's is 1
   * @throws BadInput if the file is missing, is not the one that {@code SHA256SUMS} lists, or lacks
   *     a column
   */
  public static List<double[]> read(Path folder) {
    byte[] content = content(folder);
    Path file = folder.resolve(CONTENT);
    Sha256Sums.requireListed(file, Sha256.of(content), "data/" + FOLDER);
    return proportions(lengths(file, content));
  }

  /**
   * The file's content, not compressed.
   *
   * @throws BadInput if the file is missing, damaged or too large
   */
  public static byte[] content(Path folder) {
    Path file = folder.resolve(FILE);
    try (InputStream in = new GZIPInputStream(InputFile.open(file))) {
      byte[] content = in.readNBytes(Limits.TEXT_BYTES);
      if (in.read() >= 0) {
        throw new BadInput(
            "%s: unpacks to more than %,d MiB".formatted(file, Limits.TEXT_BYTES >> 20));
      }
      return content;
    } catch (IOException e) {
      throw new BadInput(
          "%s: is damaged (%s); get it again (git checkout -- data/%s)"
              .formatted(file, e.getMessage(), FOLDER),
          e);
    }
  }

  /** (persons, groups) millimetres. */
  private static List<double[]> lengths(Path file, byte[] content) {
    List<String> header = new ArrayList<>();
    List<double[]> lengths = new ArrayList<>();
    Csv.read(
        file,
        content,
        (cells, where) -> {
          if (header.isEmpty()) {
            header.addAll(cells);
          } else if (lengths.size() == MOST_PERSONS) {
            throw new BadInput(where + ": expected at most %,d persons".formatted(MOST_PERSONS));
          } else {
            lengths.add(
                GROUPS.stream().mapToDouble(g -> length(g, header, cells, where)).toArray());
          }
        });
    if (lengths.isEmpty()) {
      throw new BadInput(file + ": has no person");
    }
    return lengths;
  }

  private static double length(Group group, List<String> header, List<String> cells, String where) {
    double lower = group.minus.isEmpty() ? 0 : value(header, group.minus, cells, where);
    double length = value(header, group.column, cells, where) - lower;
    if (!(length > 0) || Double.isInfinite(length)) {
      throw new BadInput("%s: the length of %s is not positive".formatted(where, group.name));
    }
    return length;
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
        IntStream.range(0, GROUPS.size())
            .mapToDouble(g -> lengths.stream().mapToDouble(p -> p[g]).average().orElseThrow())
            .toArray();
    return lengths.stream()
        .map(person -> IntStream.range(0, mean.length).mapToDouble(g -> person[g] / mean[g]))
        .map(ratios -> bones(ratios.toArray()))
        .toList();
  }

  private static double[] bones(double... ratios) {
    double size = DoubleStream.of(ratios).average().orElse(1);
    double[] bones = new double[SKELETON.size()];
    bones[SKELETON.root()] = 1;
    for (int g = 0; g < ratios.length; g++) {
      for (String name : GROUPS.get(g).joints) {
        int joint = SKELETON.index(name);
        bones[joint] = ratios[g] / size;
        bones[SKELETON.mirror().get(joint)] = bones[joint];
      }
    }
    return bones;
  }
}
