package isopose.run.store;

import isopose.io.BadInput;
import isopose.io.FileHashes;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tech.tablesaw.api.Table;

/** The results of finished runs, those of this machine and the published ones. */
public final class Results {
  private final Path folder;
  private final Path published;
  private final FileHashes hashes;
  private final Set<String> leftOut = new HashSet<>();
  private Set<String> publishedNames; // null before they are asked for

  /**
   * Of these folders, which need not exist.
   *
   * @param folder of this machine's runs
   * @param published of the published files
   * @param hashes of files that were checked before
   */
  public Results(Path folder, Path published, FileHashes hashes) {
    this.folder = folder;
    this.published = published;
    this.hashes = hashes;
  }

  private <T> T ask(Function<Store, T> question) {
    try (Store store = new Store(folder, published, hashes, this::nameOnce)) {
      return question.apply(store);
    }
  }

  /** A damaged run that a query leaves out is named on standard error, once. */
  private void nameOnce(BadInput damaged) {
    if (leftOut.add(damaged.getMessage())) {
      System.err.println("left out: " + damaged.getMessage());
    }
  }

  /** A text as a literal of a query, whatever characters it has. */
  public static String literal(String text) {
    return Database.text(text);
  }

  /** The answer to a query over all results; see {@link Store}. */
  public Table sql(String query) {
    return ask(store -> store.sql(query));
  }

  /** The observations of those of these runs that have any; see {@link Store#observations}. */
  public Map<String, Table> observations(Collection<String> names) {
    return ask(store -> store.observations(names));
  }

  /** The epochs of those of these trainings that have any; see {@link Store#epochs}. */
  public Map<String, Table> epochs(Collection<String> names) {
    return ask(store -> store.epochs(names));
  }

  /**
   * Adds finished runs, and the trainings behind them, to the published files of a folder.
   *
   * @param clips whether to add a row for each clip instead of each sample
   */
  public void publish(Collection<String> names, Path out, boolean clips) {
    ask(
        store -> {
          store.publish(names, out, clips);
          return null;
        });
  }

  /** Whether a run is among the published ones. */
  public boolean isPublished(String name) {
    if (publishedNames == null) {
      publishedNames = ask(Store::published);
    }
    return publishedNames.contains(name);
  }
}
