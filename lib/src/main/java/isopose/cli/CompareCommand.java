package isopose.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import isopose.experiment.Comparison;
import isopose.experiment.ComparisonTable;
import isopose.experiment.Progress;
import isopose.experiment.Results;
import isopose.experiment.Runs;
import isopose.model.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  @Mixin private PresetOptions preset;
  @Mixin private StoreOptions store;

  @Option(names = "--seeds", split = ",", defaultValue = "0,1,2", description = "Default: 0,1,2.")
  private List<Long> seeds;

  @Option(
      names = "--subset",
      defaultValue = "400",
      description = "Samples for vanilla, spread over the stream (default: 400).")
  private int subset;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also copies the records behind the table there, without checkpoints.")
  private Path out;

  @Override
  public Integer call() {
    Outputs.requireFolder("--out", out);
    Runs runs = store.open();
    List<Comparison> comparisons = new ArrayList<>();
    try (Session session = common.openSession()) {
      for (long seed : seeds) {
        try (Progress progress = common.progress("seed " + seed)) {
          comparisons.add(
              Comparison.run(session, runs, preset.configuration(seed), subset, progress));
        }
      }
    }
    if (out != null) {
      Results.copy(runs, comparisons, out);
    }
    report(comparisons);
    return 0;
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
