package isopose.data.detect;

import isopose.data.detect.format.Person;
import isopose.io.BadInput;
import java.nio.file.Path;
import java.util.List;

/**
 * Marks missing joints: those that are not finite, that are (0, 0) or (-1, -1), as detectors write
 * what they did not find, and those whose confidence is under a threshold. Visibility flags, of
 * which 0 means absent, are told from confidences by being whole numbers up to 2, and then 0 alone
 * is under the threshold.
 */
final class Confidence {
  /** Scores of a network are seldom less than this. */
  private static final double NEGATIVE = -0.05;

  /** The largest visibility flag. */
  private static final int LARGEST_FLAG = 2;

  private final double threshold;
  private final int origin;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;
  private long joints;
  private long below;
  private long absent;
  private long negative;
  private boolean whole = true;

  /**
   * For the people of a file.
   *
   * @param threshold a joint with less confidence is missing
   */
  Confidence(double threshold, List<Person> people) {
    this.threshold = threshold;
    this.origin = origin(people);
  }

  /**
   * The joint that is the origin of every pose, whose (0, 0) is its place: in poses relative to a
   * joint, coordinates of either sign are common; in pictures, hardly any is negative. -1 if there
   * is no such joint.
   */
  private static int origin(List<Person> people) {
    int joints = people.get(0).joints();
    long negative = 0;
    boolean[] moved = new boolean[joints];
    for (Person person : people) {
      for (int k = 0; k < 2 * joints; k++) {
        moved[k / 2] |= person.xy()[k] != 0;
        negative += person.xy()[k] < 0 ? 1 : 0;
      }
    }
    int still = -1;
    for (int j = 0; j < joints; j++) {
      still = moved[j] ? still : j;
    }
    return 5 * negative > 2L * joints * people.size() ? still : -1;
  }

  /** Sets the missing joints of a person to NaN. */
  void clear(Person person) {
    float[] xy = person.xy();
    for (int j = 0; j < person.joints(); j++) {
      joints++;
      float x = xy[2 * j];
      float y = xy[2 * j + 1];
      boolean placeless = (x == 0 && y == 0 && j != origin) || (x == -1 && y == -1);
      if (placeless || !person.has(j)) {
        absent++;
        xy[2 * j] = Float.NaN;
      } else if (person.confidence() != null) {
        double sure = person.confidence()[j];
        least = sure < least ? sure : least;
        most = sure > most ? sure : most;
        negative += sure < NEGATIVE ? 1 : 0;
        whole &= sure == Math.rint(sure);
        if (!(sure > 0 && sure >= threshold)) {
          below++;
          xy[2 * j] = Float.NaN;
        }
      }
      xy[2 * j + 1] = Float.isNaN(xy[2 * j]) ? Float.NaN : y;
    }
  }

  /**
   * Refuses what is found where confidences are, but is none: a third coordinate has both signs, or
   * is larger than any confidence.
   */
  void requireConfidences(Path file) {
    boolean depth = 10 * negative > joints - absent;
    boolean large = least > 1 && !(whole && most <= LARGEST_FLAG);
    if (known() && (depth || large)) {
      throw new BadInput(
          "%s: the third numbers of joints are from %.3g to %.3g, which are no confidences; keep x, y and confidence, or state --min-confidence if they are"
              .formatted(file, least, most));
    }
  }

  /** Whether no joint is left. */
  boolean nothingLeft() {
    return absent + below == joints;
  }

  double threshold() {
    return threshold;
  }

  double least() {
    return least;
  }

  double most() {
    return most;
  }

  /** Whether the file has confidences. */
  boolean known() {
    return most >= least;
  }

  long joints() {
    return joints;
  }

  long below() {
    return below;
  }

  long absent() {
    return absent;
  }
}
