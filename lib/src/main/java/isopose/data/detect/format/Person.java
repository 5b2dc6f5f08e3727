package isopose.data.detect.format;

/**
 * One person in one frame, as the file has it.
 *
 * @param id the person's name where the file follows people from frame to frame, else ""
 * @param xy (J, 2) in the file's order and unit
 * @param confidence (J) the detector's confidence or a visibility flag; null where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // rows of a table, never compared
public record Person(String id, float[] xy, float[] confidence) {
  /** The number of joints, J. */
  public int joints() {
    return xy.length / 2;
  }

  /** Whether a joint has a place. */
  public boolean has(int joint) {
    return Float.isFinite(xy[2 * joint]) && Float.isFinite(xy[2 * joint + 1]);
  }

  /** The larger side of the box around the joints that were found. */
  public double extent() {
    double[] least = {Double.MAX_VALUE, Double.MAX_VALUE};
    double[] most = {-Double.MAX_VALUE, -Double.MAX_VALUE};
    for (int j = 0; j < joints(); j++) {
      for (int d = 0; d < 2 && has(j); d++) {
        least[d] = Math.min(least[d], xy[2 * j + d]);
        most[d] = Math.max(most[d], xy[2 * j + d]);
      }
    }
    return Math.max(0, Math.max(most[0] - least[0], most[1] - least[1]));
  }

  /** The mean distance of the joints that both have; infinite if there are none. */
  public double distance(Person other) {
    double sum = 0;
    int count = 0;
    for (int j = 0; j < joints(); j++) {
      if (has(j) && other.has(j)) {
        sum += Math.hypot(xy[2 * j] - other.xy[2 * j], xy[2 * j + 1] - other.xy[2 * j + 1]);
        count++;
      }
    }
    return count == 0 ? Double.POSITIVE_INFINITY : sum / count;
  }
}
