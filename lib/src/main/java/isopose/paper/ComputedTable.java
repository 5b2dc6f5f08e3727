package isopose.paper;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import isopose.run.Identity;
import isopose.run.Provenance;
import isopose.run.store.RunFolder;
import isopose.study.Study;
import java.util.List;
import java.util.function.Supplier;
import tech.tablesaw.api.Table;

/**
 * A table that takes long to compute, kept as a record of its own: {@code run.json} and {@code
 * table.parquet}. Its columns hold numbers, but for those that every record has as text.
 */
final class ComputedTable {
  private static final String FILE = "table.parquet";
  private static final Gson GSON = new Gson();

  private ComputedTable() {}

  /**
   * The record's table and its name.
   *
   * @param run the record's name
   */
  record Recorded(String run, Table table) {}

  /**
   * From its record, or by computing it now.
   *
   * @param kind what it is, such as "forgetting"
   * @param basis the runs whose model and data it is computed from
   * @param settings everything else that decides what comes out, as a record
   */
  static Recorded of(
      Study study, String kind, List<RunFolder> basis, Object settings, Supplier<Table> work) {
    JsonObject own = GSON.toJsonTree(settings).getAsJsonObject();
    JsonObject what = new JsonObject();
    what.add("basis", GSON.toJsonTree(basis.stream().map(RunFolder::identity).toList()));
    what.add("settings", own);
    List<String> names = basis.stream().map(RunFolder::name).toList();
    RunFolder run = study.runs().folder(kind + "-" + names.get(0), Identity.of(kind, what));
    run.complete(() -> keep(study, run, kind, names, own, work));
    return new Recorded(run.name(), run.table(FILE));
  }

  private static void keep(
      Study study,
      RunFolder run,
      String kind,
      List<String> basis,
      JsonObject settings,
      Supplier<Table> work) {
    long start = System.nanoTime();
    Table table = work.get();
    double seconds = (System.nanoTime() - start) / 1e9;
    run.write(FILE, table);
    JsonObject record = new JsonObject();
    record.addProperty("run", run.name());
    record.addProperty("kind", kind);
    record.add("basis", GSON.toJsonTree(basis));
    record.add("settings", settings);
    JsonObject hashes = GSON.toJsonTree(study.scenario().hashes()).getAsJsonObject();
    record.add("made", Provenance.of(study.session(), hashes, seconds));
    run.finish(record, FILE);
  }
}
