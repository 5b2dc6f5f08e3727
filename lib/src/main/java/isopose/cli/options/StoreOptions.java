package isopose.cli.options;

import isopose.run.Project;
import isopose.run.Runs;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where records are. */
public final class StoreOptions {
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

  @Option(
      names = "--no-published",
      description = "Computes published results again instead of reading them.")
  private boolean noPublished;

  public Runs open() {
    Path folder = runs == null ? Project.find().resolve("runs") : runs;
    return noPublished
        ? new Runs(folder, data())
        : new Runs(folder, data(), Runs.published(Project.find()));
  }

  public Path data() {
    return data == null ? Project.find().resolve("data") : data;
  }
}
