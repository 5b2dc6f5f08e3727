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

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of the data sets' folders (default: data/ in the project).")
  private Path data;

  Runs open() {
    return new Runs(runs == null ? Project.find().resolve("runs") : runs, data());
  }

  Path data() {
    return data == null ? Project.find().resolve("data") : data;
  }
}
