package isopose.experiment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.data.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * One run's folder: {@code run.json}, tables, a checkpoint.
 *
 * <p>Every file appears whole or not at all, and {@code run.json} comes last: a folder with it is a
 * finished run, whatever happened to the process. One process at a time works on a run.
 */
public final class RunFolder {
  private static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .serializeSpecialFloatingPointValues()
          .create();

  private static final Set<String> TEXTS =
      Set.of(
          "clip",
          "subject",
          "view",
          "action",
          "part",
          "protocol",
          "group",
          "method",
          "metric",
          "run",
          "runs");
  private static final Set<String> COUNTS =
      Set.of("epoch", "sample", "segment", "frame", "seeds", "epochs", "best_epoch");

  private final Path path;

  /** The folder need not exist yet. */
  public RunFolder(Path path) {
    this.path = path;
  }

  /** The run's name. */
  public String name() {
    return path.getFileName().toString();
  }

  /** A file in it. */
  public Path file(String name) {
    return path.resolve(name);
  }

  /** Whether the run came to its end. */
  public boolean isFinished() {
    return Files.exists(file("run.json"));
  }

  /** Does the work while no other process can; whoever comes second waits. */
  public <T> T exclusively(Supplier<T> work) {
    try {
      Files.createDirectories(path);
      try (FileChannel lock =
          FileChannel.open(file(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        waitFor(lock);
        return work.get();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot work in " + path, e);
    }
  }

  /** Blocks until no other process, and no other thread of this one, holds the lock. */
  private static void waitFor(FileChannel lock) throws IOException {
    while (true) {
      try {
        lock.lock();
        return;
      } catch (OverlappingFileLockException e) {
        try {
          Thread.sleep(100);
        } catch (InterruptedException interrupted) {
          throw new CancellationException("interrupted while another thread works on the run");
        }
      }
    }
  }

  /** What {@code run.json} says. */
  public JsonObject record() {
    try {
      return JsonParser.parseString(Files.readString(file("run.json"))).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file("run.json"), e);
    }
  }

  /** Marks the run as finished. */
  public void finish(JsonObject record) {
    writeText("run.json", GSON.toJson(record) + "\n");
  }

  /** A table of this run. */
  public Table table(String name) {
    return Table.read()
        .usingOptions(
            CsvReadOptions.builder(file(name).toFile())
                .columnTypesPartial(column -> Optional.of(type(column))));
  }

  /** Types by name: guessing would take a column of nothing but NaN for text. */
  private static ColumnType type(String column) {
    if (TEXTS.contains(column)) {
      return ColumnType.STRING;
    }
    return COUNTS.contains(column) ? ColumnType.INTEGER : ColumnType.DOUBLE;
  }

  /** Writes a table as CSV. */
  public void write(String name, Table table) {
    writeText(name, table.write().toString("csv"));
  }

  private void writeText(String name, String text) {
    AtomicFile.write(file(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Removes a file that is not needed any more. */
  public void delete(String name) {
    try {
      Files.deleteIfExists(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file(name), e);
    }
  }
}
