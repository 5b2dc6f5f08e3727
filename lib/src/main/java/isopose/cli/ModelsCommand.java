package isopose.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import isopose.cli.options.CommonOptions;
import isopose.cli.options.StoreOptions;
import isopose.io.Progress;
import isopose.model.Session;
import isopose.run.Pretrained;
import java.nio.file.Files;
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
      "Lists the pretrained models (baseline, augmented, joint, body), or writes them again.",
      "With --out DIR they are written from finished trainings; missing trainings are run first, which takes half an hour on one core. Scores: adapt --model NAME."
    })
final class ModelsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private StoreOptions store;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Writes the files there, such as data/models.")
  private Path out;

  @Override
  public Integer call() {
    if (out == null) {
      list();
    } else {
      write();
    }
    return 0;
  }

  private void list() {
    JsonArray models = new JsonArray();
    StringBuilder text = new StringBuilder();
    for (String name : Pretrained.NAMES) {
      Path file = Pretrained.file(store.data(), name);
      String trained = Pretrained.configuration(name).label();
      boolean present = Files.exists(file);
      JsonObject model = new JsonObject();
      model.addProperty("name", name);
      model.addProperty("trained", trained);
      model.addProperty("file", file.toString());
      model.addProperty("present", present);
      models.add(model);
      text.append("%-10s %-45s %s%s%n".formatted(name, trained, file, present ? "" : " (missing)"));
    }
    JsonObject json = new JsonObject();
    json.add("models", models);
    common.print(spec.commandLine().getOut(), json, text.toString().stripTrailing());
  }

  private void write() {
    try (Session session = common.openSession();
        Progress progress = common.progress("train")) {
      Pretrained.write(session, store.open(), out, progress);
    }
    JsonObject json = new JsonObject();
    json.addProperty("folder", out.toString());
    common.print(spec.commandLine().getOut(), json, "written to " + out);
  }
}
