package isopose.cli;

import com.google.gson.JsonObject;
import isopose.cli.options.CommonOptions;
import isopose.cli.options.ModelChoice;
import isopose.cli.options.StoreOptions;
import isopose.io.BadInput;
import isopose.model.Session;
import isopose.run.TrainedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isopose export}: a trained model for other programs. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a trained model as safetensors, with its configuration in the metadata.",
      "lib/src/python/isopose_predict.py predicts with it in Python."
    })
public final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private StoreOptions store;

  @ArgGroup(multiplicity = "1")
  private ModelChoice model;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "A file that ends in .safetensors.")
  private Path out;

  @Option(names = "--overwrite", description = "Replaces the file of --out if it is there.")
  private boolean overwrite;

  @Override
  public Integer call() {
    if (!out.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors")) {
      throw new BadInput(out + ": expected a name that ends in .safetensors");
    }
    Outputs.requireFile(
        "--out",
        out,
        overwrite,
        model.checkpoint() == null ? List.of() : List.of(model.checkpoint()));
    try (Session session = common.openSession();
        TrainedModel trained = model.read(session, store, store.open())) {
      trained.export(out);
      JsonObject json = new JsonObject();
      json.addProperty("run", trained.run());
      json.addProperty("out", out.toString());
      common.print(spec.commandLine().getOut(), json, "%s: %s".formatted(out, trained.run()));
    }
    return 0;
  }
}
