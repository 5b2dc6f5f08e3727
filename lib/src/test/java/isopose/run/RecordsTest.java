package isopose.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.adapt.AdaptSettings;
import isopose.config.Configuration;
import isopose.config.InputSettings;
import isopose.data.scenario.Scenario;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.metrics.Protocol;
import isopose.model.Session;
import isopose.run.queue.MissingRuns;
import isopose.run.store.RunFolder;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import isopose.study.Study;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.jar.Attributes;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A record belongs to one content, one configuration and one version, and is whole. */
class RecordsTest {
  private static final AdaptSettings ONLINE = AdaptSettings.online(1).withViewsPerSample(2);

  @TempDir private static Path made;
  private static Session session;
  private static Configuration configuration;
  private static TargetStream stream;
  private static TrainedModel model;
  private static Adaptation adapted;

  @TempDir private Path place;
  private final List<String> notes = new ArrayList<>();
  private final Progress noting =
      new Progress() {
        @Override
        public void update(long done, long total, String message) {}

        @Override
        public void note(String line) {
          notes.add(line);
        }
      };
  private Runs runs;

  @BeforeAll
  static void make() throws IOException {
    session = Session.open("cpu", 1);
    configuration = SmallProject.in(made).with("epochs", 1);
    Runs first = new Runs(made.resolve("runs"), made);
    stream = TargetStream.of(first.scenario(configuration)).subset(5);
    Progress silent = (done, total, message) -> {};
    model = first.train(session, configuration, silent);
    adapted = first.adapt(session, model, stream, ONLINE, silent);
  }

  @AfterAll
  static void close() {
    model.close();
    session.close();
  }

  /** A copy of the records, to be damaged. */
  @BeforeEach
  void copy() throws IOException {
    Path copy = place.resolve("runs");
    try (Stream<Path> files = Files.walk(made.resolve("runs"))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(made.resolve("runs").relativize(file)));
      }
    }
    runs = new Runs(copy, made);
  }

  private static String identity(TargetStream other) {
    return Identity.ofAdaptation(model.identity(), ONLINE, other);
  }

  private static TargetStream with(Poses pose2d, Poses truth, List<FrameId> frames, Protocol by) {
    return new TargetStream(
        stream.name(),
        pose2d,
        truth,
        frames,
        stream.parts(),
        stream.actions(),
        by,
        stream.hashes(),
        stream.caveats(),
        stream.filled());
  }

  private static Poses moved(Poses poses) {
    float[] values = poses.values().clone();
    values[7] = Math.nextUp(values[7]);
    return new Poses(values, poses.joints(), poses.dims());
  }

  @Test
  void everyPartOfAStreamIsInItsHash() {
    List<String> parts =
        Arrays.stream(TargetStream.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList();
    assertEquals(
        List.of(
            "name",
            "pose2d",
            "truth",
            "frames",
            "parts",
            "actions",
            "protocol",
            "hashes",
            "caveats",
            "filled"),
        parts,
        "add a new part to contentHash(), then here; name and hashes of files are not in it");
    BitSet filled = new BitSet();
    filled.set(2);
    TargetStream other =
        new TargetStream(
            stream.name(),
            stream.pose2d(),
            stream.truth(),
            stream.frames(),
            stream.parts(),
            stream.actions(),
            stream.protocol(),
            stream.hashes(),
            stream.caveats(),
            filled);
    assertNotEquals(stream.contentHash(), other.contentHash());
  }

  @Test
  void aStreamIsItsContentNotItsName() {
    Poses pose2d = stream.pose2d();
    Poses truth = stream.truth();
    List<FrameId> frames = stream.frames();
    List<FrameId> cut = new ArrayList<>(frames);
    FrameId last = cut.remove(4);
    cut.add(new FrameId(last.track(), last.segment() + 1, last.number()));
    List<TargetStream> others =
        List.of(
            with(moved(pose2d), truth, frames, Protocol.US),
            with(pose2d, moved(truth), frames, Protocol.US),
            with(pose2d, null, frames, Protocol.US),
            with(pose2d, truth, cut, Protocol.US),
            with(pose2d, truth, frames, Protocol.PA),
            stream.select(stream.name(), 4, 3, 2, 1, 0),
            stream.select(stream.name(), 0, 1, 2, 3));
    Set<String> identities = new HashSet<>(Set.of(identity(stream)));
    others.forEach(other -> assertTrue(identities.add(identity(other)), other.toString()));
    int[] all = IntStream.range(0, stream.count()).toArray();
    assertEquals(identity(stream), identity(stream.select("another name", all)));
  }

  /** Notebook 11 with other noise under the same name. */
  @Test
  void otherInputOfTheSameNameIsAnotherAdaptation() {
    Poses noisy = InputNoise.add(stream, 40, 0).pose2d();
    Adaptation other =
        runs.adapt(session, model, stream.withInput(stream.name(), noisy), ONLINE, noting);
    assertNotEquals(adapted.run(), other.run());
    assertFalse(Arrays.equals(adapted.predictions().values(), other.predictions().values()));
    Adaptation renamed =
        runs.adapt(session, model, stream.withInput("other", stream.pose2d()), ONLINE, noting);
    assertEquals(adapted.run(), renamed.run());
  }

  @Test
  void aTrainingIsItsSourcesContentNotItsFoldersName() throws IOException {
    Configuration moved = SmallProject.in(place).with("epochs", 1);
    assertEquals(model.run(), runs.recordOf(moved).name());
    try (TrainedModel loaded = runs.train(session, moved, noting)) {
      assertEquals(moved, loaded.configuration());
    }
    Path clip = place.resolve("source").resolve("dataset-2_run_normal_001.bvh");
    Files.writeString(clip, Files.readString(clip) + "\n");
    assertNotEquals(model.run(), runs.recordOf(moved).name());
    assertNotEquals(model.run(), runs.recordOf(configuration.with("lambda", 0.5)).name());
  }

  /** Killed, one clip exchanged, started again. */
  @Test
  void aHalfFinishedTrainingOfOtherDataIsNotContinued() throws IOException {
    Configuration own = SmallProject.in(place).with("epochs", 2);
    Progress impatient =
        (done, total, message) -> {
          if (done > total / 2) {
            Thread.currentThread().interrupt();
          }
        };
    assertThrows(CancellationException.class, () -> runs.train(session, own, impatient));
    Path resume = runs.recordOf(own).file("resume.npz");
    assertTrue(Files.exists(resume));
    Files.copy(
        place.resolve("source").resolve("dataset-2_walk_normal_001.bvh"),
        place.resolve("source").resolve("dataset-2_run_normal_001.bvh"),
        StandardCopyOption.REPLACE_EXISTING);
    RunFolder fresh = runs.recordOf(own);
    assertFalse(Files.exists(fresh.file("resume.npz")));
    Files.createDirectories(fresh.file(""));
    Files.copy(resume, fresh.file("resume.npz"));
    assertRefused("resume.npz", () -> runs.train(session, own, noting));
  }

  private static void assertRefused(String part, Runnable asked) {
    BadInput e = assertThrows(BadInput.class, asked::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains("move or delete the folder"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "checkpoint.npz, cut",
    "checkpoint.npz, turned",
    "epochs.parquet, cut",
    "run.json, cut",
    "run.json, empty",
    "run.json, turned",
    "run.json, exchanged"
  })
  void aDamagedTrainingIsNamedAndLeftAlone(String file, String how) throws IOException {
    assertDamageIsFound(
        model.run(), file, how, () -> runs.train(session, configuration, noting).close());
  }

  @ParameterizedTest
  @CsvSource({
    "predictions.npz, cut",
    "predictions.npz, turned",
    "observations.parquet, cut",
    "run.json, cut",
    "run.json, empty",
    "run.json, turned",
    "run.json, exchanged"
  })
  void aDamagedAdaptationIsNamedAndLeftAlone(String file, String how) throws IOException {
    assertDamageIsFound(
        adapted.run(), file, how, () -> runs.adapt(session, model, stream, ONLINE, noting));
  }

  private void assertDamageIsFound(String run, String name, String how, Runnable load)
      throws IOException {
    load.run();
    Path file = runs.folder(run).file(name);
    byte[] bytes = Files.readAllBytes(file);
    byte[] damaged =
        switch (how) {
          case "cut" -> Arrays.copyOf(bytes, bytes.length * 2 / 3);
          case "empty" -> new byte[0];
          case "turned" -> {
            byte[] turned = bytes.clone();
            turned[bytes.length / 2] ^= 1;
            yield turned;
          }
          default -> {
            String other = run.equals(model.run()) ? adapted.run() : model.run();
            yield Files.readAllBytes(runs.folder(other).file(name));
          }
        };
    Files.write(file, damaged);
    assertRefused(name, load);
    assertArrayEquals(damaged, Files.readAllBytes(file), "nothing is overwritten");
  }

  @Test
  void recordsThatATableDoesNotNeedDoNotEndIt() throws IOException {
    List<String> broken = List.of("", "{", "[]", "\"x\"", "{\"run\": 1}", "{\"made\": 2}");
    for (int i = 0; i < broken.size(); i++) {
      Path folder = Files.createDirectories(place.resolve("runs").resolve("broken" + i));
      Files.writeString(folder.resolve("run.json"), broken.get(i));
    }
    RunSpec trial = new RunSpec(configuration, InputSettings.target(5), ONLINE.withRate(1e-3));
    Study study = new Study(session, runs, configuration, List.of(0L), noting);
    MissingRuns plan = study.missing(List.of(trial));
    assertEquals(1, plan.missing());
    assertTrue(plan.seconds() > 0, "the whole records tell");
    assertEquals(broken.size(), notes.size(), notes.toString());
    for (int i = 0; i < broken.size(); i++) {
      assertTrue(notes.get(i).contains("broken" + i), notes.get(i));
    }
    Files.writeString(runs.folder(model.run()).file("run.json"), "{");
    assertRefused(model.run(), () -> study.missing(List.of(trial)));
  }

  @Test
  void aModelFromAFileKeepsARecord() {
    Path checkpoint = runs.folder(model.run()).file("checkpoint.npz");
    try (TrainedModel read = TrainedModel.read(session, checkpoint)) {
      Adaptation first = runs.adapt(session, read, stream, ONLINE, noting);
      assertArrayEquals(adapted.predictions().values(), first.predictions().values());
      assertEquals(read.identity(), first.record().get("checkpoint_sha256").getAsString());
      List<Long> steps = new ArrayList<>();
      Adaptation again =
          runs.adapt(session, read, stream, ONLINE, (done, total, message) -> steps.add(done));
      assertEquals(List.of(), steps);
      assertEquals(first.run(), again.run());
    }
  }

  @Test
  void aTechniqueOfOnesOwnKeepsNoneAndSaysSo() {
    Scenario scenario = runs.scenario(configuration);
    try (TrainedModel own =
        TrainedModel.train(session, configuration, model.technique(), scenario, noting)) {
      Adaptation adaptation = runs.adapt(session, own, stream, ONLINE, noting);
      assertEquals("", adaptation.run());
      assertEquals(new JsonObject(), adaptation.record());
      assertTrue(adaptation.evaluation().mpjpe() > 0);
      assertTrue(notes.get(0).contains("no record is kept"), notes.toString());
    }
  }

  @Test
  void finishedRecordsLoadWhereNothingCanBeWritten() throws IOException {
    for (String run : List.of(model.run(), adapted.run())) {
      Files.delete(runs.folder(run).file(".lock"));
      Files.createDirectory(runs.folder(run).file(".lock")); // no lock can be taken
    }
    runs.train(session, configuration, noting).close();
    assertEquals(adapted.run(), runs.adapt(session, model, stream, ONLINE, noting).run());
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(place.resolve("file"));
    BadInput e = assertThrows(BadInput.class, () -> new Runs(file, made));
    assertTrue(e.getMessage().contains("--runs"), e.getMessage());
    RunFolder below = new RunFolder(file.resolve("run"));
    assertThrows(BadInput.class, () -> below.exclusively(() -> 1));
  }

  @Test
  void draftsOfAKilledWriterAreRemovedByTheNext() throws IOException {
    RunFolder run = new RunFolder(place.resolve("killed"));
    Path draft = Files.createDirectories(run.file("")).resolve("checkpoint.npz.1.part");
    Files.createFile(draft);
    run.exclusively(() -> 1);
    assertFalse(Files.exists(draft));
  }

  @Test
  void theSameThreadMayAskForItsOwnRunAgain() {
    RunFolder run = new RunFolder(place.resolve("nested"));
    int value =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () -> run.exclusively(() -> new RunFolder(run.file("")).exclusively(() -> 3)));
    assertEquals(3, value);
  }

  @Test
  void namesFitTheFileSystem() {
    String long300 = "x".repeat(300);
    JsonObject tree = JsonParser.parseString(configuration.json()).getAsJsonObject();
    tree.addProperty("preset", "../../" + long300);
    Configuration strange = Configuration.fromJson(tree.toString(), "test");
    RunFolder training = runs.training(strange, "0".repeat(64));
    assertEquals(place.resolve("runs"), training.file("").normalize().getParent());
    assertTrue(training.name().length() < 200, training.name());
    assertTrue(training.name().matches("[A-Za-z0-9_-][A-Za-z0-9._-]*"), training.name());
  }

  @Test
  void theCommitComesFromTheJar() {
    assertEquals("from classes", Provenance.commit(), "tests run from classes");
    Attributes manifest = new Attributes();
    assertEquals("unknown", Provenance.commit(manifest));
    manifest.putValue("Commit", "unknown");
    assertEquals("unknown", Provenance.commit(manifest));
    manifest.putValue("Commit", "0123456789");
    manifest.putValue("Commit-Dirty", "false");
    assertEquals("0123456789", Provenance.commit(manifest));
    manifest.putValue("Commit-Dirty", "true");
    assertEquals("0123456789+", Provenance.commit(manifest));
  }
}
