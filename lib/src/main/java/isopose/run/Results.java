package isopose.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.config.Configuration;
import isopose.io.BadInput;
import isopose.io.FileHashes;
import isopose.run.store.Store;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
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

  Results(Path folder, Path published, FileHashes hashes) {
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

  /** Adds finished runs, and the trainings behind them, to the published files of a folder. */
  public void publish(Collection<String> names, Path out) {
    ask(
        store -> {
          store.publish(names, out);
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

  /** The identity of a published training of this configuration; its data need not be here. */
  public Optional<String> publishedTraining(Configuration configuration) {
    Table records =
        sql(
            "select record from published_runs where kind = 'training' and seed = "
                + configuration.seed());
    for (String text : records.stringColumn("record")) {
      JsonObject record = JsonParser.parseString(text).getAsJsonObject();
      String json = record.get("configuration").toString();
      if (Configuration.fromJson(json, "published run").canonical().equals(configuration)) {
        return Optional.of(record.get("identity").getAsString());
      }
    }
    return Optional.empty();
  }
}
