package isopose.data.detect.format;

import isopose.io.BadInput;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The formats of detections, in the order in which a file is compared with them. The default of the
 * least confidence is a threshold in common use for drawing the tool's joints.
 */
public enum DetectionFormat {
  /** OpenPose: a folder of one JSON file a frame, or one file; BODY_25, COCO or MPI. */
  OPENPOSE("openpose", 0.05, JsonFormats::openPose),
  /** AlphaPose: one JSON list, or an object by picture; COCO-17, Halpe-26, Halpe-136. */
  ALPHAPOSE("alphapose", 0.2, JsonFormats::alphaPose),
  /** COCO: keypoint results, or annotations with visibility flags. */
  COCO("coco", 0.2, JsonFormats::coco),
  /** MMPose: predictions of 1.x (frames of instances), or results of 0.x (frames of lists). */
  MMPOSE("mmpose", 0.3, JsonFormats::mmPose),
  /** MediaPipe's 33 landmarks as JSON or as a table. */
  MEDIAPIPE("mediapipe", 0.5, MediaPipe::read),
  /** Ultralytics' (YOLO pose) results as JSON. */
  ULTRALYTICS("ultralytics", 0.5, JsonFormats::ultralytics),
  /** ST-GCN's and MMSkeleton's skeleton sequences as JSON. */
  STGCN("stgcn", 0.05, JsonFormats::stGcn),
  /** VideoPose3D's data sets: {@code positions_2d} and {@code metadata}. */
  VIDEOPOSE3D("videopose3d", 0.05, ArchiveFormats::videoPose3d),
  /** Detectron2's archives as VideoPose3D's script writes them: boxes, segments, keypoints. */
  DETECTRON2("detectron2", 0.05, ArchiveFormats::detectron2),
  /**
   * {@code reconstruction} (people, frames, joints, 2 or 3), as demonstrations of lifters save it.
   */
  LIFTER_DEMO("lifter-demo", 0.1, ArchiveFormats::lifterDemo),
  /** A table with a column for each coordinate, named by the joint. */
  NAMED_TABLE("named-table", 0.1, NamedTable::read),
  /** Arrays or a table in this project's form. */
  ARRAYS("arrays", 0.1, ArrayFormat::read);

  /** Reads one format. */
  @FunctionalInterface
  interface Reader {
    /**
     * The people in a file or folder.
     *
     * @return null if the content is of another form
     * @throws BadInput if the content is of this form and damaged
     */
    Content read(Source source);
  }

  private final String label;
  private final double minConfidence;

  @SuppressWarnings("ImmutableEnumChecker") // a method reference without state
  private final Reader reader;

  DetectionFormat(String label, double minConfidence, Reader reader) {
    this.label = label;
    this.minConfidence = minConfidence;
    this.reader = reader;
  }

  /** The name on the command line. */
  public String label() {
    return label;
  }

  /** A joint with less confidence is missing unless the caller says otherwise. */
  public double minConfidence() {
    return minConfidence;
  }

  /**
   * The people in a file or folder.
   *
   * @return null if the content is of another format
   * @throws BadInput if the content is of this format and damaged
   */
  public Content read(Source source) {
    return reader.read(source);
  }

  /** All labels, for messages. */
  public static String labels() {
    return Arrays.stream(values()).map(DetectionFormat::label).collect(Collectors.joining(", "));
  }

  /**
   * The format with this label.
   *
   * @throws BadInput if there is none
   */
  public static DetectionFormat named(String label) {
    return BadInput.requireNamed(
        List.of(values()),
        DetectionFormat::label,
        label.toLowerCase(Locale.ROOT),
        "--format %s: expected one of %s");
  }
}
