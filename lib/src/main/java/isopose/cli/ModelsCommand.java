package isopose.cli;

import com.google.gson.JsonObject;
import isopose.cli.options.CommonOptions;
import isopose.cli.options.StoreOptions;
import isopose.io.Progress;
import isopose.model.Session;
import isopose.run.Pretrained;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isopose models}: the files of the pretrained models. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the pretrained models (baseline, augmented, joint, body) from finished trainings.",
      "Missing trainings are run: half an hour on one core. Scores: adapt --model NAME."
    })
final class ModelsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private StoreOptions store;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the files go (default: data/models in the project).")
  private Path out;

  @Override
  public Integer call() {
    Path folder = out == null ? store.data().resolve("models") : out;
    try (Session session = common.openSession();
        Progress progress = common.progress("train")) {
      Pretrained.write(session, store.open(), folder, progress);
    }
    JsonObject json = new JsonObject();
    json.addProperty("folder", folder.toString());
    common.print(spec.commandLine().getOut(), json, "written to " + folder);
    return 0;
  }
}
