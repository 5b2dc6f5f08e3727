package isopose.run.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Runs that are published as means over clips. */
class ClipMeansTest {
  private static final int N = 60;

  @TempDir private Path place;

  /** The clips walk, run and jump; a new segment, so no velocity error, every 10 samples. */
  private static String clip(int sample) {
    return List.of("walk", "run", "jump").get(sample / 20);
  }

  @BeforeEach
  void recordARun() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    Path folder = Files.createDirectories(place.resolve("runs").resolve("a"));
    Table table =
        Table.create(
            "samples",
            StringColumn.create("run", Collections.nCopies(N, "a")),
            LongColumn.create("seed", IntStream.range(0, N).mapToLong(i -> 3).toArray()),
            StringColumn.create("method", Collections.nCopies(N, "Online")),
            IntColumn.indexColumn("sample", N, 0),
            StringColumn.create("subject", Collections.nCopies(N, "s")),
            StringColumn.create("clip", IntStream.range(0, N).mapToObj(ClipMeansTest::clip)),
            StringColumn.create("view", Collections.nCopies(N, "front")),
            DoubleColumn.create("mpjpe", random.doubles(N, 0, 200).toArray()),
            DoubleColumn.create("pck", random.doubles(N, 0, 100).toArray()),
            DoubleColumn.create(
                "mpjve",
                IntStream.range(0, N)
                    .mapToDouble(i -> i % 10 == 0 ? Double.NaN : random.nextDouble(30))));
    Database.write(folder.resolve(Store.OBSERVATIONS), table);
    Files.writeString(
        folder.resolve("run.json"),
        """
        {"run": "a", "kind": "adaptation", "method": "Online", "configuration": {"seed": 3}}
        """);
  }

  private Path published() {
    return place.resolve("published");
  }

  private void publish(boolean clips) {
    try (Store store = new Store(place.resolve("runs"), published())) {
      store.publish(List.of("a"), published(), clips);
    }
  }

  private Store elsewhere() {
    return new Store(place.resolve("nothing"), published());
  }

  private static double mean(Table rows, String column) {
    return IntStream.range(0, rows.rowCount())
        .mapToDouble(i -> rows.doubleColumn(column).getDouble(i))
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElseThrow();
  }

  @Test
  void everySampleHasTheMeanOfItsClipInTheOrderOfTheStream() {
    Table whole;
    try (Store store = new Store(place.resolve("runs"), published())) {
      whole = store.observations(List.of("a")).get("a");
    }
    publish(true);
    try (Store store = elsewhere()) {
      Table means = store.observations(List.of("a")).get("a");
      assertEquals(N, means.rowCount());
      assertEquals(
          whole.stringColumn("clip").asList(),
          means.stringColumn("clip").asList(),
          "of each sample");
      for (String score : List.of("mpjpe", "pck", "mpjve")) {
        assertEquals(mean(whole, score), mean(means, score), 0.05, score);
        for (int clip = 0; clip < 3; clip++) {
          assertEquals(
              mean(whole.inRange(20 * clip, 20 * clip + 20), score),
              mean(means.inRange(20 * clip, 20 * clip + 20), score),
              0.05,
              score);
        }
      }
      assertEquals(
          N / 10,
          means.where(means.doubleColumn("mpjve").isMissing()).rowCount(),
          "no step before");
      assertEquals(0, store.sql("select * from observations").rowCount(), "only of samples");
      assertEquals(0, means.column("samples").countMissing(), "the mark of means");
    }
  }

  @Test
  void aQueryOverClipsSeesLocalAndPublishedRunsAlike() {
    String query =
        "select clip, sum(mpjpe * samples) / sum(samples) m, sum(samples)::integer n from clips"
            + " group by clip order by clip";
    Table local;
    try (Store store = new Store(place.resolve("runs"), published())) {
      local = store.sql(query);
    }
    publish(true);
    try (Store store = elsewhere();
        Store both = new Store(place.resolve("runs"), published())) {
      Table read = store.sql(query);
      assertEquals(List.of("jump", "run", "walk"), read.stringColumn("clip").asList());
      assertEquals(List.of(20, 20, 20), read.intColumn("n").asList());
      assertEquals(local.doubleColumn("m").getDouble(1), read.doubleColumn("m").getDouble(1), 0.05);
      assertEquals(List.of(20, 20, 20), both.sql(query).intColumn("n").asList(), "the run once");
    }
  }

  @Test
  void aRunIsInOneOfTheTwoFiles() {
    String counts =
        "select (select count(*) from published_observations)::integer s,"
            + " (select count(*) from published_clips)::integer c";
    publish(false);
    publish(true);
    try (Store store = elsewhere()) {
      Table rows = store.sql(counts);
      assertEquals(0, rows.intColumn("s").get(0));
      assertTrue(rows.intColumn("c").get(0) > 0);
    }
    publish(false);
    try (Store store = elsewhere()) {
      Table rows = store.sql(counts);
      assertEquals(N, rows.intColumn("s").get(0));
      assertEquals(0, rows.intColumn("c").get(0));
      assertEquals(1, store.sql("select * from runs").rowCount());
    }
  }
}
