package isopose.cli;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import isopose.data.sets.Fetch;
import isopose.io.Progress;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code isopose data fetch}: free motion capture, from its public archive or from a copy. */
@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the archive data/NAME/NAME.zip from the public archive, or from a copy of it.",
      "Every clip is compared with the hashes that are known. Run again, it goes on.",
      "bandai-2-full and bandai-1 (CC BY-NC 4.0), cmu-mocap (free for all uses); for the other",
      "data sets it says where to register."
    })
final class DataFetchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private DataCommand.DataFolder data;

  @Parameters(
      paramLabel = "NAME",
      arity = "1..*",
      description = "Data sets, as data list has them.")
  private List<String> names;

  @Option(
      names = "--from",
      paramLabel = "DIR_ZIP_OR_URL",
      description = "Take the files from this folder, .zip archive, or address of an archive.")
  private String from;

  @Override
  public Integer call() {
    names.forEach(name -> Fetch.requireFetchable(name, data.folder()));
    JsonArray results = new JsonArray();
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      Fetch.Result result;
      try (Progress progress = common.progress("fetch " + name)) {
        result = Fetch.run(name, data.folder(), from, progress);
      }
      results.add(new Gson().toJsonTree(result));
      text.append(
          "%s: %,d files in %s (%,d new, %,d there already)%n"
              .formatted(name, result.files(), result.folder(), result.fetched(), result.kept()));
      text.append("  from %s%n  licence: %s%n".formatted(result.origin(), result.licence()));
    }
    JsonObject json = new JsonObject();
    json.add("sets", results);
    common.print(spec.commandLine().getOut(), json, text.toString().stripTrailing());
    return 0;
  }
}
