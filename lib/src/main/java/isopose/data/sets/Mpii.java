package isopose.data.sets;

import isopose.data.MissingJoints;
import isopose.data.PoseSequence;
import isopose.io.BadInput;
import isopose.io.matlab.Mat5Files;
import isopose.skeleton.JointCompletion;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeletons;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Struct;

/**
 * MPII Human Pose: {@code mpii_human_pose_v1_u12_1.mat} (MATLAB 5), a struct {@code
 * RELEASE.annolist(i).annorect(j).annopoints.point(k)} with the joint's number, x and y.
 */
public final class Mpii {
  /** Persons with fewer marked joints are left out. */
  private static final int FEWEST_JOINTS = 10;

  private Mpii() {}

  /**
   * Reads the 2D poses of everybody with at least ten marked joints; each is another person.
   *
   * @return one sequence "mpii" without 3D, (N, 17, 2) pixels; the spine is built from its
   *     neighbours, joints that nobody marked are filled
   * @throws BadInput if the file is damaged or of another form
   */
  public static PoseSequence read(Path file) {
    List<float[]> persons = persons(file);
    Poses marked = Poses.zeros(persons.size(), 16, 2);
    for (int i = 0; i < persons.size(); i++) {
      System.arraycopy(persons.get(i), 0, marked.values(), 32 * i, 32);
    }
    BitSet filled = new BitSet();
    Poses whole = JointCompletion.complete(marked, Skeletons.MPII_16.joints(), filled);
    filled.or(MissingJoints.fill(whole, null));
    return new PoseSequence("mpii", "", whole, null, null, null)
        .withFilled(MissingJoints.rows(filled));
  }

  /** The joints of each person, (16, 2) pixels, NaN where nobody marked one. */
  static List<float[]> persons(Path file) {
    String where = file + " [RELEASE]";
    List<float[]> persons = new ArrayList<>();
    try {
      Array images = field(Mat5Files.read(file, "RELEASE"), "annolist", 0);
      if (images == null) {
        throw new BadInput(where + ": expected MPII's annotations, a struct with annolist");
      }
      for (int image = 0; image < count(images); image++) {
        Array rectangles = field(images, "annorect", image);
        for (int r = 0; r < count(rectangles); r++) {
          float[] person = person(field(rectangles, "annopoints", r), where);
          if (person != null && marked(person) >= FEWEST_JOINTS) {
            persons.add(person);
          }
        }
      }
    } catch (BadInput e) {
      throw e;
    } catch (RuntimeException e) {
      throw Mat5Files.damaged(file, e);
    }
    if (persons.isEmpty()) {
      throw new BadInput(where + ": nobody in it has " + FEWEST_JOINTS + " marked joints");
    }
    return persons;
  }

  /** The joints of one person, or null where there are no points. */
  private static float[] person(Array annopoints, String where) {
    Array points = field(annopoints, "point", 0);
    if (count(points) == 0) {
      return null;
    }
    float[] person = new float[32];
    Arrays.fill(person, Float.NaN);
    for (int k = 0; k < count(points); k++) {
      double id = number(field(points, "id", k));
      float x = (float) number(field(points, "x", k));
      float y = (float) number(field(points, "y", k));
      if (!(id >= 0 && id < 16) || !Float.isFinite(x) || !Float.isFinite(y)) {
        throw new BadInput(
            where + ": a point is not one of id 0 to 15 with x and y, as expected; get it again");
      }
      person[2 * (int) id] = x;
      person[2 * (int) id + 1] = y;
    }
    return person;
  }

  private static int marked(float[] person) {
    int marked = 0;
    for (int j = 0; j < 16; j++) {
      marked += Float.isNaN(person[2 * j]) ? 0 : 1;
    }
    return marked;
  }

  /** Nested arrays of structs are kept as structs, or as cells of one struct each. */
  private static int count(Array array) {
    return array instanceof Struct || array instanceof Cell ? array.getNumElements() : 0;
  }

  /** A field of element k; null where it is missing or empty. */
  private static Array field(Array array, String name, int k) {
    Array element = array instanceof Cell cell && k < count(array) ? cell.get(k) : array;
    int index = element == array ? k : 0;
    if (element instanceof Struct struct
        && index < struct.getNumElements()
        && struct.getFieldNames().contains(name)) {
      return struct.get(name, index);
    }
    return null;
  }

  private static double number(Array array) {
    return array instanceof Matrix matrix && matrix.getNumElements() > 0
        ? matrix.getDouble(0)
        : Double.NaN;
  }
}
