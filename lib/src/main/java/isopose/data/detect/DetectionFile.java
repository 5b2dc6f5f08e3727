package isopose.data.detect;

import isopose.data.Checks;
import isopose.data.detect.format.Content;
import isopose.data.detect.format.DetectionFormat;
import isopose.data.detect.format.Source;
import isopose.io.BadInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A file or folder of detections: what was recognised in it, and its people.
 *
 * @param people one a person; one for all rows where the file has one person a row
 */
public record DetectionFile(Report report, List<Detections> people) {
  /** Rows of all people together: a day of one person at 25 frames a second. */
  public static final long MOST_ROWS = 2_160_000;

  /**
   * Reads and fills. The format is told from the content, the order of the joints from the format,
   * from names in the file or, where only the number of joints is known and several orders have it,
   * from the lengths of the bones.
   *
   * @throws BadInput if the file is damaged or of no known format, nobody is in it, or the order or
   *     the unit of its joints cannot be told
   */
  public static DetectionFile read(Path file, DetectionOptions options) {
    Source source = new Source(file);
    Content content = null;
    DetectionFormat format = null;
    for (DetectionFormat one : DetectionFormat.values()) {
      if (content == null && (options.format() == null || options.format() == one)) {
        content = one.read(source);
        format = one;
      }
    }
    if (content == null) {
      throw unknown(source, options);
    }
    return new DetectionReading(source, content, format, options).read();
  }

  private static BadInput unknown(Source source, DetectionOptions options) {
    if (options.format() != null) {
      return new BadInput(
          "%s: is not of the format %s; leave --format out to have it recognised"
              .formatted(source.path(), options.format().label()));
    }
    return new BadInput(
        "%s: %s; known formats: %s"
            .formatted(source.path(), unknown(source), DetectionFormat.labels()));
  }

  private static String unknown(Source source) {
    return switch (source.kind()) {
      case FOLDER -> {
        List<String> files = source.jsonFiles();
        yield files.isEmpty()
            ? "has no .json file in it; expected OpenPose's, one a frame, or one file of another format"
            : "%s in it is none of OpenPose's files; move it away, or name one file of another format"
                .formatted(Checks.printable(files.get(0)));
      }
      case TABLE ->
          "its first row (%s) names no joints; expected one header row with a column for each coordinate, such as nose_x,nose_y,nose_score or x0,y0,v0"
              .formatted(Checks.printable(String.join(",", source.header())));
      default ->
          "a %s of no known format of detections"
              .formatted(source.kind().name().toLowerCase(Locale.ROOT));
    };
  }

  /** That people times frames, of which each is a row, stays within what memory can hold. */
  static void requireRows(String where, long people, int frames) {
    if (people * frames > MOST_ROWS) {
      throw new BadInput(
          "%s: %,d people or more in %,d frames would be more than %,d rows; cut the file into clips"
              .formatted(where, people, frames, MOST_ROWS));
    }
  }

  /** Whether a file is in this project's own form beyond doubt; see {@link Detections}. */
  public static boolean isPoseFile(Path file) {
    Source source = new Source(file);
    return switch (source.kind()) {
      case FOLDER, JSON, PICKLE -> false;
      case ARCHIVE ->
          source.arrayNames().contains("pose3d") && !source.arrayNames().contains("positions_2d");
      case ARRAY -> false;
      case TABLE -> source.header().contains("j0_z");
    };
  }
}
