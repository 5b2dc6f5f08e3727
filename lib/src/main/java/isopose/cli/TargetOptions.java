package isopose.cli;

import isopose.data.Detections;
import isopose.data.PoseFile;
import isopose.data.PoseFiles;
import isopose.data.scenario.Scenarios;
import isopose.io.BadInput;
import isopose.io.InputFile;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What a model is adapted to: a file of the user's own, or a scenario's target. */
final class TargetOptions {
  @Option(
      names = "--target",
      required = true,
      paramLabel = "FILE_OR_NAME",
      description = {
        "Pose file or 2D detections (.npz or .csv), or a scenario's name: its target stream.",
        "A joint is missing where a number is NaN or an empty cell, where both are 0, or where a",
        "third number, the detector's confidence, is 0. It is filled, the pose is lifted without",
        "adapting to it, and the output marks the joint."
      })
  private String target;

  @Option(
      names = "--joints",
      paramLabel = "coco17|h36m17",
      description =
          "Order of the joints in a file of detections (default: inferred from the file).")
  private String joints;

  /**
   * What was read.
   *
   * @param joints the order of the joints in a file of detections; null if it was none
   * @param filled joints that were missing in it, bit i * 17 + j
   */
  record Target(TargetStream stream, String joints, BitSet filled) {}

  /** The file, if the target is one. */
  Path file() {
    return Path.of(target);
  }

  Target read(StoreOptions store, TrainedModel trained) {
    Path file = Path.of(target);
    if (Files.isRegularFile(file)) {
      return ofFile(file, joints);
    }
    if (joints != null) {
      throw new BadInput("--joints is for a file; --target " + target + " is none");
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
    return new Target(stream, null, new BitSet());
  }

  /** A file with 3D, or with 16 joints, is a pose file; everything else is taken as detections. */
  static Target ofFile(Path file, String joints) {
    String name = file.getFileName().toString();
    if (joints == null && PoseFiles.isPoseFile(file)) {
      PoseFile poses = PoseFiles.read(file);
      if (poses.pose2d() == null) {
        throw new BadInput(file + ": has no 2D poses (pose2d) to lift");
      }
      return new Target(TargetStream.of(name, poses), null, new BitSet());
    }
    Detections detections = Detections.read(file, layout(joints));
    return new Target(
        TargetStream.of(name, detections), detections.layout().label(), detections.filled());
  }

  private static Detections.Layout layout(String joints) {
    if (joints == null) {
      return null;
    }
    for (Detections.Layout layout : Detections.Layout.values()) {
      if (layout.label().equals(joints.toLowerCase(Locale.ROOT))) {
        return layout;
      }
    }
    throw new BadInput("--joints " + joints + ": expected coco17 or h36m17");
  }
}
