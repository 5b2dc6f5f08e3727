package isopose.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import isopose.data.Laboratory;
import isopose.experiment.Comparison;
import isopose.experiment.ComparisonTable;
import isopose.experiment.Configuration;
import isopose.experiment.Progress;
import isopose.experiment.Project;
import isopose.experiment.Results;
import isopose.experiment.Runs;
import isopose.model.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** {@code isopose compare}: Baseline, Joint, Vanilla and Online over several seeds. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Baseline, Joint, Vanilla and Online on the embedded scenario, mean and standard deviation",
      "over seeds, from records or by running what is missing."
    })
public final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = "--preset",
      defaultValue = "quick",
      description = "paper, quick (default) or smoke.")
  private String preset;

  @Option(
      names = "--technique",
      defaultValue = "cycle",
      description = "adversary (eq. 3) or cycle (eq. 4, default).")
  private String technique;

  @Option(
      names = "--laboratory",
      defaultValue = "recorded",
      description = "Whose bodies the source has: ${COMPLETION-CANDIDATES} (default: recorded).")
  private Laboratory laboratory;

  @Option(names = "--seeds", split = ",", defaultValue = "0,1,2", description = "Default: 0,1,2.")
  private List<Long> seeds;

  @Option(
      names = "--subset",
      defaultValue = "400",
      description = "Samples for vanilla, spread over the stream (default: 400).")
  private int subset;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes one setting of the preset, e.g. --set lambda=0.1.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      description = "Where records are kept (default: runs/ in the project).")
  private Path runs;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also copies the records behind the table there, without checkpoints.")
  private Path out;

  @Override
  public Integer call() {
    Path project = Project.find();
    Runs store = new Runs(runs == null ? project.resolve("runs") : runs, project.resolve("data"));
    List<Comparison> comparisons = new ArrayList<>();
    try (Session session = common.openSession()) {
      for (long seed : seeds) {
        try (Progress progress = common.progress("seed " + seed)) {
          comparisons.add(Comparison.run(session, store, configuration(seed), subset, progress));
        }
      }
    }
    if (out != null) {
      Results.copy(store, comparisons, out);
    }
    report(comparisons);
    return 0;
  }

  private Configuration configuration(long seed) {
    Configuration configuration =
        Configuration.preset(preset)
            .with("laboratory", laboratory.name())
            .with("technique", technique)
            .with("seed", seed);
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      configuration = configuration.with(setting.getKey(), setting.getValue());
    }
    return configuration;
  }

  private void report(List<Comparison> comparisons) {
    List<Table> tables = new ArrayList<>();
    tables.add(ComparisonTable.onSubset(comparisons));
    tables.add(ComparisonTable.onStream(comparisons));
    List<String> parts = comparisons.get(0).methods().get(Comparison.Method.JOINT).stream().parts();
    parts.stream()
        .distinct()
        .sorted()
        .forEach(part -> tables.add(ComparisonTable.onPart(comparisons, part)));
    JsonObject json = new JsonObject();
    StringBuilder text = new StringBuilder();
    for (Table table : tables) {
      json.add(table.name(), rows(table));
      text.append(table.print()).append(System.lineSeparator());
    }
    common.print(spec.commandLine().getOut(), json, text.toString());
  }

  private static JsonArray rows(Table table) {
    JsonArray rows = new JsonArray();
    for (Row row : table) {
      JsonObject json = new JsonObject();
      for (String column : table.columnNames()) {
        if (column.equals("method")) {
          json.addProperty(column, row.getString(column));
        } else {
          json.addProperty(column, row.getDouble(column));
        }
      }
      rows.add(json);
    }
    return rows;
  }
}
