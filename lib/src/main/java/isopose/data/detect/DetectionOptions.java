package isopose.data.detect;

import isopose.data.detect.format.DetectionFormat;
import isopose.data.detect.format.ImageSize;
import isopose.data.detect.format.JointOrder;
import isopose.io.BadInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a caller knows of a file of detections; null for what is told from the file.
 *
 * @param format the format
 * @param joints the order of the joints
 * @param imageSize the size of the pictures, for joints that were divided by it
 * @param minConfidence a joint with less confidence is missing; the format's default if null
 * @param person the only person wanted, by the name that the report gives
 */
public record DetectionOptions(
    DetectionFormat format,
    JointOrder joints,
    ImageSize imageSize,
    Double minConfidence,
    String person) {
  /** Everything is told from the file. */
  public static final DetectionOptions NONE = new DetectionOptions(null, null, null, null, null);

  private static final List<String> NAMES =
      List.of("--format", "--joints", "--image-size", "--min-confidence", "--person");

  /**
   * Reads options as on the command line.
   *
   * @param options such as {@code "--image-size=1280x720"}, {@code "--person=2"}
   * @throws BadInput if one is unknown, or its value is
   */
  public static DetectionOptions parse(String... options) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      if (equals < 0 || !NAMES.contains(name)) {
        throw new BadInput(
            "'%s': expected an option and its value, such as --image-size=1280x720; there are %s"
                .formatted(option, String.join(", ", NAMES)));
      }
      values.put(name, option.substring(equals + 1));
    }
    return parse(
        values.get("--format"),
        values.get("--joints"),
        values.get("--image-size"),
        confidence(values.get("--min-confidence")),
        values.get("--person"));
  }

  /**
   * Reads the values of options, null where one is not given.
   *
   * @throws BadInput if one is unknown
   */
  public static DetectionOptions parse(
      String format, String joints, String imageSize, Double minConfidence, String person) {
    if (minConfidence != null && !(minConfidence >= 0 && minConfidence < Double.MAX_VALUE)) {
      throw new BadInput("--min-confidence " + minConfidence + ": expected a number from 0");
    }
    return new DetectionOptions(
        format == null ? null : DetectionFormat.named(format),
        joints == null ? null : JointOrder.named(joints),
        imageSize == null ? null : ImageSize.parse(imageSize),
        minConfidence,
        person);
  }

  private static Double confidence(String text) {
    try {
      return text == null ? null : Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw new BadInput("--min-confidence: expected a number, got '%s'".formatted(text));
    }
  }

  /** The order of joints in an archive, which does not say it: Human3.6M's 17 by default. */
  public JointOrder archiveOrder() {
    return joints == null ? JointOrder.H36M17 : joints;
  }

  /** The confidence below which a joint of a file of this format is missing. */
  double leastConfidence(DetectionFormat read) {
    return minConfidence == null ? read.minConfidence() : minConfidence;
  }

  /** Only the order of the joints is given. */
  public static DetectionOptions of(JointOrder joints) {
    return new DetectionOptions(null, joints, null, null, null);
  }
}
