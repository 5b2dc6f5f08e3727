package isopose.data.detect;

import isopose.data.Checks;
import isopose.data.detect.Following.Followed;
import isopose.data.detect.OrderByGeometry.Decision;
import isopose.data.detect.format.Clip;
import isopose.data.detect.format.Clip.Frame;
import isopose.data.detect.format.Content;
import isopose.data.detect.format.DetectionFormat;
import isopose.data.detect.format.JointOrder;
import isopose.data.detect.format.Person;
import isopose.data.detect.format.Source;
import isopose.io.BadInput;
import isopose.io.PlainText;
import isopose.skeleton.FrameId;
import isopose.skeleton.Track;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
    return new Reading(source, content, format, options).read();
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

  /** The steps from a file's content to its people. */
  private static final class Reading {
    private final Source source;
    private final DetectionFormat format;
    private final DetectionOptions options;
    private final Report.Builder report;
    private final Content content;

    Reading(Source source, Content content, DetectionFormat format, DetectionOptions options) {
      this.source = source;
      this.content = content;
      this.format = format;
      this.options = options;
      this.report = new Report.Builder(format);
    }

    DetectionFile read() {
      int joints = joints();
      Confidence confidence = new Confidence(options.leastConfidence(format), content.people());
      content.people().forEach(confidence::clear);
      if (options.minConfidence() == null) {
        confidence.requireConfidences(source.path());
      }
      if (confidence.nothingLeft()) {
        throw new BadInput(
            "%s: every joint is missing (not finite, 0 and 0, -1 and -1, or with a confidence under %s); remove it, or see --min-confidence"
                .formatted(source.path(), confidence.threshold()));
      }
      report.confidence(confidence);
      List<String> names = order(joints);
      new Coordinates(content, options.imageSize()).toOneScale(source.path(), report);
      List<Detections> people = content.rows() == null ? followed(names) : List.of(rows(names));
      List<Detections> wanted = wanted(people);
      if (wanted.stream().allMatch(person -> person.whole().length == 0)) {
        throw new BadInput(
            source.path()
                + ": no row has joints enough for a pose; remove it, or see --min-confidence");
      }
      report.upsideDown(wanted);
      return new DetectionFile(report.build(wanted), wanted);
    }

    /** The number of joints that everybody has. */
    private int joints() {
      List<Person> people = content.people();
      if (people.isEmpty()) {
        throw new BadInput(source.path() + ": nobody was found in any of its frames");
      }
      int joints = people.get(0).joints();
      for (Person person : people) {
        if (person.joints() != joints) {
          throw new BadInput(
              "%s: one person has %d joints, another %d; expected as many for each"
                  .formatted(source.path(), joints, person.joints()));
        }
      }
      return joints;
    }

    private List<String> order(int joints) {
      if (options.joints() != null) {
        if (options.joints().joints().size() != joints) {
          throw new BadInput(
              "%s: has %d joints a person; --joints %s has %d"
                  .formatted(
                      source.path(),
                      joints,
                      options.joints().label(),
                      options.joints().joints().size()));
        }
        report.doubt(options.joints(), likely(joints));
        return report.order(options.joints(), "given");
      }
      if (content.joints() != null && content.joints().size() == joints) {
        return report.order(content.joints(), content.stated());
      }
      List<JointOrder> orders = JointOrder.ofCount(joints);
      if (orders.isEmpty()) {
        throw new BadInput(
            "%s: %d joints a person; known orders: %s"
                .formatted(source.path(), joints, JointOrder.labels()));
      }
      if (orders.size() == 1) {
        return report.order(orders.get(0), "the only order with %d joints".formatted(joints));
      }
      Decision decision = OrderByGeometry.decide(orders, content.people());
      if (decision.order() == null) {
        List<String> labels = orders.stream().map(JointOrder::label).toList();
        throw new BadInput(
            "%s: cannot tell the order of its %d joints; say --joints %s"
                .formatted(source.path(), joints, String.join("|", labels)));
      }
      return report.order(decision.order(), decision.why());
    }

    /** The order that the file states, or that its bones have; null if neither tells it. */
    private JointOrder likely(int joints) {
      if (content.joints() != null && content.joints().size() == joints) {
        return JointOrder.of(content.joints());
      }
      List<JointOrder> orders = JointOrder.ofCount(joints);
      return orders.size() < 2 ? null : OrderByGeometry.decide(orders, content.people()).order();
    }

    private Detections rows(List<String> names) {
      report.following("one person a row");
      return Detections.of(
          "", content.rows().people(), names, report.orderLabel(), content.rows().frames());
    }

    private List<Detections> followed(List<String> names) {
      Map<String, List<Person>> people = new LinkedHashMap<>();
      Map<String, List<FrameId>> frames = new LinkedHashMap<>();
      for (Clip clip : content.clips()) {
        if (!clip.consecutive()) {
          report.following("pictures that do not follow each other, one person a row");
          addPictures(clip, people, frames);
          continue;
        }
        Followed followed = Following.follow(clip, source.path().toString());
        report.following(followed.method().toString());
        boolean several = content.clips().size() > 1 && clip.track().subject().isEmpty();
        followed
            .byName()
            .forEach(
                (name, row) -> {
                  // in another clip, the same number need not be the same person
                  String full = several ? clip.track().clip() + "/" + name : name;
                  add(clip, full, row, people, frames);
                });
      }
      List<Detections> all = new ArrayList<>();
      people.forEach(
          (name, row) ->
              all.add(Detections.of(name, row, names, report.orderLabel(), frames.get(name))));
      // a few joints that a detector finds in the background are a person, too, but not the first
      all.sort(Comparator.comparingInt(person -> -person.seen().cardinality()));
      return all;
    }

    private void add(
        Clip clip,
        String name,
        Person[] row,
        Map<String, List<Person>> people,
        Map<String, List<FrameId>> frames) {
      List<Person> rows = people.computeIfAbsent(name, key -> new ArrayList<>());
      List<FrameId> ids = frames.computeIfAbsent(name, key -> new ArrayList<>());
      requireRows(source.path().toString(), people.size(), rows.size() + row.length);
      Track track = new Track(name, clip.track().clip(), clip.track().view());
      for (int i = 0; i < row.length; i++) {
        rows.add(row[i]);
        ids.add(new FrameId(track, 0, clip.frames().get(i).number()));
      }
    }

    /** Each picture is a segment of its own: nothing is interpolated between them. */
    private static void addPictures(
        Clip clip, Map<String, List<Person>> people, Map<String, List<FrameId>> frames) {
      List<Person> rows = people.computeIfAbsent("", key -> new ArrayList<>());
      List<FrameId> ids = frames.computeIfAbsent("", key -> new ArrayList<>());
      for (Frame frame : clip.frames()) {
        for (Person person : frame.people()) {
          rows.add(person);
          ids.add(new FrameId(clip.track(), ids.size(), Math.max(frame.number(), FrameId.UNKNOWN)));
        }
      }
    }

    private List<Detections> wanted(List<Detections> people) {
      if (options.person() == null) {
        return people;
      }
      Optional<Detections> one =
          people.stream().filter(person -> person.person().equals(options.person())).findFirst();
      if (one.isEmpty()) {
        List<String> names = people.stream().map(Detections::person).limit(20).toList();
        throw new BadInput(
            "%s: there is no person '%s'; it has %s"
                .formatted(
                    source.path(),
                    Checks.printable(options.person()),
                    PlainText.line(String.join(", ", names))));
      }
      return List.of(one.get());
    }
  }
}
