package isopose.run.store;

import isopose.metrics.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tech.tablesaw.api.Row;

/**
 * Writes the four published files from the views of {@link Store}.
 *
 * <p>Of the scores, the files hold those under the stream's own protocol: the other protocols and
 * the body parts would make them four times as large. A run has a row for each sample in {@code
 * observations.parquet}, or a row for each clip in {@code clips.parquet}, which takes a tenth of
 * the space and gives the same means and intervals over clips. Curves of trainings are in single
 * precision, too.
 */
final class PublishedFiles {
  private final Database database;
  private final Path folder;

  PublishedFiles(Database database, Path folder) {
    this.database = database;
    this.folder = folder;
  }

  /** Adds these runs with a row for each sample; those that the files have already stay. */
  void add(List<String> names) {
    addRuns(names);
    Path samples = folder.resolve(Store.OBSERVATIONS);
    add(names, rounded("observations"), "run, sample", samples);
    remove("run in (select run %s)".formatted(from(samples)), folder.resolve(Store.CLIPS));
  }

  /** Adds these runs with a row for each clip, also those that the files have sample by sample. */
  void addClips(List<String> names) {
    addRuns(names);
    add(names, rounded("clips"), "run, sample", folder.resolve(Store.CLIPS));
    remove("run in " + Database.list(names), folder.resolve(Store.OBSERVATIONS));
  }

  private void addRuns(List<String> names) {
    add(names, "select * from runs", "run", folder.resolve(Store.RUNS));
    add(names, singlePrecision("epochs"), "run, epoch", folder.resolve(Store.EPOCHS));
  }

  private void add(List<String> names, String rows, String order, Path file) {
    String list = Database.list(names);
    String chosen = "select * from (%s) where run in %s".formatted(rows, list);
    String others =
        Files.exists(file)
            ? " union all by name %s where run not in %s".formatted(from(file), list)
            : "";
    database.write(file, "select * from (%s%s) order by %s".formatted(chosen, others, order));
  }

  private void remove(String condition, Path file) {
    if (Files.exists(file)) {
      database.write(
          file, "%s where not (%s) order by run, sample".formatted(from(file), condition));
    }
  }

  private static String from(Path file) {
    return "from read_parquet(%s)".formatted(Database.text(file.toString()));
  }

  private String singlePrecision(String view) {
    return inSinglePrecision(view, number -> true, "\"%s\""::formatted);
  }

  /** Single precision with few decimals makes a file a quarter as large. */
  private String rounded(String view) {
    return inSinglePrecision(
        view,
        ClipMeans.NUMBERS::contains,
        number -> "round(\"%s\", %d)".formatted(number, decimals(number)));
  }

  /**
   * The columns of a view.
   *
   * @param kept which of its numbers; all other columns are kept
   * @param value of a number by the column's name, in SQL
   */
  private String inSinglePrecision(
      String view, Predicate<String> kept, UnaryOperator<String> value) {
    List<String> columns = new ArrayList<>();
    for (Row row : database.query("describe " + view)) {
      String name = row.getString("column_name");
      if (!row.getString("column_type").equals("DOUBLE")) {
        columns.add("\"" + name + "\"");
      } else if (kept.test(name)) {
        columns.add("%s::float as \"%s\"".formatted(value.apply(name), name));
      }
    }
    return "select %s from %s".formatted(String.join(", ", columns), view);
  }

  /** A tenth of a millimetre a sample: means over a stream change by 0.005 mm at most. */
  private static int decimals(String name) {
    boolean tenths = name.equals("auc") || Metric.named(name).label().unit().startsWith("mm");
    return tenths ? 1 : name.endsWith("loss") ? 3 : 2;
  }
}
