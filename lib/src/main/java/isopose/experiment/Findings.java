package isopose.experiment;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.io.BadInput;
import isopose.io.InputFile;
import isopose.io.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import tech.tablesaw.api.Table;

/**
 * What an experiment says.
 *
 * @param experiment its name
 * @param caption the protocol, the seeds, and what a reader must know to read the numbers rightly
 * @param table a row a number, as {@link ScoreTable} makes them
 * @param data further tables that a chart is drawn from, such as histograms or points; may be empty
 */
public record Findings(
    String experiment, List<String> caption, Table table, Map<String, Table> data) {

  public Findings {
    caption = List.copyOf(caption);
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /** Findings whose chart needs the table only. */
  public static Findings of(String experiment, List<String> caption, Table table) {
    return new Findings(experiment, caption, table, Map.of());
  }

  /**
   * Reads what {@code table N --out DIR} wrote.
   *
   * @param experiment its name, such as "table 1"
   * @param data the names of the further tables to read, as far as they are there
   * @throws BadInput if the files are not there, or are no findings
   */
  public static Findings read(Path folder, String experiment, String... data) {
    RunFolder files = new RunFolder(folder);
    String name = experiment.replace(' ', '-');
    if (!Files.exists(files.file(name + ".csv")) || !Files.exists(files.file(name + ".json"))) {
      throw new BadInput(
          "%s: holds no %s; write it with '%s --out %s'"
              .formatted(folder, experiment, experiment, folder));
    }
    Map<String, Table> further = new LinkedHashMap<>();
    for (String table : data) {
      String file = "%s-%s.csv".formatted(name, table);
      if (Files.exists(files.file(file))) {
        further.put(table, files.table(file));
      }
    }
    try {
      JsonObject json =
          JsonParser.parseString(InputFile.text(files.file(name + ".json"), Limits.TEXT_BYTES))
              .getAsJsonObject();
      List<String> caption = new ArrayList<>();
      json.getAsJsonArray("caption").forEach(line -> caption.add(line.getAsString()));
      return new Findings(experiment, caption, files.table(name + ".csv"), further);
    } catch (RuntimeException e) {
      throw new BadInput(files.file(name + ".json") + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * One of its numbers, the mean over the seeds.
   *
   * @throws NoSuchElementException if it has no such number
   */
  public double mean(String group, String method, String metric) {
    return table.stream()
        .filter(row -> row.getString("group").equals(group))
        .filter(row -> row.getString("method").equals(method))
        .filter(row -> row.getString("metric").equals(metric))
        .mapToDouble(row -> row.getDouble("mean"))
        .findFirst()
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "%s has no %s of '%s' in '%s'".formatted(experiment, metric, method, group)));
  }

  /** The same with a further table. */
  Findings with(String name, Table further) {
    Map<String, Table> all = new LinkedHashMap<>(data);
    all.put(name, further);
    return new Findings(experiment, caption, table, all);
  }

  /** The records behind the numbers. */
  public List<String> runs() {
    Set<String> runs = new LinkedHashSet<>();
    for (String names : table.stringColumn(ScoreTable.RUNS)) {
      runs.addAll(ScoreTable.runs(names));
    }
    return new ArrayList<>(runs);
  }
}
