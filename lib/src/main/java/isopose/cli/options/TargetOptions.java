package isopose.cli.options;

import isopose.adapt.AdaptSettings;
import isopose.data.PoseFile;
import isopose.data.PoseFiles;
import isopose.data.detect.DetectionFile;
import isopose.data.detect.DetectionOptions;
import isopose.data.detect.Report;
import isopose.data.scenario.Scenarios;
import isopose.io.BadInput;
import isopose.io.InputFile;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.run.queue.Archive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a model is adapted to: a file of the user's own, or a scenario's target. */
public final class TargetOptions {
  @Option(
      names = {"--target", "--in"},
      required = true,
      paramLabel = "FILE_OR_NAME",
      description =
          "Pose file, 2D detections (a file or a folder), or a scenario's name: its target stream. The format of detections is recognised by their content. A joint is missing where it has no place (NaN, an empty cell, 0 and 0, -1 and -1) or a low confidence. It is filled, the pose is lifted without adapting to it, and the output marks the joint. With --engine spark: Parquet files with the columns stream, frame, j0_u, j0_v, j1_u, ...")
  private String target;

  @Option(
      names = "--joints",
      paramLabel = "ORDER",
      description =
          "Order of the joints in detections, such as coco17 or h36m17 (default: inferred from the"
              + " file).")
  private String joints;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of detections (default: inferred from the file).")
  private String format;

  @Option(
      names = "--image-size",
      paramLabel = "WxH",
      description = "Size of the pictures, for joints that were divided by it.")
  private String imageSize;

  @Option(
      names = "--min-confidence",
      paramLabel = "C",
      description =
          "A joint with less confidence is missing (default: by the format, 0.05 to 0.5).")
  private Double minConfidence;

  @Option(
      names = "--person",
      paramLabel = "NAME",
      description = "The only person wanted, as named by --explain (default: all, a stream each).")
  private String person;

  /**
   * What was read.
   *
   * @param streams what a model is adapted to, one after another, each from the trained weights
   * @param detections the people in a file of detections, each a stream; null if it was none
   */
  public record Target(List<TargetStream> streams, DetectionFile detections) {}

  /** The target as an archive of many streams. */
  public Archive archive(String output, AdaptSettings settings) {
    if (format != null || imageSize != null || person != null) {
      throw new BadInput("--engine spark: --format, --image-size and --person do not apply");
    }
    return new Archive(target, output, settings, options());
  }

  /** The file, if the target is one. */
  public Path file() {
    return Path.of(target);
  }

  public Target read(StoreOptions store, TrainedModel trained) {
    Path file = Path.of(target);
    if (isFile()) {
      return ofFile(file, options());
    }
    for (Map.Entry<String, ?> option : detectionOptions().entrySet()) {
      if (option.getValue() != null) {
        throw new BadInput(
            "%s is for a file; --target %s is none".formatted(option.getKey(), target));
      }
    }
    if (!Scenarios.names().contains(target) && !target.equals(Scenarios.BVH)) {
      if (Files.exists(file)) {
        InputFile.require(file);
      }
      throw new BadInput(
          "--target %s: no such file, and no scenario of this name ('%s', '%s')"
              .formatted(target, String.join("', '", Scenarios.names()), Scenarios.BVH));
    }
    TargetStream stream =
        TargetStream.of(
            target.equals(Scenarios.BVH)
                ? store.open().scenario(trained.configuration().with("scenario", target))
                : Scenarios.target(target, store.data()));
    return new Target(List.of(stream), null);
  }

  /** Whether the target is a file or a folder, and no scenario. */
  private boolean isFile() {
    Path file = Path.of(target);
    return Files.isRegularFile(file)
        || (Files.isDirectory(file)
            && !Scenarios.names().contains(target)
            && !target.equals(Scenarios.BVH));
  }

  /** What was recognised in a file of detections. */
  public Report explain() {
    if (!isFile() || isPoseFile(file(), options())) {
      throw new BadInput(
          "--explain is for a file or folder of detections; --target " + target + " is none");
    }
    return DetectionFile.read(file(), options()).report();
  }

  private Map<String, ?> detectionOptions() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("--joints", joints);
    options.put("--format", format);
    options.put("--image-size", imageSize);
    options.put("--min-confidence", minConfidence);
    options.put("--person", person);
    return options;
  }

  private DetectionOptions options() {
    return DetectionOptions.parse(format, joints, imageSize, minConfidence, person);
  }

  private static boolean isPoseFile(Path file, DetectionOptions options) {
    return options.equals(DetectionOptions.NONE) && DetectionFile.isPoseFile(file);
  }

  /** A file with 3D is a pose file; everything else is taken as detections. */
  static Target ofFile(Path file, DetectionOptions options) {
    if (isPoseFile(file, options)) {
      PoseFile poses = PoseFiles.read(file);
      if (poses.pose2d() == null) {
        throw new BadInput(file + ": has no 2D poses (pose2d) to lift");
      }
      return new Target(List.of(TargetStream.of(file.getFileName().toString(), poses)), null);
    }
    DetectionFile detections = DetectionFile.read(file, options);
    return new Target(TargetStream.of(file, detections), detections);
  }
}
