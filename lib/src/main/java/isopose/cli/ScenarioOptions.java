package isopose.cli;

import isopose.config.Configuration;
import isopose.data.scenario.Scenarios;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which source and which target. */
final class ScenarioOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--scenario",
      defaultValue = Scenarios.BANDAI_CMU,
      description = {
        "bandai-cmu (default), another name that data list shows, or bvh with --source and",
        "--target; data/README.md describes them."
      })
  private String scenario;

  @Option(names = "--source", paramLabel = "DIR", description = "Folder of BVH files to train on.")
  private Path source;

  @Option(names = "--target", paramLabel = "DIR", description = "Folder of BVH files to adapt to.")
  private Path target;

  /** A configuration on this scenario. */
  Configuration apply(Configuration configuration) {
    Configuration chosen = configuration.with("scenario", scenario);
    if (!scenario.equals(Scenarios.BVH)) {
      return chosen;
    }
    if (source == null || target == null) {
      throw new ParameterException(
          spec.commandLine(), "--scenario bvh takes --source DIR and --target DIR");
    }
    return chosen
        .with("source", source.toAbsolutePath().normalize())
        .with("target", target.toAbsolutePath().normalize());
  }
}
