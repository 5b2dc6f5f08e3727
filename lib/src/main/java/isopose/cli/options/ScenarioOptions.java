package isopose.cli.options;

import isopose.config.Configuration;
import isopose.data.scenario.Scenarios;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which source and which target. */
public final class ScenarioOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--scenario",
      defaultValue = Scenarios.BANDAI_CMU,
      description =
          "bandai-cmu (default), another name that data list shows, or bvh with --source and --target; data/README.md describes them.")
  private String scenario;

  @Option(names = "--source", paramLabel = "DIR", description = "Folder of BVH files to train on.")
  private Path source;

  @Option(names = "--target", paramLabel = "DIR", description = "Folder of BVH files to adapt to.")
  private Path target;

  @Option(
      names = "--unit",
      defaultValue = "",
      paramLabel = "UNIT",
      description =
          "Unit of the BVH files: mm, cm, in, m, or the millimetres of one unit (default: by the"
              + " length of the leg).")
  private String unit;

  @Option(
      names = "--up",
      defaultValue = "",
      paramLabel = "y|z",
      description = "Axis of the BVH files that points up (default: by the person's posture).")
  private String up;

  @Option(
      names = "--skip-bad",
      description = "Leaves out BVH files that cannot be used, and names them.")
  private boolean skipBad;

  /** A configuration on this scenario. */
  public Configuration apply(Configuration configuration) {
    Configuration chosen = configuration.with("scenario", scenario);
    if (!scenario.equals(Scenarios.BVH)) {
      if (!unit.isEmpty() || !up.isEmpty() || skipBad) {
        throw new ParameterException(
            spec.commandLine(), "--unit, --up and --skip-bad are for --scenario bvh");
      }
      return chosen;
    }
    if (source == null || target == null) {
      throw new ParameterException(
          spec.commandLine(), "--scenario bvh takes --source DIR and --target DIR");
    }
    return chosen
        .with("source", source.toAbsolutePath().normalize())
        .with("target", target.toAbsolutePath().normalize())
        .with("unit", unit)
        .with("up", up)
        .with("skipBad", skipBad);
  }
}
