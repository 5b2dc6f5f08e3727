package isopose.cli;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import isopose.cli.options.CommonOptions;
import isopose.data.scenario.Scenarios;
import isopose.data.sets.DataSet;
import isopose.data.sets.DataSets;
import isopose.data.sets.Fetch;
import isopose.geometry.CameraPlacement;
import isopose.io.Progress;
import isopose.run.Project;
import isopose.run.SimulatedDetections;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code isopose data}: lists, checks and downloads data sets. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Lists, checks and downloads data sets; simulates detections.",
    subcommands = {
      DataCommand.ListCommand.class,
      DataCommand.CheckCommand.class,
      DataCommand.FetchCommand.class,
      DataCommand.SimulateCommand.class
    })
public final class DataCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "expected list, check, fetch or simulate");
  }

  /** The option of all subcommands. */
  static final class DataFolder {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        description = "Folder of the data sets' folders (default: data/ in the project).")
    private Path data;

    Path folder() {
      return data == null ? Project.find().resolve("data") : data;
    }
  }

  /** {@code isopose data list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the data sets that are present and missing, with sources and licences.")
  static final class ListCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private DataFolder data;

    @Override
    public Integer call() {
      JsonArray sets = new JsonArray();
      StringBuilder text = new StringBuilder();
      for (DataSet set : DataSets.all()) {
        List<String> missing = set.missing(data.folder());
        int present = set.present(data.folder()).size();
        JsonObject json = new JsonObject();
        json.addProperty("name", set.name());
        json.addProperty("title", set.title());
        json.addProperty("folder", data.folder().resolve(set.name()).toString());
        json.addProperty("present", missing.isEmpty());
        json.addProperty("files", present);
        json.add("missing", new Gson().toJsonTree(missing));
        json.addProperty("licence", set.licence());
        json.addProperty("home", set.source()); // the published key
        sets.add(json);
        String state =
            missing.isEmpty() ? "there" : present == 0 ? "missing" : "lacks " + missing.get(0);
        text.append(
            "%-14s %-9s %s (%s)%n".formatted(set.name(), state, set.title(), set.licence()));
        if (!missing.isEmpty()) {
          text.append("%-24s %s%n".formatted("", set.source()));
        }
      }
      JsonObject json = new JsonObject();
      json.addProperty("data", data.folder().toString());
      json.add("sets", sets);
      json.add("scenarios", scenarios(text));
      common.print(spec.commandLine().getOut(), json, text.toString().stripTrailing());
      return 0;
    }

    private JsonArray scenarios(StringBuilder text) {
      JsonArray scenarios = new JsonArray();
      text.append("%nScenarios (--scenario, --target):%n".formatted());
      for (Scenarios.Entry scenario : Scenarios.list()) {
        List<String> missing =
            scenario.dataSets().stream()
                .filter(set -> !DataSets.named(set).missing(data.folder()).isEmpty())
                .toList();
        JsonObject json = new Gson().toJsonTree(scenario).getAsJsonObject();
        json.addProperty("present", missing.isEmpty());
        scenarios.add(json);
        String state = missing.isEmpty() ? "" : " (lacks %s)".formatted(String.join(", ", missing));
        text.append("%-27s %s%s%n".formatted(scenario.name(), scenario.description(), state));
      }
      return scenarios;
    }
  }

  /** {@code isopose data check}. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Reads data sets as experiments do and compares them with what was published.",
        "Exit code 1 if one is wrong, or one that was named is missing or not complete."
      })
  static final class CheckCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private DataFolder data;

    @Parameters(
        paramLabel = "NAME",
        arity = "0..*",
        description = "Data sets to check (default: all that are there).")
    private List<String> names;

    @Override
    public Integer call() {
      List<DataSet> sets =
          names == null ? DataSets.all() : names.stream().map(DataSets::named).toList();
      JsonArray result = new JsonArray();
      StringBuilder text = new StringBuilder();
      boolean whole = true;
      for (DataSet set : sets) {
        DataSet.Finding finding = set.check(data.folder());
        whole &=
            finding.state() == DataSet.State.WHOLE
                || (names == null && finding.state() != DataSet.State.WRONG);
        String state = finding.state().name().toLowerCase(Locale.ROOT);
        JsonObject json = new Gson().toJsonTree(finding).getAsJsonObject();
        json.addProperty("state", state);
        result.add(json);
        text.append("%-14s %-8s %s%n".formatted(set.name(), state, finding.message()));
      }
      JsonObject json = new JsonObject();
      json.addProperty("data", data.folder().toString());
      json.addProperty("whole", whole);
      json.add("sets", result);
      common.print(spec.commandLine().getOut(), json, text.toString().stripTrailing());
      return whole ? 0 : 1;
    }
  }

  /** {@code isopose data fetch}: free motion capture, from its public archive or from a copy. */
  @Command(
      name = "fetch",
      mixinStandardHelpOptions = true,
      description = {
        "Makes the archive data/NAME/NAME.zip from the public archive, or from a copy of it.",
        "Every clip is compared with the hashes that are known. Run again, it goes on. bandai-2-full and bandai-1 (CC BY-NC 4.0), cmu-mocap (free for all uses); for the other data sets it says where to register."
      })
  static final class FetchCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private DataFolder data;

    @Parameters(
        paramLabel = "NAME",
        arity = "1..*",
        description = "Data sets, as data list has them.")
    private List<String> names;

    @Option(
        names = "--from",
        paramLabel = "DIR_ARCHIVE_OR_URL",
        description =
            "Take the files from this folder, .zip or .tar.zst archive, or address of a .zip archive.")
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

  /** {@code isopose data simulate}: motion capture as a file of 2D detections. */
  @Command(
      name = "simulate",
      mixinStandardHelpOptions = true,
      description = {
        "Writes a clip of motion capture as a 2D detector would see it.",
        "MMPose's JSON, 1920 x 1080 pixels, with noise, swapped sides and missing joints. The same options give the same file."
      })
  static final class SimulateCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private DataFolder data;

    @Parameters(paramLabel = "CLIP", description = "A BVH file's name without its ending.")
    private String clip;

    @Option(
        names = "--motion",
        paramLabel = "DIR_OR_ARCHIVE",
        description = "Folder or archive of the clip (default: the embedded data/cmu).")
    private Path motion;

    @Option(
        names = "--azimuth",
        defaultValue = "30",
        description = "Of the camera, degrees from the front to the person's left; default: 30.")
    private double azimuth;

    @Option(
        names = "--elevation",
        defaultValue = "10",
        description = "Of the camera above the pelvis, degrees; default: 10.")
    private double elevation;

    @Option(names = "--seed", defaultValue = "0", description = "Of the errors; default: 0.")
    private long seed;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "A .json file.")
    private Path out;

    @Option(names = "--overwrite", description = "Replaces the file of --out if it is there.")
    private boolean overwrite;

    @Override
    public Integer call() {
      Outputs.requireFile("--out", out, overwrite, List.of());
      if (!(Math.abs(elevation) < 90) || !Double.isFinite(azimuth)) {
        throw new ParameterException(
            spec.commandLine(), "--elevation must be between -90 and 90, --azimuth a number");
      }
      CameraPlacement camera = new CameraPlacement(azimuth, elevation, 4000);
      Path source = motion == null ? data.folder().resolve("cmu") : motion;
      int frames = SimulatedDetections.write(source, clip, camera, seed, out);
      JsonObject json = new JsonObject();
      json.addProperty("out", out.toString());
      json.addProperty("frames", frames);
      common.print(spec.commandLine().getOut(), json, "%s: %d frames".formatted(out, frames));
      return 0;
    }
  }
}
