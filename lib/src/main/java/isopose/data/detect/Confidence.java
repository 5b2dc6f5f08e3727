package isopose.data.detect;

import isopose.data.detect.format.Person;
import java.util.List;

/**
 * Marks missing joints: those that are not finite, that are (0, 0) or (-1, -1), as detectors write
 * what they did not find, and those whose confidence is under a threshold. Visibility flags, of
 * which 0 means absent, are told from confidences by being whole numbers up to 2, and then 0 alone
 * is under the threshold.
 */
final class Confidence {
  private final double threshold;
  private final int origin;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;
  private long joints;
  private long below;
  private long absent;

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
        if (!(sure > 0 && sure >= threshold)) {
          below++;
          xy[2 * j] = Float.NaN;
        }
      }
      xy[2 * j + 1] = Float.isNaN(xy[2 * j]) ? Float.NaN : y;
    }
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
