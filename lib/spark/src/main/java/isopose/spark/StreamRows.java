package isopose.spark;

import isopose.data.detect.format.Person;
import isopose.io.BadInput;
import java.util.List;

/**
 * One stream's rows, in the order of their frames.
 *
 * @param stream its name; null where the column is null
 * @param frames (N) from 0
 * @param people (N) the 2D pose of each frame
 * @param fault why the rows cannot be lifted; null if they can
 */
@SuppressWarnings("ArrayRecordComponent") // a column of numbers, never compared
record StreamRows(String stream, int[] frames, List<Person> people, String fault) {
  /**
   * Checks that the rows can be lifted.
   *
   * @throws BadInput if they cannot
   */
  StreamRows requireSound() {
    if (fault != null) {
      throw new BadInput(fault);
    }
    return this;
  }
}
