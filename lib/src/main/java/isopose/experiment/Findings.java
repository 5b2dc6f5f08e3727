package isopose.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  /** The records behind the numbers. */
  public List<String> runs() {
    Set<String> runs = new LinkedHashSet<>();
    for (String names : table.stringColumn(ScoreTable.RUNS)) {
      runs.addAll(ScoreTable.runs(names));
    }
    return new ArrayList<>(runs);
  }
}
