package isopose.data.detect.format;

import isopose.data.Checks;
import isopose.data.detect.format.Content.Rows;
import isopose.data.detect.format.Content.Unit;
import isopose.io.BadInput;
import isopose.io.Csv;
import isopose.skeleton.FrameId;
import isopose.skeleton.Track;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A table with a column for each coordinate, whose name has the joint's name or number and the
 * axis: {@code nose_x, nose_y, nose_score} or {@code x0, y0, v0}. Columns with the frame's number,
 * the person and the clip are read; others are ignored. Rows of one frame are several people.
 */
final class NamedTable {
  private static final String AXIS =
      "(x|y|z|c|v|s|p|conf|confidence|score|likelihood|visibility|visible|prob)";
  private static final Pattern AXIS_FIRST = Pattern.compile(AXIS + "_?(\\d{1,3})");
  private static final Pattern NUMBERED = Pattern.compile("(?:[a-z]{1,12}_?)?(\\d{1,3})_" + AXIS);
  private static final Pattern NAMED = Pattern.compile("(.{1,40})_" + AXIS);
  private static final List<String> FRAMES =
      List.of("frame", "frame_id", "frame_index", "frame_number", "frame_idx", "frame_num");
  private static final List<String> CLIPS =
      List.of("sequence", "video", "video_name", "clip", "file", "filename", "file_name");
  private static final List<String> PEOPLE = List.of("person", "person_id", "track_id", "id");

  private NamedTable() {}

  /** The columns of one joint: of x, y and confidence; -1 where there is none. */
  @SuppressWarnings("ArrayRecordComponent") // three numbers, never compared
  private record Joint(String name, int[] columns) {}

  static Content read(Source source) {
    return source.header().contains("j0_x") ? null : read(source, 0);
  }

  /**
   * Reads a table.
   *
   * @param wanted the number of joints by which it is recognised; 0 for any known number or enough
   *     names
   */
  static Content read(Source source, int wanted) {
    List<String> header = plain(source.header());
    List<Joint> joints = joints(header, source);
    List<Joint> numbered = numbered(joints);
    if (!numbered.isEmpty()) {
      boolean known = !JointOrder.ofCount(numbered.size()).isEmpty();
      return known && (wanted == 0 || numbered.size() == wanted)
          ? content(source, header, numbered)
          : null;
    }
    List<String> names = JointNames.standard(joints.stream().map(Joint::name).toList());
    if (names.isEmpty() || wanted > 0) {
      return null;
    }
    // other columns in pairs, such as a box or the same joints in metres, are left out
    int[] kept =
        IntStream.range(0, names.size()).filter(j -> JointNames.isKnown(names.get(j))).toArray();
    List<String> known = IntStream.of(kept).mapToObj(names::get).toList();
    Content content =
        content(source, header, IntStream.of(kept).mapToObj(joints::get).toList())
            .withJoints(known, "named by the columns");
    return known.equals(JointOrder.MEDIAPIPE33.joints())
        ? MediaPipe.ofPicture(content, source)
        : content;
  }

  /** The joints with numbers from 0 or 1 on; none if their numbers are others. */
  private static List<Joint> numbered(List<Joint> joints) {
    List<Joint> numbered = joints.stream().filter(j -> j.name.matches("\\d+")).toList();
    int first = !numbered.isEmpty() && numbered.get(0).name.equals("1") ? 1 : 0;
    boolean inOrder =
        IntStream.range(0, numbered.size())
            .allMatch(j -> numbered.get(j).name.equals(String.valueOf(first + j)));
    return inOrder ? numbered : List.of();
  }

  private static List<Joint> joints(List<String> header, Source source) {
    Map<String, int[]> joints = new LinkedHashMap<>();
    for (int k = 0; k < header.size(); k++) {
      String[] parts = parts(header.get(k));
      if (parts != null && !parts[1].equals("z")) {
        int place = parts[1].equals("x") ? 0 : parts[1].equals("y") ? 1 : 2;
        int[] columns = joints.computeIfAbsent(parts[0], name -> new int[] {-1, -1, -1});
        if (columns[place] >= 0) {
          throw new BadInput(
              "%s: there are two columns of one coordinate or confidence, '%s' and '%s'; drop one"
                  .formatted(
                      source.path(),
                      Checks.printable(header.get(columns[place])),
                      Checks.printable(header.get(k))));
        }
        columns[place] = k;
      }
    }
    joints.values().removeIf(columns -> columns[0] < 0 || columns[1] < 0);
    return joints.entrySet().stream().map(e -> new Joint(e.getKey(), e.getValue())).toList();
  }

  /** The joint and the axis of a column; null for another column. */
  private static String[] parts(String column) {
    Matcher first = AXIS_FIRST.matcher(column);
    if (first.matches()) {
      return new String[] {number(first.group(2)), first.group(1)};
    }
    Matcher numbered = NUMBERED.matcher(column);
    if (numbered.matches()) {
      return new String[] {number(numbered.group(1)), numbered.group(2)};
    }
    Matcher named = NAMED.matcher(column);
    return named.matches() ? new String[] {named.group(1), named.group(2)} : null;
  }

  private static String number(String digits) {
    return String.valueOf(Integer.parseInt(digits));
  }

  private static Content content(Source source, List<String> header, List<Joint> joints) {
    int frame = column(header, FRAMES);
    int person = column(header, PEOPLE);
    int clip = column(header, CLIPS);
    Set<List<Object>> seen = new HashSet<>();
    List<FrameId> numbers = new ArrayList<>();
    List<Person> people = new ArrayList<>();
    Frames frames = new Frames();
    Csv.read(
        source.path(),
        (cells, where) -> {
          if (where.endsWith(" line 1") || header.equals(plain(cells))) {
            return;
          }
          if (cells.size() != header.size()) {
            throw new BadInput(
                "%s: %d cells; the header has %d".formatted(where, cells.size(), header.size()));
          }
          String id = person < 0 ? "" : cells.get(person).strip();
          Person one = person(id, cells, joints, where);
          String name = clip < 0 ? "" : cells.get(clip).strip();
          int number = frame < 0 ? FrameId.UNKNOWN : whole(cells.get(frame), where);
          if (frame >= 0) {
            frames.frame(name, number).add(one);
            seen.add(List.of(name, number));
          }
          people.add(one);
          numbers.add(new FrameId(new Track(id, name, ""), 0, number));
        });
    boolean several = person >= 0 || clip >= 0 || seen.size() < people.size();
    if (frame >= 0 && several) {
      return Content.of(frames.clips());
    }
    Rows rows = new Rows(frame < 0 && person < 0 && clip < 0 ? null : numbers, people);
    return new Content(List.of(), rows, null, null, null, Unit.UNKNOWN);
  }

  /** Small letters, with one underline for each blank or point. */
  private static List<String> plain(List<String> cells) {
    return cells.stream()
        .map(name -> name.strip().toLowerCase(Locale.ROOT).replaceAll("[ .]+", "_"))
        .toList();
  }

  private static int column(List<String> header, List<String> names) {
    return names.stream().mapToInt(header::indexOf).filter(k -> k >= 0).findFirst().orElse(-1);
  }

  private static Person person(String id, List<String> cells, List<Joint> joints, String where) {
    float[] xy = new float[2 * joints.size()];
    float[] confidence = new float[joints.size()];
    boolean sure = false;
    Arrays.fill(confidence, 1);
    for (int j = 0; j < joints.size(); j++) {
      int[] columns = joints.get(j).columns;
      for (int d = 0; d < 2; d++) {
        xy[2 * j + d] = decimal(cells.get(columns[d]), where, columns[d]);
      }
      if (columns[2] >= 0) {
        confidence[j] = decimal(cells.get(columns[2]), where, columns[2]);
        sure = true;
      }
    }
    return new Person(id, xy, sure ? confidence : null);
  }

  private static float decimal(String cell, String where, int column) {
    if (Csv.isMissing(cell)) {
      return Float.NaN;
    }
    try {
      return Float.parseFloat(cell.strip());
    } catch (NumberFormatException e) {
      throw new BadInput("%s, column %d: expected a number".formatted(where, column + 1), e);
    }
  }

  private static int whole(String cell, String where) {
    if (cell.strip().matches("\\d{1,9}(\\.0{1,3})?")) {
      return Integer.parseInt(cell.strip().replaceFirst("\\..*", ""));
    }
    throw new BadInput(
        "%s: expected a whole number from 0 as the frame, got '%s'"
            .formatted(where, Checks.printable(cell)));
  }
}
