package isopose.cli;

import isopose.data.sets.PoseColumn;
import isopose.io.BadInput;
import isopose.metrics.JointSet;
import isopose.metrics.Protocol;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isopose score}: scores predictions of any model. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description = {
      "Scores predicted 3D poses against the truth: PCK, AUC, MPJPE, PA-MPJPE, velocity error;",
      "in all, and by sequence, activity, joint and body part.",
      "Poses are (N, 17, 3) or (N, 16, 3) in Human3.6M's order or (N, 14, 3) in LSP's, millimetres."
    })
public final class ScoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = "--predicted",
      required = true,
      paramLabel = "FILE",
      description = ".npz, .npy, .csv or .mat.")
  private Path predicted;

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "FILE",
      description = "The same, MPI-INF-3DHP's annot_data.mat, or the folder of its TS1 to TS6.")
  private Path truth;

  @Option(
      names = "--protocol",
      defaultValue = "us",
      description = {
        "us (unscaled, default), gs (one scale a pose), pa (Procrustes), 3dpw (all over 14 joints);",
        "variants in circulation: us-auc200, pa-reflection, us-16, ..."
      })
  private String protocol;

  @Option(
      names = "--joints",
      paramLabel = "14|16|17",
      description = "Joints of PCK and AUC (default: 14).")
  private String joints;

  @Option(
      names = "--mpjpe-joints",
      paramLabel = "14|16|17|all",
      description = "Joints of MPJPE and of the alignment (default: all that are there).")
  private String mpjpeJoints;

  @Option(
      names = "--key",
      paramLabel = "NAME",
      description = "The array in both files (default: pose3d).")
  private String key;

  @Option(names = "--predicted-key", paramLabel = "NAME", description = "Only of the predictions.")
  private String predictedKey;

  @Option(names = "--truth-key", paramLabel = "NAME", description = "Only of the truth.")
  private String truthKey;

  @Override
  public Integer call() {
    Protocol chosen = chosen();
    ScoreReport report =
        ScoreReport.of(
            PoseColumn.read(
                predicted, predictedKey == null ? key : predictedKey, PoseColumn.Role.PREDICTED),
            PoseColumn.read(truth, truthKey == null ? key : truthKey, PoseColumn.Role.TRUTH),
            chosen);
    common.print(spec.commandLine().getOut(), report.toJson(), report.toText());
    return 0;
  }

  private Protocol chosen() {
    try {
      Protocol chosen = Protocol.named(protocol);
      chosen = joints == null ? chosen : chosen.with(JointSet.named(joints));
      return mpjpeJoints == null ? chosen : chosen.withMpjpe(JointSet.named(mpjpeJoints));
    } catch (IllegalArgumentException e) {
      throw new BadInput("score: " + e.getMessage(), e);
    }
  }
}
