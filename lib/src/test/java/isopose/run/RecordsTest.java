package isopose.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import isopose.config.Configuration;
import isopose.config.InputSettings;
import isopose.data.scenario.Scenario;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.run.queue.MissingRuns;
import isopose.run.store.RunFolder;
import isopose.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A record belongs to one content, one configuration and one version, and is whole. */
class RecordsTest extends RecordedRun {

  /** Killed, one clip exchanged, started again. */
  @Test
  void aHalfFinishedTrainingOfOtherDataIsNotContinued() throws IOException {
    Configuration own = SmallProject.in(root).with("epochs", 2);
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
        root.resolve("source").resolve("dataset-2_walk_normal_001.bvh"),
        root.resolve("source").resolve("dataset-2_run_normal_001.bvh"),
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
      Path folder = Files.createDirectories(root.resolve("runs").resolve("broken" + i));
      Files.writeString(folder.resolve("run.json"), broken.get(i));
    }
    RunSpec spec = new RunSpec(configuration, InputSettings.target(5), ONLINE.withRate(1e-3));
    Study study = new Study(session, runs, configuration, List.of(0L), noting);
    MissingRuns plan = study.missing(List.of(spec));
    assertEquals(1, plan.missing());
    assertTrue(plan.seconds() > 0, "the whole records tell");
    assertEquals(broken.size(), notes.size(), notes.toString());
    for (int i = 0; i < broken.size(); i++) {
      assertTrue(notes.get(i).contains("broken" + i), notes.get(i));
    }
    Files.writeString(runs.folder(model.run()).file("run.json"), "{");
    assertRefused(model.run(), () -> study.missing(List.of(spec)));
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
    Path file = Files.createFile(root.resolve("file"));
    BadInput e = assertThrows(BadInput.class, () -> new Runs(file, made));
    assertTrue(e.getMessage().contains("--runs"), e.getMessage());
    RunFolder below = new RunFolder(file.resolve("run"));
    assertThrows(BadInput.class, () -> below.exclusively(() -> 1));
  }

  @Test
  void draftsOfAKilledWriterAreRemovedByTheNext() throws IOException {
    RunFolder run = new RunFolder(root.resolve("killed"));
    Path draft = Files.createDirectories(run.file("")).resolve("checkpoint.npz.1.part");
    Files.createFile(draft);
    run.exclusively(() -> 1);
    assertFalse(Files.exists(draft));
  }

  @Test
  void theSameThreadMayAskForItsOwnRunAgain() {
    RunFolder run = new RunFolder(root.resolve("nested"));
    int value =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () -> run.exclusively(() -> new RunFolder(run.file("")).exclusively(() -> 3)));
    assertEquals(3, value);
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
