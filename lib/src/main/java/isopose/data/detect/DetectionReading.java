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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps from a file's content to its people. */
final class DetectionReading {
  private final Source source;
  private final DetectionFormat format;
  private final DetectionOptions options;
  private final Report.Builder report;
  private final Content content;

  DetectionReading(
      Source source, Content content, DetectionFormat format, DetectionOptions options) {
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

  /** The joints' names in their order: as given, else as the file states them or as is likely. */
  private List<String> order(int joints) {
    boolean stated = content.joints() != null && content.joints().size() == joints;
    Decision likely =
        stated
            ? new Decision(JointOrder.of(content.joints()), content.stated())
            : likely(JointOrder.ofCount(joints));
    JointOrder given = options.joints();
    if (given != null) {
      if (given.joints().size() != joints) {
        throw new BadInput(
            "%s: has %d joints a person; --joints %s has %d"
                .formatted(source.path(), joints, given.label(), given.joints().size()));
      }
      report.doubt(given, likely.order());
      return report.order(given, "given");
    }
    if (stated) {
      return report.order(content.joints(), content.stated());
    }
    if (likely.order() == null) {
      throw new BadInput("%s: %s".formatted(source.path(), likely.why()));
    }
    return report.order(likely.order(), likely.why());
  }

  /** One of several orders with the same number of joints; without one, why not. */
  private Decision likely(List<JointOrder> orders) {
    int joints = content.people().get(0).joints();
    if (orders.isEmpty()) {
      return new Decision(
          null, "%d joints a person; known orders: %s".formatted(joints, JointOrder.labels()));
    }
    if (orders.size() == 1) {
      return new Decision(orders.get(0), "the only order with %d joints".formatted(joints));
    }
    Decision decision = OrderByGeometry.decide(orders, content.people());
    List<String> labels = orders.stream().map(JointOrder::label).toList();
    return decision.order() != null
        ? decision
        : new Decision(
            null,
            "cannot tell the order of its %d joints; say --joints %s"
                .formatted(joints, String.join("|", labels)));
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
    DetectionFile.requireRows(source.path().toString(), people.size(), rows.size() + row.length);
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
