package isopose.run.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.io.BadInput;
import isopose.io.FileHashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Runs of this machine and published ones, asked together. */
class StoreTest {
  @TempDir private Path place;

  private Path local() {
    return place.resolve("it's runs");
  }

  private Path published() {
    return place.resolve("published");
  }

  private Store store() {
    return new Store(local(), published());
  }

  /** Two samples and their run's record, which makes the run a finished one. */
  private void add(String run, String method, long seed, double... mpjpe) throws IOException {
    Path folder = Files.createDirectories(local().resolve(run));
    Table table =
        Table.create(
            "samples",
            StringColumn.create("run", run, run),
            LongColumn.create("seed", seed, seed),
            StringColumn.create("method", method, method),
            IntColumn.indexColumn("sample", 2, 0),
            StringColumn.create("clip", "walk", null),
            DoubleColumn.create("mpjpe", mpjpe));
    Database.write(folder.resolve(Store.OBSERVATIONS), table);
    String record =
        """
        {"run": "%s", "kind": "adaptation", "method": "%s",
         "settings": {"rate": 2e-5},
         "configuration": {"seed": %d, "data": {"scenario": "bvh", "laboratory": "FIVE"}}}
        """;
    Files.writeString(folder.resolve("run.json"), record.formatted(run, method, seed));
  }

  @Test
  void aTableSurvivesItsFile() throws IOException {
    add("a", "Joint", 3, Double.NaN, 2.5);
    Table read = Database.read(local().resolve("a").resolve(Store.OBSERVATIONS));
    assertEquals(2, read.rowCount());
    assertEquals(3, read.longColumn("seed").getLong(0));
    assertTrue(Double.isNaN(read.doubleColumn("mpjpe").getDouble(0)));
    assertEquals(2.5, read.doubleColumn("mpjpe").getDouble(1));
    assertEquals("walk", read.stringColumn("clip").get(0));
    assertTrue(read.stringColumn("clip").isMissing(1));
  }

  @Test
  void runsThatFinishAreSeenAtOnce() throws IOException {
    try (Store store = store()) {
      assertEquals(0, store.sql("select * from observations").rowCount());
      assertEquals(0, store.sql("select run, kind, seed from runs").rowCount());
      assertEquals(0, store.sql("select epoch from epochs").rowCount());
      assertEquals(0, store.observations(List.of("a")).size());
      assertEquals(0, store.epochs(List.of("a")).size());
      add("a", "Joint", 3, 1, 2);
      Table runs = store.sql("select run, method, seed, scenario, laboratory from runs");
      assertEquals("five", runs.stringColumn("laboratory").get(0));
      Table mean = store.sql("select method, avg(mpjpe) m from observations group by method");
      assertEquals(1.5, mean.doubleColumn("m").getDouble(0));
      Files.createDirectories(local().resolve("half"));
      Files.copy(
          local().resolve("a").resolve(Store.OBSERVATIONS),
          local().resolve("half").resolve(Store.OBSERVATIONS));
      assertEquals(2, store.sql("select * from observations").rowCount(), "unfinished runs");
    }
  }

  @Test
  void publishedRunsAreReadWithThoseOfThisMachine() throws IOException {
    add("a", "Joint", 0, 1.00049, 2);
    add("b", "Online", 0, 3, 4);
    try (Store store = store()) {
      store.publish(List.of("a"), published(), false);
      add("c", "Online", 1, 5, 6);
      store.publish(List.of("c"), published(), false);
    }
    try (Store fresh = new Store(place.resolve("nothing"), published())) {
      assertEquals(
          List.of("a", "c"),
          fresh.sql("select run from runs order by run").stringColumn(0).asList());
      assertEquals(2e-5, fresh.sql("select rate from runs").doubleColumn(0).getDouble(0));
      assertEquals(1, fresh.observations(List.of("a", "b")).size());
      Table a = fresh.observations(List.of("a")).get("a");
      assertEquals(1.0, a.doubleColumn("mpjpe").getDouble(0), "to a tenth");
      assertTrue(
          fresh
              .sql("from runs where run = 'a'")
              .stringColumn("record")
              .get(0)
              .contains("adaptation"));
    }
    try (Store both = store()) {
      assertEquals(6, both.sql("select * from observations").rowCount(), "each run once");
      Table a = both.observations(List.of("a")).get("a");
      assertEquals(1.00049, a.doubleColumn("mpjpe").getDouble(0), "this machine's rows count");
    }
  }

  /** Other programs and other versions may have left records here. */
  @Test
  void recordsThatCannotBeReadAreLeftOut() throws IOException {
    add("a", "Joint", 0, 1, 2);
    for (String broken :
        List.of("", "{", "[]", "{\"run\": 1}", "{\"configuration\": {\"seed\": \"x\"}}")) {
      Path folder = Files.createDirectories(local().resolve("broken" + broken.length()));
      Files.writeString(folder.resolve("run.json"), broken);
    }
    try (Store store = store()) {
      assertEquals(
          List.of("a"),
          store.sql("select run from runs where kind = 'adaptation'").stringColumn(0).asList());
    }
  }

  @Test
  void aRunWhoseTableIsDamagedIsLeftOutAndNamed() throws IOException {
    add("a", "Joint", 0, 10, 20);
    RunFolder whole = new RunFolder(local().resolve("b"), "0".repeat(64), new FileHashes());
    add("b", "Joint", 1, 30, 40);
    whole.finish(whole.record(), Store.OBSERVATIONS);
    List<String> named = new ArrayList<>();
    try (Store store =
        new Store(local(), published(), new FileHashes(), e -> named.add(e.getMessage()))) {
      assertEquals(4, store.sql("select * from observations").rowCount());
    }
    assertEquals(List.of(), named);
    Files.writeString(whole.file(Store.OBSERVATIONS), "noise");
    try (Store store =
        new Store(local(), published(), new FileHashes(), e -> named.add(e.getMessage()))) {
      assertEquals(2, store.sql("select * from observations").rowCount());
    }
    assertEquals(1, named.size());
    assertTrue(named.get(0).contains("is not the file that run.json lists"), named.get(0));
    Files.delete(whole.file(Store.OBSERVATIONS));
    BadInput missing = assertThrows(BadInput.class, whole::requireWhole);
    assertTrue(missing.getMessage().contains("observations.parquet: is missing"));
    assertThrows(BadInput.class, () -> whole.table(Store.OBSERVATIONS));
  }

  @Test
  void aWrongQueryIsBadInput() {
    try (Store store = store()) {
      BadInput e = assertThrows(BadInput.class, () -> store.sql("select nothing from runs"));
      assertTrue(e.getMessage().contains("nothing"), e.getMessage());
      assertEquals(1, e.getMessage().lines().count());
    }
  }
}
