package isopose.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import isopose.chart.Figures;
import isopose.chart.Png;
import isopose.cli.options.CommonOptions;
import isopose.cli.options.EngineOptions;
import isopose.cli.options.PresetOptions;
import isopose.cli.options.ScenarioOptions;
import isopose.cli.options.StoreOptions;
import isopose.config.Configuration;
import isopose.config.Objective;
import isopose.io.AtomicFile;
import isopose.io.BadInput;
import isopose.io.Csv;
import isopose.io.MissingData;
import isopose.io.Progress;
import isopose.model.Session;
import isopose.paper.Selection;
import isopose.run.queue.Engine;
import isopose.run.queue.MissingRuns;
import isopose.study.Experiment;
import isopose.study.Result;
import isopose.study.Study;
import isopose.study.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** What table, figure and sweep have in common: whose runs, how many, and where results go. */
final class ExperimentOptions {
  @Mixin private CommonOptions common;
  @Mixin private PresetOptions preset;
  @Mixin private StoreOptions store;

  @Mixin private ScenarioOptions scenario;
  @Mixin private EngineOptions engine;

  @Option(names = "--seeds", split = ",", defaultValue = "0,1,2", description = "Default: 0,1,2.")
  private List<Long> seeds;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Processes of one core each that share missing runs; default: one a core (of --threads,"
              + " if given) and 2 GB of memory, and on a GPU one.")
  private Integer workers;

  @Option(
      names = "--dry-run",
      description = "Only prints which runs are missing and how long they take.")
  private boolean dryRun;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Writes the numbers as CSV and JSON there, and the chart as PNG.")
  private Path out;

  @Option(
      names = "--records",
      paramLabel = "DIR",
      description =
          "Adds the records behind the numbers, without checkpoints, to the Parquet files of this"
              + " folder, such as notebooks/results.")
  private Path publish;

  @Option(
      names = "--clip-means",
      description =
          "With --records: adds the means over each clip instead of every sample; the files stay"
              + " ten times smaller, and means and intervals are the same.")
  private boolean clipMeans;

  @Option(
      names = "--losses",
      split = ",",
      description =
          "Table 3: objectives, paper (eq. 2 to 5 as printed), plain (the preset's without its"
              + " additions to L_s), added (the preset's); default: all.")
  private List<Objective> objectives = List.of(Objective.values());

  /** Selects the source subjects, techniques and objectives to include; all by default. */
  Selection selection() {
    Selection all = Selection.all();
    if (preset.technique().filter("none"::equals).isPresent()) {
      throw new BadInput(
          "--technique none: there is nothing to adapt; expected adversary or cycle");
    }
    return new Selection(
        preset.subjects().map(List::of).orElse(all.subjects()),
        preset.technique().map(List::of).orElse(all.techniques()),
        Objective.distinct(objectives, configuration()));
  }

  /** Reports what is missing and how long it takes, runs it, and prints the result. */
  int run(CommandSpec spec, Experiment experiment) {
    if (workers != null && workers < 1) {
      throw new BadInput("--workers " + workers + ": expected at least 1");
    }
    if (workers != null && engine.isCluster()) {
      throw new BadInput("--workers: is for --engine local; a cluster has as many as it has cores");
    }
    if (seeds.stream().distinct().count() != seeds.size()) {
      throw new BadInput("--seeds %s: expected each seed once".formatted(seeds));
    }
    if (!dryRun) {
      Outputs.requireFolder("--out", out);
      Outputs.requireFolder("--records", publish);
      if (clipMeans && publish == null) {
        throw new BadInput(
            "--clip-means: is for --records DIR, the folder that the means are added to");
      }
    }
    try (Session session = common.openSession()) {
      Result result;
      try (Progress progress = common.progress(experiment.name())) {
        Study study = study(session, progress);
        MissingRuns missing = missing(study, experiment);
        try (Engine chosen = engine(study, missing)) {
          String said = experiment.name() + ": " + missing.describe(chosen.workers());
          if (dryRun) {
            common.print(spec.commandLine().getOut(), json(missing), said);
            return 0;
          }
          spec.commandLine().getErr().println(said);
          study.complete(missing, chosen);
        }
        result = experiment.evaluate(study);
        if (publish != null) {
          study.runs().results().publish(result.runs(), publish, clipMeans);
        }
      }
      report(spec, result);
    }
    return 0;
  }

  /** The names of runs depend on the content of their data, which therefore must be there. */
  private static MissingRuns missing(Study study, Experiment experiment) {
    try {
      return study.missing(experiment.runs(study));
    } catch (MissingData e) {
      Path published = study.runs().publishedFolder();
      if (!Files.isDirectory(published)) {
        throw e;
      }
      throw new BadInput(
          "%s; without it, published numbers are in %s, and a notebook's sql(...) reads their runs"
              .formatted(e.getMessage(), files(published, experiment)));
    }
  }

  /** The published CSV files of an experiment; where there are none, the text of all results. */
  private static String files(Path published, Experiment experiment) {
    String name = fileName(experiment.name());
    try (Stream<Path> all = Files.list(published.resolve("figures"))) {
      List<Path> files =
          all.filter(
                  file ->
                      Stream.of(".csv", ".csv.gz")
                          .anyMatch(ending -> file.toString().endsWith(name + ending)))
              .toList();
      return (files.isEmpty() ? List.of(published.resolve("README.md")) : files)
          .stream().sorted().map(Path::toString).collect(Collectors.joining(", "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A cluster is not connected with where nothing is missing. */
  private Engine engine(Study study, MissingRuns missing) {
    if (engine.isCluster() && missing.missing() > 0) {
      return engine.connect();
    }
    return study.localEngine(workers == null ? study.fastestWorkers() : workers);
  }

  private Study study(Session session, Progress progress) {
    return new Study(session, store.open(), configuration(), seeds, progress);
  }

  private Configuration configuration() {
    return scenario.apply(preset.configuration(seeds.get(0)));
  }

  private static JsonObject json(MissingRuns plan) {
    JsonObject json = new JsonObject();
    json.addProperty("runs", plan.asked());
    json.addProperty("missing", plan.missing());
    json.addProperty("seconds", plan.seconds());
    return json;
  }

  private static String fileName(String experiment) {
    return experiment.replace(' ', '-');
  }

  private void report(CommandSpec spec, Result result) {
    JsonObject json = new JsonObject();
    json.addProperty("experiment", result.experiment());
    json.add("caption", strings(result.caption()));
    json.add("rows", rows(result.table()));
    json.add("runs", strings(result.runs()));
    if (out != null) {
      write(result, json);
    }
    common.print(spec.commandLine().getOut(), json, text(result));
  }

  /** Everything as JSON, the numbers and each chart's data as CSV, and the charts as PNG. */
  private void write(Result result, JsonObject json) {
    String name = fileName(result.experiment());
    write(name + ".json", bytes(CommonOptions.text(json) + "\n")); // without this machine's paths
    json.addProperty("csv", write(name + ".csv", bytes(Csv.text(result.table()))));
    result.data().forEach((key, t) -> write(name + "-" + key + ".csv", bytes(Csv.text(t))));
    Figures.image(result)
        .ifPresent(chart -> json.addProperty("png", write(name + ".png", Png.of(chart))));
  }

  private String write(String name, byte[] content) {
    Path file = out.resolve(name);
    AtomicFile.write(file, stream -> stream.write(content));
    return file.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Result result) {
    StringBuilder text = new StringBuilder();
    for (Table table : result.tables()) {
      text.append(table.print(1000)).append(System.lineSeparator());
      text.append(System.lineSeparator());
    }
    result.caption().forEach(line -> text.append(line).append(System.lineSeparator()));
    return text.toString().stripTrailing();
  }

  private static JsonArray strings(List<String> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }

  /** A row for each number; empty columns are left out. */
  private static JsonArray rows(Table table) {
    JsonArray rows = new JsonArray();
    for (Row row : table) {
      JsonObject json = new JsonObject();
      for (Column<?> column : table.columns()) {
        add(json, column, row.getRowNumber());
      }
      rows.add(json);
    }
    return rows;
  }

  private static void add(JsonObject json, Column<?> column, int row) {
    if (column.isMissing(row)) {
      return;
    }
    if (column instanceof NumericColumn<?> numbers) {
      json.addProperty(column.name(), numbers.getDouble(row));
    } else if (column.name().equals("runs")) {
      json.add("runs", strings(Summary.runs(column.getString(row))));
    } else {
      json.addProperty(column.name(), column.getString(row));
    }
  }
}
