package isopose.run.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The columns of the view {@code runs}, each as an expression over a run's JSON record. */
final class RunColumns {
  private RunColumns() {}

  /** All columns as they stand behind {@code select}. */
  static String select() {
    return columns().entrySet().stream()
        .map(column -> column.getValue() + " as " + column.getKey())
        .collect(Collectors.joining(", "));
  }

  private static Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String name : List.of("run", "kind", "method")) {
      columns.put(name, json(name, "varchar"));
    }
    columns.put("seed", json("configuration.seed", "bigint"));
    columns.put("scenario", json("configuration.data.scenario", "varchar"));
    columns.put("laboratory", variation());
    columns.put("preset", json("configuration.preset", "varchar"));
    columns.put("technique", json("configuration.ssl.technique", "varchar"));
    columns.put("trained_epochs", json("configuration.training.epochs", "integer"));
    columns.put("trained", json("trained", "varchar"));
    columns.put("stream", json("stream", "varchar"));
    columns.put("samples", json("scores.all.samples", "integer"));
    columns.put("steps", json("settings.steps", "integer"));
    columns.put("rate", json("settings.rate", "double"));
    columns.put("source_samples", json("source_samples", "integer"));
    columns.put("seconds", json("made.seconds", "double"));
    columns.put("finished", json("made.finished", "varchar"));
    columns.put("device", json("made.device", "varchar"));
    columns.put("commit", json("made.commit", "varchar"));
    columns.put("record", "record");
    return columns;
  }

  /** Source subjects, and cameras other than four: "random", "random-anywhere". */
  private static String variation() {
    return "lower(concat(%s, nullif('-' || %s, '-FOUR')))"
        .formatted(
            json("configuration.data.laboratory", "varchar"),
            json("configuration.data.cameras", "varchar"));
  }

  private static String json(String path, String type) {
    return "try_cast(record->>'$.%s' as %s)".formatted(path, type);
  }
}
