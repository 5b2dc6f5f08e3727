package isopose.data;

import isopose.io.BadInput;
import isopose.io.numpy.NpyArray;
import isopose.skeleton.FrameId;
import isopose.skeleton.Track;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The optional arrays of a pose file that say which frame each row is: {@code sequence} (the clip),
 * {@code subject} and {@code view}, names or whole numbers; {@code segment} and {@code frame},
 * whole numbers from 0. All are (N).
 */
public final class FrameColumns {
  /** Their names, in the order in which they are written. */
  public static final List<String> NAMES =
      List.of("sequence", "subject", "view", "segment", "frame");

  /** How pieces of MPI-INF-3DHP's clips were named before files had {@code segment}. */
  private static final Pattern FORMER_PIECE = Pattern.compile("(TS[1-6])/(\\d{1,5})");

  private FrameColumns() {}

  /**
   * Reads them, where a file has any.
   *
   * @return one a row; null where the file has none of these arrays
   * @throws BadInput if one has another length, or a number is none or negative
   */
  public static List<FrameId> read(Map<String, NpyArray> arrays, int count, Path file) {
    if (NAMES.stream().noneMatch(arrays::containsKey)) {
      return null;
    }
    List<String> clips = names(arrays, "sequence", count, file);
    List<String> subjects = names(arrays, "subject", count, file);
    List<String> views = names(arrays, "view", count, file);
    List<String> segments = names(arrays, "segment", count, file);
    List<String> numbers = names(arrays, "frame", count, file);
    List<FrameId> frames = new ArrayList<>(count);
    Map<Track, Track> tracks = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String clip = at(clips, i, "");
      String segment = at(segments, i, "0");
      Matcher former = FORMER_PIECE.matcher(clip);
      if (segments == null && former.matches()) {
        clip = former.group(1);
        segment = former.group(2);
      }
      Track track = new Track(at(subjects, i, ""), clip, at(views, i, ""));
      Track shared = tracks.computeIfAbsent(track, t -> t);
      int number = numbers == null ? FrameId.UNKNOWN : number(numbers.get(i), "frame", i, file);
      frames.add(new FrameId(shared, number(segment, "segment", i, file), number));
    }
    return frames;
  }

  private static List<String> names(
      Map<String, NpyArray> arrays, String name, int count, Path file) {
    return PoseFiles.names(arrays.get(name), count, file + " [" + name + "]");
  }

  private static String at(List<String> column, int i, String other) {
    return column == null ? other : column.get(i);
  }

  private static int number(String text, String name, int row, Path file) {
    if (!text.matches("\\d{1,9}")) {
      throw new BadInput(
          "%s [%s]: row %d: expected a whole number from 0, got '%s'"
              .formatted(file, name, row, Checks.printable(text)));
    }
    return Integer.parseInt(text);
  }

  /**
   * The arrays that say which frames these are: {@code sequence} always, the others if they hold
   * information.
   */
  static Map<String, NpyArray> write(List<FrameId> frames) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("sequence", names(frames, FrameId::clip));
    if (frames.stream().anyMatch(frame -> !frame.track().subject().isEmpty())) {
      arrays.put("subject", names(frames, frame -> frame.track().subject()));
    }
    if (frames.stream().anyMatch(frame -> !frame.track().view().isEmpty())) {
      arrays.put("view", names(frames, frame -> frame.track().view()));
    }
    if (frames.stream().anyMatch(frame -> frame.segment() != 0)) {
      arrays.put("segment", numbers(frames.stream().mapToInt(FrameId::segment).toArray()));
    }
    if (frames.stream().noneMatch(frame -> frame.number() == FrameId.UNKNOWN)) {
      arrays.put("frame", numbers(frames.stream().mapToInt(FrameId::number).toArray()));
    }
    return arrays;
  }

  private static NpyArray names(List<FrameId> frames, Function<FrameId, String> name) {
    return NpyArray.of(frames.stream().map(name).toArray(String[]::new));
  }

  private static NpyArray numbers(int... values) {
    return NpyArray.of(values, values.length);
  }
}
