package isopose.data.detect;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import isopose.data.MissingJoints;
import isopose.data.detect.format.DetectionFormat;
import isopose.data.detect.format.ImageSize;
import isopose.data.detect.format.JointOrder;
import isopose.io.PlainText;
import isopose.skeleton.JointCompletion;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was recognised in a file of detections and what was made of it.
 *
 * @param format the format
 * @param order the order of the joints: a label of {@link JointOrder}, or "named"
 * @param lines the whole as text
 * @param json the same for machines
 */
public record Report(DetectionFormat format, String order, List<String> lines, JsonObject json) {
  public Report {
    lines = List.copyOf(lines);
  }

  /** What is probably not as it should be, a line each. */
  public List<String> warnings() {
    return Stream.of("order_doubt", "upside_down")
        .filter(json::has)
        .map(key -> json.get(key).getAsString())
        .toList();
  }

  /** The lines as one text. */
  public String text() {
    return String.join(System.lineSeparator(), lines);
  }

  /** Notes what each step of reading found. */
  static final class Builder {
    private static final int HEAD_TOP = Skeleton.H36M_17.index("head_top");
    private static final int RIGHT_ANKLE = Skeleton.H36M_17.index("right_ankle");
    private static final int LEFT_ANKLE = Skeleton.H36M_17.index("left_ankle");

    private final DetectionFormat format;
    private final List<String> lines = new ArrayList<>();
    private final JsonObject json = new JsonObject();
    private final Set<String> following = new LinkedHashSet<>();
    private String order;

    Builder(DetectionFormat format) {
      this.format = format;
      say("format", format.label());
    }

    private void say(String key, String value) {
      lines.add(key.replace('_', ' ') + ": " + PlainText.line(value));
      json.addProperty(key, value);
    }

    void confidence(Confidence confidence) {
      say(
          "confidence",
          confidence.known()
              ? "%.3g to %.3g".formatted(confidence.least(), confidence.most())
              : "none in the file");
      say(
          "missing_joints",
          "%,d of %,d have no place, %,d have a confidence under %s"
              .formatted(
                  confidence.absent(),
                  confidence.joints(),
                  confidence.below(),
                  confidence.threshold()));
      json.addProperty("min_confidence", confidence.threshold());
    }

    List<String> order(JointOrder known, String how) {
      order = known.label();
      say("joints", "%s (%s)".formatted(order, how));
      return mapping(known.joints());
    }

    /** The order that a file states by the joints' names. */
    List<String> order(List<String> names, String how) {
      JointOrder known = JointOrder.of(names);
      order = known == null ? "named" : known.label();
      say("joints", how.startsWith(order) ? how : "%s (%s)".formatted(order, how));
      return mapping(names);
    }

    private List<String> mapping(List<String> names) {
      Map<String, List<String>> byRule = new LinkedHashMap<>();
      List<String> rules = JointCompletion.describe(names);
      JsonObject map = new JsonObject();
      for (int j = 0; j < 17; j++) {
        String joint = Skeleton.H36M_17.joints().get(j);
        map.addProperty(joint, rules.get(j));
        byRule.computeIfAbsent(rules.get(j), rule -> new ArrayList<>()).add(joint);
      }
      json.add("mapping", map);
      byRule.forEach(
          (rule, joints) -> lines.add("  %s: %s".formatted(String.join(", ", joints), rule)));
      return names;
    }

    String orderLabel() {
      return order;
    }

    /** Says so if the order that was given is not the likely one. */
    void doubt(JointOrder given, JointOrder likely) {
      if (likely != null && likely != given) {
        say(
            "order_doubt",
            "the joints are taken in the order %s, which was given; the file's are probably %s"
                .formatted(given.label(), likely.label()));
      }
    }

    void unit(String unit, ImageSize size) {
      say("coordinates", unit);
      say("image_size", size == null ? "not known" : size.toString());
    }

    void following(String method) {
      following.add(method);
    }

    /** Says so if the head is below both feet in most rows. */
    void upsideDown(List<Detections> people) {
      long rows = 0;
      long down = 0;
      for (Detections person : people) {
        Poses poses = person.poses().pose2d();
        for (int i : person.whole()) {
          float feet = Math.max(poses.get(i, RIGHT_ANKLE, 1), poses.get(i, LEFT_ANKLE, 1));
          rows++;
          down += poses.get(i, HEAD_TOP, 1) > feet ? 1 : 0;
        }
      }
      if (2 * down > rows) {
        say(
            "upside_down",
            "in %,d of %,d rows the head is below the feet; y is expected to grow downwards"
                .formatted(down, rows));
      }
    }

    Report build(List<Detections> people) {
      say("people", "%d, %s".formatted(people.size(), String.join("; ", following)));
      JsonArray list = new JsonArray();
      for (Detections one : people) {
        JsonObject person = new JsonObject();
        int whole = one.whole().length;
        person.addProperty("person", one.person());
        person.addProperty("frames", one.count());
        person.addProperty("seen", one.seen().cardinality());
        person.addProperty("filled_joints", one.filledJoints());
        person.addProperty("without_pose", one.count() - whole);
        list.add(person);
        lines.add(
            "  %s: %,d frames, seen in %,d; %,d joints missing in %,d frames; %,d frames without a pose"
                .formatted(
                    one.person().isEmpty() ? "all rows" : "person " + PlainText.line(one.person()),
                    one.count(),
                    one.seen().cardinality(),
                    one.filled().cardinality(),
                    one.filledRows().cardinality(),
                    one.count() - whole));
      }
      json.add("persons", list);
      if (people.stream().anyMatch(one -> !one.filled().isEmpty())) {
        lines.add(
            "filled: between frames at most %d apart, else as the other side's limb hangs or at the joint it hangs from; adaptation does not learn from such frames"
                .formatted(MissingJoints.LONGEST_GAP));
      }
      return new Report(format, order, lines, json);
    }
  }
}
