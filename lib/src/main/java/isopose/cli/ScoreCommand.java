package isopose.cli;

import isopose.cli.options.CommonOptions;
import isopose.data.arrays.PoseColumn;
import isopose.data.arrays.PoseOptions;
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
      "Scores predicted 3D poses against the truth.",
      "PCK, AUC, MPJPE, PA-MPJPE and velocity error, in all, and by sequence, activity, joint and body part. Poses are (N, 17, 3) or (N, 16, 3) in Human3.6M's order or (N, 14, 3) in LSP's, millimetres."
    })
public final class ScoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = "--predicted",
      required = true,
      paramLabel = "FILE",
      description =
          ".npz, .npy, .csv, .mat, .json (this project's, MMPose's) or a pickle (VIBE's, a dictionary of arrays); data/README.md lists the forms.")
  private Path predicted;

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "FILE",
      description =
          "The same, MPI-INF-3DHP's annot_data.mat, the folder of its TS1 to TS6, or a repacking of them by SPIN or P-STMO.")
  private Path truth;

  @Option(
      names = "--protocol",
      defaultValue = "us",
      description =
          "us (unscaled, default), gs (one scale a pose), pa (Procrustes), 3dpw (all over 14 joints); variants in circulation: us-auc200, pa-reflection, us-16, ...")
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

  @Option(
      names = "--unit",
      paramLabel = "m|cm|mm",
      description = "Unit of both files (default: mm; metres are refused).")
  private String unit;

  @Option(names = "--predicted-unit", paramLabel = "U", description = "Only of the predictions.")
  private String predictedUnit;

  @Option(names = "--truth-unit", paramLabel = "U", description = "Only of the truth.")
  private String truthUnit;

  @Option(
      names = "--predicted-joints",
      paramLabel = "ORDER",
      description =
          "Order of the joints in the predictions, such as 3dhp17 (default: Human3.6M's or LSP's by"
              + " their number; refused where the bones show another order).")
  private String predictedJoints;

  @Option(
      names = "--truth-joints",
      paramLabel = "ORDER",
      description = "Order of the joints in the truth.")
  private String truthJoints;

  @Override
  public Integer call() {
    Protocol chosen = chosen();
    ScoreReport report =
        ScoreReport.of(
            PoseColumn.read(
                predicted,
                options(predictedKey, predictedJoints, predictedUnit),
                PoseColumn.Role.PREDICTED),
            PoseColumn.read(
                truth, options(truthKey, truthJoints, truthUnit), PoseColumn.Role.TRUTH),
            chosen);
    common.print(spec.commandLine().getOut(), report.toJson(), report.toText());
    return 0;
  }

  private PoseOptions options(String ownKey, String order, String ownUnit) {
    return PoseOptions.of(ownKey == null ? key : ownKey, order, ownUnit == null ? unit : ownUnit);
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
