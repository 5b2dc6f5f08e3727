package isopose.cli;

import isopose.experiment.Project;
import isopose.experiment.Runs;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where records are. */
final class StoreOptions {
  @Option(
      names = "--runs",
      paramLabel = "DIR",
      description = "Where records are kept (default: runs/ in the project).")
  private Path runs;

  Runs open() {
    Path project = Project.find();
    return new Runs(runs == null ? project.resolve("runs") : runs, project.resolve("data"));
  }
}
