package isopose.run.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/**
 * Writes the three published files from the views of {@link Store}.
 *
 * <p>Of the scores, the files hold those under the stream's own protocol: the other protocols and
 * the body parts would make them four times as large.
 */
final class PublishedFiles {
  private static final Set<String> NUMBERS =
      Set.of("self_supervised_loss", "mpjpe", "pa_mpjpe", "pck", "auc", "mpjve", "elevation");

  private final Database database;
  private final Path folder;

  PublishedFiles(Database database, Path folder) {
    this.database = database;
    this.folder = folder;
  }

  /** Adds these runs; those that the files have already stay. */
  void add(List<String> names) {
    add(names, "select * from runs", "run", folder.resolve(Store.RUNS));
    add(names, roundedObservations(), "run, sample", folder.resolve(Store.OBSERVATIONS));
    add(names, "select * from epochs", "run, epoch", folder.resolve(Store.EPOCHS));
  }

  private void add(List<String> names, String rows, String order, Path file) {
    String list = Database.list(names);
    String chosen = "%s where run in %s".formatted(rows, list);
    String others =
        Files.exists(file)
            ? " union all by name select * from read_parquet(%s) where run not in %s"
                .formatted(Database.text(file.toString()), list)
            : "";
    database.write(file, "select * from (%s%s) order by %s".formatted(chosen, others, order));
  }

  /** Single precision with few decimals makes a file a quarter as large. */
  private String roundedObservations() {
    Table columns = database.query("describe observations");
    String expressions =
        columns.stream()
            .filter(
                row ->
                    !row.getString("column_type").equals("DOUBLE")
                        || NUMBERS.contains(row.getString("column_name")))
            .map(
                row -> {
                  String name = row.getString("column_name");
                  return row.getString("column_type").equals("DOUBLE")
                      ? "round(\"%s\", %d)::float as \"%s\"".formatted(name, decimals(name), name)
                      : "\"" + name + "\"";
                })
            .collect(Collectors.joining(", "));
    return "select %s from observations".formatted(expressions);
  }

  /** A tenth of a millimetre a sample: means over a stream change by 0.005 mm at most. */
  private static int decimals(String name) {
    return name.endsWith("mpjpe") || Set.of("auc", "mpjve").contains(name)
        ? 1
        : name.endsWith("loss") ? 3 : 2;
  }
}
