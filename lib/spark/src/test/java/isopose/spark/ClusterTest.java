package isopose.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.adapt.AdaptSettings;
import isopose.body.BodyEstimation;
import isopose.body.BodyEstimation.Scope;
import isopose.config.Configuration;
import isopose.config.InputSettings;
import isopose.data.detect.DetectionOptions;
import isopose.io.BadInput;
import isopose.io.FileTree;
import isopose.io.Progress;
import isopose.io.numpy.Npz;
import isopose.model.Session;
import isopose.run.Pretrained;
import isopose.run.RunSpec;
import isopose.run.Runs;
import isopose.run.TrainedModel;
import isopose.run.queue.Archive;
import isopose.run.queue.Cluster;
import isopose.run.queue.MissingRuns;
import isopose.run.queue.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master, two workers and their executors, which are processes of their own. */
class ClusterTest {
  private static final Progress SILENT = (done, total, message) -> {};
  private static final Path DATA = Path.of("..", "..", "data");
  private static final int STREAMS = 3;
  private static final int FRAMES = 10;

  @TempDir private static Path folder;
  private static Cluster cluster;
  private static SparkSession spark;
  private static Session session;
  private static Path poses;

  @BeforeAll
  static void open() throws IOException {
    SparkHome.make();
    System.setProperty("spark.shuffle.io.retryWait", "200ms"); // of results of a killed executor
    cluster = new SparkProvider().connect("local-cluster[2,1,1024]");
    spark = SparkSession.active();
    session = Session.open("cpu", 1);
    poses = folder.resolve("poses");
    SmallArchive.write(spark, poses, STREAMS, FRAMES);
  }

  @AfterAll
  static void close() {
    session.close();
    cluster.close();
  }

  private static Archive archive(Path in, Path out, AdaptSettings settings) {
    return new Archive(in.toString(), out.toString(), settings, DetectionOptions.NONE);
  }

  private static Archive.Report lift(String model, Archive archive) {
    try (TrainedModel trained = Pretrained.load(session, DATA, model)) {
      return cluster.lift(trained, archive, SILENT);
    }
  }

  /** All rows, sorted. */
  private static List<Row> rows(Path lifted) {
    return spark.read().parquet(lifted.toString()).orderBy("stream", "frame").collectAsList();
  }

  private static List<Row> rows(Path lifted, int stream) {
    return rows(spark.read().parquet(lifted.toString()), stream);
  }

  private static List<Row> rows(Dataset<Row> lifted, int stream) {
    return lifted
        .filter(lifted.col("stream").equalTo(SmallArchive.name(stream)))
        .orderBy("frame")
        .collectAsList();
  }

  /** The 3D of the rows, NaN where it is null. */
  private static float[] pose3d(List<Row> rows) {
    float[] values = new float[rows.size() * 51];
    for (int i = 0; i < rows.size(); i++) {
      for (int k = 0; k < 51; k++) {
        values[i * 51 + k] = rows.get(i).isNullAt(2 + k) ? Float.NaN : rows.get(i).getFloat(2 + k);
      }
    }
    return values;
  }

  /** What {@code adapt} makes of one stream in a file of its own. */
  private static float[] alone(String model, int stream, String... mode) {
    Path file = folder.resolve("stream" + stream + ".npz");
    if (!Files.exists(file)) {
      SmallArchive.write(file, stream, FRAMES);
    }
    Path out = folder.resolve("alone.npz");
    List<Object> arguments =
        new ArrayList<>(List.of("adapt", "--threads", 1, "--model", model, "--overwrite"));
    arguments.addAll(List.of("--target", file, "--out", out, "--data", DATA));
    arguments.addAll(List.of("--joints", "h36m17", "--runs", folder.resolve("alone-runs")));
    arguments.addAll(List.of(mode));
    CommandRun run = CommandRun.of(arguments.toArray());
    assertEquals(0, run.code(), run.err());
    return Npz.read(out).get("pose3d").floats();
  }

  @Test
  void everyModeGivesTheBitsOfOneProcess() {
    Path plain = folder.resolve("plain");
    lift("joint", archive(poses, plain, AdaptSettings.none()));
    assertArrayEquals(alone("joint", 0, "--mode", "none"), pose3d(rows(plain, 0)));
    Path online = folder.resolve("online");
    lift("joint", archive(poses, online, AdaptSettings.online(3)));
    assertArrayEquals(
        alone("joint", 1, "--mode", "online", "--seed", "3"), pose3d(rows(online, 1)));
    Path vanilla = folder.resolve("vanilla");
    lift("joint", archive(poses, vanilla, AdaptSettings.vanilla(0)));
    assertArrayEquals(alone("joint", 2, "--mode", "vanilla"), pose3d(rows(vanilla, 2)));
    Path body = folder.resolve("body");
    lift("body", archive(poses, body, AdaptSettings.body(BodyEstimation.of(Scope.STREAM))));
    assertArrayEquals(alone("body", 0, "--mode", "body"), pose3d(rows(body, 0)));

    assertEquals(STREAMS * FRAMES, spark.read().parquet(plain.toString()).count());
    List<Row> first = rows(plain, 0);
    assertEquals(FRAMES, first.size());
    int valid = first.get(0).fieldIndex("valid");
    assertEquals(1, first.get(FRAMES / 2).getInt(valid));
    assertEquals(1, first.get(FRAMES / 2).getInt(valid + 1), "one joint was missing");
    assertEquals(0, first.get(FRAMES - 1).getInt(valid), "nobody was seen");
  }

  @Test
  void aRestartLiftsMissingStreamsOnly() throws IOException {
    Path out = folder.resolve("restarted");
    Archive archive = archive(poses, out, AdaptSettings.none());
    assertEquals(new Counts(STREAMS, 0), Counts.of(lift("joint", archive)));
    List<Row> before = rows(out);
    assertEquals(STREAMS * FRAMES, before.size());
    Path kept = out.resolve(StreamFiles.name(SmallArchive.name(0)));
    FileTime time = Files.getLastModifiedTime(kept);
    Files.delete(out.resolve(StreamFiles.name(SmallArchive.name(1))));
    Files.delete(out.resolve(StreamFiles.name(SmallArchive.name(2))));
    assertEquals(new Counts(STREAMS, STREAMS - 2), Counts.of(lift("joint", archive)));
    assertEquals(before, rows(out));
    assertEquals(time, Files.getLastModifiedTime(kept));

    Archive other = archive(poses, out, AdaptSettings.online(0));
    BadInput e = assertThrows(BadInput.class, () -> lift("joint", other));
    assertTrue(e.getMessage().contains("was made with settings"), e.getMessage());
    BadInput model = assertThrows(BadInput.class, () -> lift("augmented", archive));
    assertTrue(model.getMessage().contains("was made with model"), model.getMessage());
  }

  private record Counts(long streams, long earlier) {
    static Counts of(Archive.Report report) {
      return new Counts(report.streams(), report.earlier());
    }
  }

  /** kill -9 of an executor while it lifts: its streams are lifted again, the others stay. */
  @Test
  void aKilledExecutorLosesNothing() throws Exception {
    int streams = 40;
    Path many = folder.resolve("many");
    SmallArchive.write(spark, many, streams, FRAMES);
    Path straight = folder.resolve("straight");
    lift("joint", archive(many, straight, AdaptSettings.none()));
    Path out = folder.resolve("killed");
    List<ProcessHandle> executors = executors();
    assertEquals(2, executors.size());
    AtomicLong atKill = new AtomicLong();
    Thread killer =
        new Thread(
            () -> {
              while (count(out) < 3) {
                LockSupport.parkNanos(2_000_000);
              }
              executors.get(0).destroyForcibly();
              atKill.set(count(out));
            });
    killer.start();
    assertEquals(streams, lift("joint", archive(many, out, AdaptSettings.none())).streams());
    killer.join();
    assertTrue(atKill.get() < streams, "killed in the middle");
    List<Row> expected = rows(straight);
    assertEquals(streams * FRAMES, expected.size());
    assertEquals(expected, rows(out));
  }

  private static long count(Path out) {
    try (Stream<Path> all = Files.list(out)) {
      return all.filter(one -> one.toString().endsWith(".parquet")).count();
    } catch (IOException e) {
      return 0;
    }
  }

  private static List<ProcessHandle> executors() {
    return ProcessHandle.current()
        .descendants()
        .filter(
            process ->
                process.info().arguments().stream()
                    .flatMap(Arrays::stream)
                    .anyMatch(argument -> argument.contains("CoarseGrainedExecutorBackend")))
        .toList();
  }

  /** The example is the one in the documentation. */
  @Test
  void aProgramOfOnesOwnLiftsPartitions() throws IOException {
    Dataset<Row> lifted = Example.lifted(spark, DATA, spark.read().parquet(poses.toString()));
    assertEquals(STREAMS * FRAMES, lifted.count());
    assertArrayEquals(alone("joint", 1, "--mode", "none"), pose3d(rows(lifted, 1)));

    String source = Files.readString(Path.of("src/test/java/isopose/spark/Example.java"));
    String code = source.replaceFirst("(?s).*// begin of the example\n(.*?) +// end of.*", "$1");
    String shown = code.strip().replace("\n    ", "\n");
    assertTrue(Files.readString(Path.of("..", "cluster.md")).contains(shown), shown);
  }

  @Test
  void aModelThatCannotBeAdaptedIsRefusedAtOnce() {
    Archive body =
        archive(
            poses, folder.resolve("refused"), AdaptSettings.body(BodyEstimation.of(Scope.STREAM)));
    BadInput e = assertThrows(BadInput.class, () -> lift("joint", body));
    assertTrue(e.getMessage().contains("has no body encoder"), e.getMessage());
  }

  @Test
  void missingRunsAreTasks() throws IOException {
    extract("bandai-2", "dataset-2_walk_normal_001.bvh", "source");
    extract("bandai-2", "dataset-2_run_normal_001.bvh", "source");
    extract("bandai-2", "dataset-2_wave-both-hands_normal_001.bvh", "source");
    extract("cmu", "cmu_test_jumping_1.bvh", "target");
    Configuration joint =
        Configuration.smoke()
            .with("scenario", "bvh")
            .with("source", folder.resolve("source"))
            .with("target", folder.resolve("target"))
            .with("width", 16)
            .with("batch", 64)
            .with("epochs", 1);
    RunSpec plain = RunSpec.plain(joint).on(InputSettings.target(6));
    RunSpec impossible =
        RunSpec.plain(joint.with("technique", "none"))
            .on(InputSettings.target(6))
            .with(AdaptSettings.online(0));
    List<RunSpec> specs = List.of(plain, plain.with(AdaptSettings.online(0)));
    Runner runner = new Runner(session, new Runs(folder.resolve("cluster-runs"), folder));
    MissingRuns possible = MissingRuns.of(runner, specs, SILENT);
    Map<RunSpec, OptionalDouble> adaptations = new LinkedHashMap<>(possible.adaptations());
    adaptations.put(impossible, OptionalDouble.empty());
    MissingRuns all = new MissingRuns(4, possible.trainings(), adaptations);
    BadInput e = assertThrows(BadInput.class, () -> runner.complete(all, cluster, SILENT));
    assertTrue(e.getMessage().contains("1 of 4 runs failed"), e.getMessage());
    assertTrue(e.getMessage().contains("technique none"), e.getMessage());
    assertEquals(0, MissingRuns.of(runner, specs, SILENT).missing());

    Runner here = new Runner(session, new Runs(folder.resolve("local-runs"), folder));
    for (RunSpec spec : specs) {
      assertArrayEquals(
          here.run(spec, SILENT).predictions().values(),
          runner.run(spec, SILENT).predictions().values());
    }
  }

  private static void extract(String set, String clip, String to) throws IOException {
    Path into = Files.createDirectories(folder.resolve(to));
    try (FileTree archive = FileTree.archive(DATA.resolve(set).resolve(set + ".tar.zst"))) {
      Files.write(into.resolve(clip), archive.bytes(set + "/" + clip, 1 << 24));
    }
  }
}
