package isopose.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong input ends in one line and exit code 2; what is right in it is lifted. */
class BadArchiveTest {
  private static final String MASTER = "local[1]";

  @TempDir private Path folder;
  private SparkSession spark;

  /** The command ends the session. */
  @BeforeEach
  void open() {
    spark = SparkSession.builder().master(MASTER).getOrCreate();
  }

  private Dataset<Row> poses() {
    return spark.createDataFrame(SmallArchive.rows(3, 4), SmallArchive.schema());
  }

  private CommandRun adapt(Dataset<Row> poses) {
    Path in = folder.resolve("in");
    poses.coalesce(1).write().parquet(in.toString());
    return adapt(in, "--master", MASTER);
  }

  private CommandRun adapt(Path in, Object... more) {
    return adaptTo(in, folder.resolve("out"), more);
  }

  private CommandRun adaptTo(Object in, Object out, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("adapt", "--engine", "spark", "--model", "joint"));
    arguments.addAll(List.of("--in", in, "--out", out, "--threads", 1));
    arguments.addAll(List.of("--data", Path.of("..", "..", "data"), "--runs", folder));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray());
  }

  private static void assertRefused(CommandRun run, String expected) {
    String last = run.err().strip().replaceFirst("(?s).*\n", "");
    assertEquals(2, run.code(), run.err());
    assertTrue(last.contains(expected), run.err());
    assertTrue(!run.err().contains("\tat "), run.err());
  }

  @Test
  void aFileSystemCannotBeReached() {
    Path here = folder.resolve("in");
    poses().coalesce(1).write().parquet(here.toString());
    String nowhere = "hdfs://127.0.0.1:1/poses";
    assertRefused(adaptAtOnce(nowhere, folder.resolve("out")), nowhere);
    assertRefused(adaptAtOnce(here, nowhere), nowhere);
    assertRefused(adaptAtOnce("hdfs://host.invalid/poses", folder.resolve("out")), "host.invalid");
  }

  /** Without the ten seconds in which Hadoop tries again to connect. */
  private CommandRun adaptAtOnce(Object in, Object out) {
    spark = SparkSession.builder().master(MASTER).getOrCreate();
    spark.sparkContext().hadoopConfiguration().set("ipc.client.connect.max.retries", "0");
    return adaptTo(in, out, "--master", MASTER);
  }

  @Test
  void aColumnIsMissing() {
    assertRefused(adapt(poses().drop("j3_v")), "there is no column j3_v");
  }

  @Test
  void aColumnIsOfAnotherType() {
    Dataset<Row> poses = poses();
    assertRefused(
        adapt(poses.withColumn("frame", poses.col("frame").cast("double"))),
        "column frame is of type double; expected whole numbers");
  }

  @Test
  void thereAreMoreJointsThanTheOrderHas() {
    assertRefused(adapt(poses().withColumn("j17_u", functions.lit(1f))), "has more than 17 joints");
  }

  /** All other streams are lifted, and stay. */
  @Test
  void aStreamHasTwoRowsOfOneFrame() throws IOException {
    Dataset<Row> poses = poses();
    Dataset<Row> twice =
        poses.filter(
            poses.col("stream").equalTo(SmallArchive.name(1)).and(poses.col("frame").equalTo(2)));
    CommandRun run = adapt(poses.union(twice));
    assertRefused(run, "1 of 3 streams failed, all others are in");
    assertRefused(run, "stream clip/1 ä: has two rows of frame 2; expected one");
    assertEquals(
        List.of(StreamFiles.name(SmallArchive.name(0)), StreamFiles.name(SmallArchive.name(2))),
        present());
  }

  private List<String> present() throws IOException {
    try (var all = Files.list(folder.resolve("out"))) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".parquet"))
          .sorted()
          .toList();
    }
  }

  @Test
  void aStreamHasNoName() {
    Dataset<Row> poses = poses();
    assertRefused(
        adapt(
            poses.withColumn(
                "stream", functions.when(poses.col("frame").lt(3), poses.col("stream")))),
        "stream null: its name is null");
  }

  @Test
  void aFileIsDamaged() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.write(in.resolve("a.parquet"), new byte[1000]);
    assertRefused(adapt(in, "--master", MASTER), in + ": cannot be read");
  }

  @Test
  void thereIsNoSuchFolder() {
    Path in = folder.resolve("nowhere");
    assertRefused(adapt(in, "--master", MASTER), in + ": cannot be read");
  }

  @Test
  void theOutputIsOfAnotherOrigin() throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve("out")).resolve("mine.txt"), "1");
    assertRefused(adapt(poses()), "has files of another origin");
  }

  @Test
  void thereIsNoSuchMaster() {
    spark.stop();
    Path in = folder.resolve("nowhere");
    assertRefused(adapt(in, "--master", "spark://127.0.0.1:1"), "no master answers there");
    assertRefused(adapt(in, "--master", "sprak://127.0.0.1:7077"), "expected spark://HOST:PORT");
    assertRefused(adapt(in, "--master", "local[no]"), "no application can be started");
    assertRefused(adapt(in), "expected --master URL");
  }

  @Test
  void optionsThatDoNotApply() {
    Path in = folder.resolve("nowhere");
    assertRefused(adapt(in, "--overwrite"), "no --overwrite");
    assertRefused(adapt(in, "--person", "a"), "do not apply");
    assertRefused(adapt(in, "--mode", "body"), "has no body encoder");
    assertRefused(adapt(in, "--joints", "coco18"), "expected one of coco17");
  }
}
