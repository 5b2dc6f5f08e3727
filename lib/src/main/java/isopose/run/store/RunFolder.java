package isopose.run.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import isopose.io.AtomicFile;
import isopose.io.BadInput;
import isopose.io.FileHashes;
import isopose.io.InputFile;
import isopose.io.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tech.tablesaw.api.Table;

/**
 * One run's folder: {@code run.json}, tables, a checkpoint.
 *
 * <p>Every file appears whole or not at all, and {@code run.json} comes last: a folder with it is a
 * finished run. It contains the run's identity and the SHA-256 of the other files, so that damaged
 * or exchanged files are detected. One process at a time works on a run; a finished one is only
 * read.
 */
public final class RunFolder {
  private static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .serializeSpecialFloatingPointValues()
          .create();

  private static final String RECORD = "run.json";
  private static final String IDENTITY = "identity";
  private static final String OUTPUTS = "outputs";
  private static final String TABLE = ".parquet";
  private static final String OWN_HASH = "record_sha256";
  private static final int LARGEST_RECORD = 16 << 20;

  /** File locks hold for a whole process; these exclude its threads from each other. */
  private static final Map<Path, ReentrantLock> TURNS = new ConcurrentHashMap<>();

  private final Path path;
  private final String identity;
  private final FileHashes hashes;

  /** Any run's folder, which need not exist yet. */
  public RunFolder(Path path) {
    this(path, null, new FileHashes());
  }

  /**
   * The folder of one certain run.
   *
   * @param identity which it must be; null for whichever it is
   * @param hashes of files that were checked before
   */
  public RunFolder(Path path, String identity, FileHashes hashes) {
    this.path = path;
    this.identity = identity;
    this.hashes = hashes;
  }

  /** The run's identity; null if it was not given. */
  public String identity() {
    return identity;
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
    return Files.exists(file(RECORD));
  }

  /** Does the work unless the run is finished; then its record is whole and this run's. */
  public void complete(Runnable work) {
    if (!isFinished()) {
      exclusively(
          () -> {
            if (!isFinished()) { // another process may have come first
              work.run();
            }
            return null;
          });
    }
    requireWhole();
  }

  /**
   * Does the work while all other processes and threads wait. The call may be nested.
   *
   * @throws BadInput if the folder cannot be written
   * @throws CancellationException if the thread is interrupted while it waits
   */
  public <T> T exclusively(Supplier<T> work) {
    ReentrantLock turn = TURNS.computeIfAbsent(path.toAbsolutePath(), any -> new ReentrantLock());
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException e) {
      throw interrupted();
    }
    try {
      return turn.getHoldCount() > 1 ? work.get() : whileLocked(work);
    } finally {
      turn.unlock();
    }
  }

  private <T> T whileLocked(Supplier<T> work) {
    try (FileChannel channel = lockFile()) {
      try {
        channel.lock();
        AtomicFile.removeDrafts(path); // of a writer that was killed: a living one has the lock
      } catch (FileLockInterruptionException e) {
        throw interrupted();
      }
      return work.get();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot work in " + path, e);
    }
  }

  private FileChannel lockFile() {
    try {
      Files.createDirectories(path);
      return FileChannel.open(file(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new BadInput(
          "%s: cannot be written (%s); keep new records in another folder (--runs)"
              .formatted(path, e),
          e);
    }
  }

  private CancellationException interrupted() {
    return new CancellationException("interrupted while " + path + " is worked on elsewhere");
  }

  /**
   * The content of {@code run.json}.
   *
   * @throws BadInput if it is damaged
   */
  public JsonObject record() {
    try {
      return JsonParser.parseString(InputFile.text(file(RECORD), LARGEST_RECORD)).getAsJsonObject();
    } catch (BadInput | JsonParseException | IllegalStateException e) {
      throw damaged(RECORD, "is no record that can be read (" + e.getMessage() + ")");
    }
  }

  /**
   * Checks that the record belongs to this run, that its tables exist, and that no file has
   * changed. Checkpoints and predictions may be missing: copies of records lack the large files.
   * Records of earlier versions, which can only be asked for by name, list no hashes.
   *
   * @throws BadInput naming the file
   */
  public void requireWhole() {
    JsonObject record = record();
    if (identity == null && !record.has(OUTPUTS)) {
      return;
    }
    if (!record.has(OWN_HASH) || !record.get(OWN_HASH).equals(ownHash(record))) {
      throw damaged(RECORD, "was changed after it was written");
    }
    if (identity != null && !record.get(IDENTITY).getAsString().equals(identity)) {
      throw damaged(RECORD, "is the record of another run");
    }
    requireOutputs(record, name -> true);
  }

  /**
   * Checks that {@code run.json} can be read, and that the tables that exist are the ones that it
   * lists.
   *
   * @throws BadInput naming the file
   */
  void requireTables() {
    JsonObject record = record();
    if (record.get(OUTPUTS) instanceof JsonObject) { // records of other programs list none
      requireOutputs(record, name -> name.endsWith(TABLE) && Files.exists(file(name)));
    }
  }

  private void requireOutputs(JsonObject record, Predicate<String> asked) {
    record
        .getAsJsonObject(OUTPUTS)
        .asMap()
        .forEach(
            (name, hash) -> {
              if (!asked.test(name)) {
                return;
              }
              if (name.endsWith(TABLE)) {
                requireThere(name);
              }
              if (Files.exists(file(name)) && !hashes.of(file(name)).equals(hash.getAsString())) {
                throw damaged(name, "is not the file that run.json lists");
              }
            });
  }

  private void requireThere(String name) {
    if (!Files.exists(file(name))) {
      throw damaged(name, "is missing");
    }
  }

  /**
   * A file that results are computed from.
   *
   * @throws BadInput if it is missing: a copy of the record lacks it
   */
  public Path required(String name) {
    if (!Files.exists(file(name))) {
      throw new BadInput(
          "%s: the copy of a record, which has no %s to compute from; keep whole records in another folder (--runs)"
              .formatted(file(RECORD), name));
    }
    return file(name);
  }

  /** The error of a file that is not as the record says. */
  public BadInput damaged(String name, String how) {
    return new BadInput(
        "%s: %s; move or delete the folder %s, then run again".formatted(file(name), how, path));
  }

  /**
   * Marks the run as finished.
   *
   * @param outputs the files that belong to the record
   */
  public void finish(JsonObject record, String... outputs) {
    JsonObject sums = new JsonObject();
    for (String output : outputs) {
      sums.addProperty(output, Sha256.of(file(output)));
    }
    record.addProperty(IDENTITY, identity);
    record.addProperty("algorithm", AlgorithmVersion.CURRENT);
    record.add(OUTPUTS, sums);
    record.add(OWN_HASH, ownHash(record));
    AtomicFile.writeText(file(RECORD), GSON.toJson(record) + "\n");
  }

  /** Of the record's text without this hash itself. */
  private static JsonPrimitive ownHash(JsonObject record) {
    JsonObject rest = record.deepCopy();
    rest.remove(OWN_HASH);
    return new JsonPrimitive(Sha256.of(JsonParser.parseString(GSON.toJson(rest)).toString()));
  }

  /**
   * A table of this run.
   *
   * @param name of a Parquet file
   * @throws BadInput if it is missing
   */
  public Table table(String name) {
    requireThere(name);
    return Database.read(file(name));
  }

  /** Writes a table as a Parquet file. */
  public void write(String name, Table table) {
    Database.write(file(name), table);
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
