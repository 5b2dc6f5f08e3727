package isopose.run.store;

import isopose.io.BadInput;
import isopose.io.FileHashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * All results, those of this machine and the published ones, as four tables that can be queried in
 * SQL: {@code runs} has a row for each run, {@code observations} a row for each sample that a run
 * predicted, {@code clips} the means over each clip of a run, {@code epochs} a row for each epoch
 * of a training.
 *
 * <p>Each finished run of this machine keeps its rows in small Parquet files beside its {@code
 * run.json}; published results are four Parquet files, {@code runs.parquet}, {@code
 * observations.parquet}, {@code clips.parquet} (runs of which each clip's means are published, and
 * not each sample) and {@code epochs.parquet}, which other programs can read. If both have a run,
 * the rows of this machine are used.
 */
public final class Store implements AutoCloseable {
  /** A run's own file of observations, and the published one. */
  public static final String OBSERVATIONS = "observations.parquet";

  /** The published file of runs that have a row for each clip; see {@link ClipMeans}. */
  public static final String CLIPS = "clips.parquet";

  /** A training's own file of epochs, and the published one. */
  public static final String EPOCHS = "epochs.parquet";

  static final String RUNS = "runs.parquet";
  private static final String RECORD = "run.json";

  private final Path local;
  private final Path published;
  private final Database database = Database.open();
  private final FileHashes hashes;
  private final Consumer<BadInput> leftOut;
  private Set<String> finished; // the local runs that the views show; null before the first query

  /**
   * Opens it; neither folder need exist.
   *
   * @param local the folder of this machine's runs, a folder a run
   * @param published the folder of the four published files
   */
  public Store(Path local, Path published) {
    this(local, published, new FileHashes(), damaged -> {});
  }

  /**
   * The same for a program that has read some of the runs before.
   *
   * @param hashes of the runs' files
   * @param leftOut called for each damaged run that is left out
   */
  public Store(Path local, Path published, FileHashes hashes, Consumer<BadInput> leftOut) {
    this.local = local;
    this.published = published;
    this.hashes = hashes;
    this.leftOut = leftOut;
  }

  /**
   * The answer to a query over {@code runs}, {@code observations}, {@code clips} and {@code
   * epochs}.
   *
   * @throws BadInput if the query is not valid
   */
  public synchronized Table sql(String query) {
    showFinished();
    if (query.contains("clips")) {
      showClips();
    }
    return database.query(query);
  }

  /**
   * The observations of these runs, by run, each in the order of its stream. Where only means over
   * clips are published, each sample has its clip's, and {@code samples} is not missing.
   */
  public Map<String, Table> observations(Collection<String> names) {
    return byRun(names, "observations", "sample");
  }

  /** The epochs of these trainings, by run, from the first to the last. */
  public Map<String, Table> epochs(Collection<String> names) {
    return byRun(names, "epochs", "epoch");
  }

  /** Reads the files of these runs only. */
  private Map<String, Table> byRun(Collection<String> names, String view, String order) {
    showFinished();
    List<String> own = names.stream().filter(finished::contains).toList();
    String others = Database.list(names.stream().filter(name -> !finished.contains(name)).toList());
    String clips =
        view.equals("observations")
            ? " union all by name " + ClipMeans.toObservations("run in " + others)
            : "";
    Table all =
        database.query(
            "select * from (%s%s union all by name from published_%s where run in %s%s) order by run, %s"
                .formatted(
                    view.equals("epochs") ? NO_EPOCHS : NO_OBSERVATIONS,
                    rows(own, view + ".parquet"),
                    view,
                    others,
                    clips,
                    order));
    Map<String, Table> tables = new LinkedHashMap<>();
    StringColumn runs = all.stringColumn("run");
    for (int begin = 0, end; begin < all.rowCount(); begin = end) {
      String run = runs.get(begin);
      end = begin;
      while (end < all.rowCount() && runs.get(end).equals(run)) {
        end++;
      }
      tables.put(run, all.inRange(begin, end));
    }
    return tables;
  }

  /** Texts as {@code in} takes them in a query: in quotes, in brackets. */
  public static String list(Collection<String> texts) {
    return Database.list(texts);
  }

  /** The names of the published runs. */
  public Set<String> published() {
    return new LinkedHashSet<>(sql("select run from published_runs").stringColumn("run").asList());
  }

  /**
   * Adds finished runs, and the trainings behind them, to the published files of a folder; the runs
   * that it has already stay.
   *
   * @param folder of the four files; made where it does not exist
   * @param clips whether to add a row for each clip instead of each sample
   */
  public void publish(Collection<String> names, Path folder, boolean clips) {
    String asked = Database.list(names);
    List<String> all =
        sql("select run from runs where run in %1$s or run in (select trained from runs where run in %1$s)"
                .formatted(asked))
            .stringColumn("run")
            .asList();
    PublishedFiles files = new PublishedFiles(database, folder);
    if (clips) {
      showClips();
      files.addClips(all);
    } else {
      files.add(all);
    }
    finished = null; // the published files are others now
  }

  /** Updates the views if runs of this machine have finished since. */
  private void showFinished() {
    Set<String> now = finishedRuns();
    if (now.equals(finished)) {
      return;
    }
    finished = now;
    String records =
        files(
            finished,
            RECORD,
            "select content as record from read_text(%s) where json_valid(content)");
    view("local_runs", "select %s from (%s)".formatted(RunColumns.select(), records));
    view(
        "published_runs",
        Files.exists(published.resolve(RUNS))
            ? "from read_parquet(%s)".formatted(Database.text(published.resolve(RUNS).toString()))
            : "from local_runs limit 0");
    merge("runs", "local_runs", "published_runs", "");
    view("local_observations", rows(finished, OBSERVATIONS));
    view("published_observations", published(OBSERVATIONS));
    merge("observations", "local_observations", "published_observations", NO_OBSERVATIONS);
    view("published_clips", NO_CLIPS + published(CLIPS));
    view("local_epochs", rows(finished, EPOCHS));
    view("published_epochs", published(EPOCHS));
    merge("epochs", "local_epochs", "published_epochs", NO_EPOCHS);
  }

  /** Only for a query that names this view: it reads the columns of every local file once more. */
  private void showClips() {
    view(
        "clips",
        "%s union all by name from published_clips where run not in (select run from local_runs)"
            .formatted(ClipMeans.ofObservations(database.query("describe observations"))));
  }

  private static final String NO_OBSERVATIONS =
      "select null::varchar as run, null::bigint as seed, null::varchar as method,"
          + " null::varchar as stream, null::integer as sample, null::varchar as subject,"
          + " null::varchar as clip, null::integer as segment, null::varchar as view,"
          + " null::integer as frame, null::varchar as action, null::varchar as part where false"
          + " union all by name ";

  private static final String NO_CLIPS =
      "select null::varchar as run, null::integer as sample, null::integer as samples where false"
          + " union all by name ";

  private static final String NO_EPOCHS =
      "select null::varchar as run, null::integer as epoch where false union all by name ";

  private void merge(String name, String own, String others, String none) {
    view(
        name,
        none
            + "select * from %s union all by name select * from %s where run not in (select run from local_runs)"
                .formatted(own, others));
  }

  private void view(String name, String sql) {
    database.execute("create or replace view %s as %s".formatted(name, sql));
  }

  private String published(String file) {
    Path path = published.resolve(file);
    return Files.exists(path)
        ? "select * from read_parquet(%s)".formatted(Database.text(path.toString()))
        : "select null::varchar as run where false";
  }

  /** The rows of those runs of this machine that have such a file. */
  private String rows(Collection<String> runs, String file) {
    return files(runs, file, "select * from read_parquet(%s, union_by_name = true)");
  }

  private String files(Collection<String> runs, String file, String select) {
    String list =
        runs.stream()
            .map(run -> local.resolve(run).resolve(file))
            .filter(Files::exists)
            .map(path -> Database.text(path.toString()))
            .collect(Collectors.joining(", ", "[", "]"));
    return list.equals("[]")
        ? "select null::varchar as run, null::varchar as record where false"
        : select.formatted(list);
  }

  private Set<String> finishedRuns() {
    if (!Files.isDirectory(local)) {
      return Set.of();
    }
    try (Stream<Path> folders = Files.list(local)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve(RECORD)))
          .filter(this::canBeRead)
          .map(folder -> folder.getFileName().toString())
          .collect(Collectors.toCollection(LinkedHashSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + local, e);
    }
  }

  /** A damaged run is reported and left out. */
  private boolean canBeRead(Path folder) {
    try {
      new RunFolder(folder, null, hashes).requireTables();
      return true;
    } catch (BadInput e) {
      leftOut.accept(e);
      return false;
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
