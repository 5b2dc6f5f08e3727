package isopose.experiment;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import isopose.io.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The scores of many records as one table, a row an adaptation: to look at without running. */
public final class ResultsTable {
  private static final List<String> WORDS =
      List.of("run", "method", "laboratory", "preset", "stream");
  private static final List<String> SCORES = List.of("pck", "auc", "mpjpe", "pa_mpjpe");

  private ResultsTable() {}

  /**
   * Reads a folder such as {@code notebooks/results}, which holds records without checkpoints.
   *
   * <p>Columns: {@code run}; {@code method} (Baseline, Joint, Vanilla or Online); {@code
   * laboratory}, lower case; {@code preset}, with a star where something was changed; {@code
   * stream}; {@code seed}; {@code pck}, {@code auc} (per cent), {@code mpjpe}, {@code pa_mpjpe}
   * (millimetres), over the whole stream and unscaled.
   *
   * @throws BadInput if a training that an adaptation names is not there
   */
  public static Table read(Path folder) {
    Table table = Table.create("results");
    WORDS.forEach(name -> table.addColumns(StringColumn.create(name)));
    table.addColumns(LongColumn.create("seed"));
    SCORES.forEach(name -> table.addColumns(DoubleColumn.create(name)));
    for (Path run : runs(folder)) {
      JsonObject record = new RunFolder(run).record();
      if (record.has("scores") && record.has("trained")) {
        append(table, record, training(folder, record));
      }
    }
    return table;
  }

  private static List<Path> runs(Path folder) {
    try (Stream<Path> runs = Files.list(folder)) {
      return runs.filter(run -> Files.exists(run.resolve("run.json"))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  /** The configuration of the training behind an adaptation. */
  private static JsonObject training(Path folder, JsonObject record) {
    RunFolder run = new RunFolder(folder.resolve(record.get("trained").getAsString()));
    if (!run.isFinished()) {
      throw new BadInput(
          "%s: %s names this training, and it is not there"
              .formatted(run.file("run.json"), record.get("run")));
    }
    return run.record().getAsJsonObject("configuration");
  }

  private static void append(Table table, JsonObject record, JsonObject training) {
    JsonObject scores = record.getAsJsonObject("scores").getAsJsonObject("all");
    table.stringColumn("run").append(record.get("run").getAsString());
    table.stringColumn("method").append(method(record, training));
    table.stringColumn("laboratory").append(word(training.getAsJsonObject("data"), "laboratory"));
    table.stringColumn("preset").append(training.get("preset").getAsString());
    table.stringColumn("stream").append(record.get("stream").getAsString());
    table.longColumn("seed").append(training.get("seed").getAsLong());
    SCORES.forEach(name -> table.doubleColumn(name).append(scores.get(name).getAsDouble()));
  }

  private static String method(JsonObject record, JsonObject training) {
    String mode = word(record.getAsJsonObject("settings"), "mode");
    boolean isBaseline = word(training.getAsJsonObject("ssl"), "technique").equals("none");
    return switch (mode) {
      case "vanilla" -> Comparison.Method.VANILLA.label();
      case "online" -> Comparison.Method.ONLINE.label();
      default -> (isBaseline ? Comparison.Method.BASELINE : Comparison.Method.JOINT).label();
    };
  }

  private static String word(JsonObject owner, String key) {
    JsonElement value = owner.get(key);
    return value instanceof JsonPrimitive word ? word.getAsString().toLowerCase(Locale.ROOT) : "";
  }
}
