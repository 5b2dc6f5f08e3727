package isopose.spark;

import isopose.data.detect.DetectionFile;
import isopose.data.detect.format.Person;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * The streams of a partition that is sorted by stream and frame, with the columns of {@link
 * ArchiveColumns#select}. One stream at a time is in memory.
 */
final class StreamIterator implements Iterator<StreamRows> {
  private final Iterator<Row> rows;
  private final int joints;
  private final Set<String> seen = new HashSet<>();
  private Row next;

  StreamIterator(Iterator<Row> rows, int joints) {
    this.rows = rows;
    this.joints = joints;
    advance();
  }

  private void advance() {
    next = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public StreamRows next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    String stream = next.isNullAt(0) ? null : next.getString(0);
    Frames frames = new Frames(stream);
    if (!seen.add(String.valueOf(stream))) {
      frames.fault = "its rows do not follow each other; sort each partition by stream and frame";
    }
    for (; next != null && Objects.equals(stream, name(next)); advance()) {
      frames.add(next);
    }
    return frames.rows();
  }

  private static String name(Row row) {
    return row.isNullAt(0) ? null : row.getString(0);
  }

  /** The rows of one stream so far, or the first fault in them. */
  private final class Frames {
    private final String stream;
    private final List<Integer> numbers = new ArrayList<>();
    private final List<Person> people = new ArrayList<>();
    private long last = -1;
    private String fault;

    Frames(String stream) {
      this.stream = stream;
      fault = stream == null ? "its name is null" : null;
    }

    void add(Row row) {
      if (fault == null) {
        fault = row.isNullAt(1) ? "a frame is null" : fault(row.getLong(1));
      }
      if (fault == null) {
        last = row.getLong(1);
        numbers.add((int) last);
        people.add(person(row));
      } else {
        numbers.clear(); // a stream that cannot be lifted takes no memory
        people.clear();
      }
    }

    private String fault(long frame) {
      if (frame < 0 || frame > Integer.MAX_VALUE) {
        return "frame %d: expected a whole number from 0 to %d".formatted(frame, Integer.MAX_VALUE);
      }
      if (frame == last) {
        return "has two rows of frame %d; expected one".formatted(frame);
      }
      if (frame < last) {
        return "frame %d comes after frame %d; sort each partition by stream and frame"
            .formatted(frame, last);
      }
      return numbers.size() < DetectionFile.MOST_ROWS
          ? null
          : "has more than %,d rows; divide it".formatted(DetectionFile.MOST_ROWS);
    }

    private Person person(Row row) {
      float[] xy = new float[2 * joints];
      for (int k = 0; k < xy.length; k++) {
        xy[k] = number(row, 2 + k);
      }
      if (row.length() == 2 + xy.length) {
        return new Person("", xy, null);
      }
      float[] confidence = new float[joints];
      for (int j = 0; j < joints; j++) {
        confidence[j] = number(row, 2 + xy.length + j);
      }
      return new Person("", xy, confidence);
    }

    private static float number(Row row, int column) {
      return row.isNullAt(column) ? Float.NaN : row.getFloat(column);
    }

    StreamRows rows() {
      int[] frames = numbers.stream().mapToInt(Integer::intValue).toArray();
      return new StreamRows(
          stream, frames, people, fault == null ? null : "stream " + stream + ": " + fault);
    }
  }
}
