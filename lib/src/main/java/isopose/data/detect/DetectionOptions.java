package isopose.data.detect;

import isopose.data.detect.format.DetectionFormat;
import isopose.data.detect.format.ImageSize;
import isopose.data.detect.format.JointOrder;

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
