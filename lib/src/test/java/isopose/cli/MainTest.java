package isopose.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.config.Configuration;
import isopose.data.PoseFile;
import isopose.data.PoseFiles;
import isopose.run.Pretrained;
import isopose.run.Runs;
import isopose.run.SmallProject;
import isopose.run.TargetStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a user types them. */
class MainTest {
  @TempDir private Path place;
  private Configuration configuration;

  @BeforeEach
  void makeFolders() throws IOException {
    configuration = SmallProject.in(place);
  }

  private static CommandRun run(String... arguments) {
    return CommandRun.of((Object[]) arguments);
  }

  private String[] train(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train --preset smoke --scenario bvh --threads 1 --json --set width=16 --set batch=64 --set epochs=1"
                    .split(" ")));
    arguments.addAll(List.of("--runs", place.resolve("runs").toString()));
    arguments.addAll(List.of("--source", place.resolve("source").toString()));
    arguments.addAll(List.of("--target", place.resolve("target").toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private Path targetFile() {
    Path file = place.resolve("target.npz");
    TargetStream stream = TargetStream.of(new Runs(place).scenario(configuration)).subset(9);
    PoseFiles.write(file, new PoseFile(stream.pose2d(), stream.truth(), stream.frames()));
    return file;
  }

  private String[] adapt(String run, Path target, Path out) {
    return new String[] {
      "adapt",
      "--run",
      run,
      "--runs",
      place.resolve("runs").toString(),
      "--threads",
      "1",
      "--target",
      target.toString(),
      "--mode",
      "online",
      "--out",
      out.toString(),
      "--json"
    };
  }

  @Test
  void trainThenAdaptAFileOfOnesOwn() throws IOException {
    CommandRun trained = run(train());
    assertEquals(0, trained.code(), trained.err());
    String run = json(trained.out()).get("run").getAsString();
    Path target = targetFile();
    Path out = place.resolve("predictions.npz");
    CommandRun adapted = run(adapt(run, target, out));
    assertEquals(0, adapted.code(), adapted.err());
    JsonObject scores = json(adapted.out());
    assertEquals(9, scores.get("samples").getAsInt());
    assertEquals("us", scores.get("protocol").getAsString());
    for (String key : List.of("pck", "auc", "mpjpe", "pa_mpjpe")) {
      assertTrue(scores.get(key).getAsDouble() >= 0, key);
    }
    assertEquals(9, PoseFiles.read(out).count(), "one output row an input row");

    List<String> changed = new ArrayList<>(List.of(adapt(run, target, place.resolve("c.npz"))));
    changed.addAll(
        List.of("--no-carry-moments", "--gradient-norm", "1", "--discriminator-limit", "0.5"));
    JsonObject settings =
        json(run(changed.toArray(String[]::new)).out()).getAsJsonObject("settings");
    assertEquals(false, settings.get("carryMoments").getAsBoolean());
    assertEquals(1, settings.get("gradientNorm").getAsDouble());
    assertEquals(0.5, settings.get("discriminatorLimit").getAsDouble());
    assertEquals(true, scores.getAsJsonObject("settings").get("carryMoments").getAsBoolean());

    Path again = place.resolve("again.npz");
    assertEquals(0, run(adapt(run, target, again)).code());
    assertArrayEquals(Files.readAllBytes(out), Files.readAllBytes(again), "same seed, same bits");
  }

  @Test
  void adaptationThatDivergesWritesNothing() throws IOException {
    String run = json(run(train()).out()).get("run").getAsString();
    Path out = place.resolve("diverged.npz");
    List<String> wild = new ArrayList<>(List.of(adapt(run, targetFile(), out)));
    wild.addAll(List.of("--rate", "10", "--steps", "30"));
    CommandRun stopped = run(wild.toArray(String[]::new));
    assertEquals(1, stopped.code());
    assertEquals("", stopped.out());
    assertEquals(1, stopped.err().lines().count(), stopped.err());
    assertTrue(stopped.err().contains("--on-divergence reset"), stopped.err());
    assertTrue(stopped.err().contains("clip "), stopped.err());
    assertFalse(Files.exists(out));

    wild.addAll(List.of("--on-divergence", "reset"));
    CommandRun reset = run(wild.toArray(String[]::new));
    assertEquals(0, reset.code(), reset.err());
    assertTrue(json(reset.out()).get("resets").getAsInt() > 0);
    assertTrue(json(reset.out()).getAsJsonObject("drift").has("warnings"));
    assertEquals(9, PoseFiles.read(out).count());
  }

  /** The second time nothing is computed: the record's time is told. */
  @Test
  void anAdaptationIsARecord() throws IOException {
    String run = json(run(train()).out()).get("run").getAsString();
    Path target = targetFile();
    JsonObject first = json(run(adapt(run, target, place.resolve("a.npz"))).out());
    JsonObject second = json(run(adapt(run, target, place.resolve("b.csv"))).out());
    assertEquals(first.get("seconds"), second.get("seconds"));
    String record = first.get("record").getAsString();
    assertEquals(record, second.get("record").getAsString());
    assertTrue(Files.exists(place.resolve("runs").resolve(record).resolve("run.json")));

    Path checkpoint = place.resolve("runs").resolve(run).resolve("checkpoint.npz");
    Path copy = Files.copy(checkpoint, place.resolve("model.npz"));
    String[] arguments = adapt(run, target, place.resolve("c.npz"));
    arguments[1] = "--checkpoint";
    arguments[2] = copy.toString();
    CommandRun fromFile = run(arguments);
    assertEquals(0, fromFile.code(), fromFile.err());
    assertEquals(first.get("pck"), json(fromFile.out()).get("pck"));
    assertEquals(copy.toString(), json(fromFile.out()).get("run").getAsString());
    arguments[10] = "none";
    arguments[12] = copy.toString();
    assertOneLine(run(arguments), "is the input");
  }

  /** Before anything is computed: the run that is named is not even there. */
  @Test
  void whereResultsCannotGoIsSaidFirst() throws IOException {
    Path target = targetFile();
    byte[] before = Files.readAllBytes(target);
    Path link = Files.createSymbolicLink(place.resolve("link.npz"), target);
    Path hard = Files.createLink(place.resolve("hard.npz"), target);
    Path there = Files.createFile(place.resolve("there.npz"));
    Path folder = Files.createDirectory(place.resolve("folder.npz"));
    Path record = Files.createFile(folder.resolve("run.json")).resolveSibling("x.npz");
    for (Path input : List.of(target, link, hard, place.resolve("source/../target.npz"))) {
      String[] arguments = adapt("nobody", target, input);
      assertOneLine(run(arguments), "is the input");
      assertOneLine(run(with(arguments, "--overwrite")), "is the input");
    }
    assertOneLine(run(adapt("nobody", target, there)), "--overwrite");
    assertOneLine(run(with(adapt("nobody", target, there), "--overwrite")), "no finished run");
    assertOneLine(run(adapt("nobody", target, folder)), "is a folder");
    assertOneLine(run(adapt("nobody", target, record)), "record");
    assertOneLine(
        run(adapt("nobody", target, place.resolve("x.txt"))), "pose files end in .npz, .csv");
    assertOneLine(run(adapt("nobody", target, there.resolve("x.npz"))), "cannot be written");
    String long300 = "x".repeat(300) + ".npz";
    assertOneLine(run(adapt("nobody", target, place.resolve(long300))), "cannot be written");
    assertArrayEquals(before, Files.readAllBytes(target));
    String file = there.toString();
    for (String command :
        List.of("table 1 --out", "sweep lambda --records", "figure 4 --out", "bench --scale")) {
      assertOneLine(run((command + " " + file).split(" ")), "expected a folder");
      assertOneLine(run((command + " " + file + "/below").split(" ")), "cannot be written");
    }
    assertOneLine(run("train", "--runs", file), "--runs");
  }

  private static String[] with(String[] arguments, String more) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = more;
    return all;
  }

  @Test
  void pretrainedModelsAreListed() {
    CommandRun listed = run("models", "--json");
    assertEquals(0, listed.code(), listed.err());
    JsonArray models = listed.json().getAsJsonArray("models");
    assertEquals(Pretrained.NAMES.size(), models.size());
    for (JsonElement model : models) {
      assertTrue(model.getAsJsonObject().get("present").getAsBoolean(), model.toString());
    }
    CommandRun elsewhere = run("models", "--data", place.toString());
    assertEquals(4, elsewhere.out().lines().filter(line -> line.endsWith("(missing)")).count());
  }

  @Test
  void aBaselineCannotBeAdapted() {
    String run = json(run(train("--technique", "none")).out()).get("run").getAsString();
    CommandRun outcome = run(adapt(run, targetFile(), place.resolve("x.npz")));
    assertOneLine(outcome, "technique none");
  }

  @Test
  void anObjectiveWithoutATermIsRefused() throws IOException {
    String[] adversary = with(train("--technique", "adversary"), "--set=identityView=0");
    assertOneLine(run(with(adversary, "--set=adversarialWeight=0")), "no term");
    String run = json(run(adversary).out()).get("run").getAsString();
    Path out = place.resolve("x.npz");
    assertOneLine(run(with(adapt(run, targetFile(), out), "--adversarial-share=0")), "no term");
    assertFalse(Files.exists(out));
  }

  @Test
  void helpListsEveryTableAndFigure() {
    String tables = run("table", "--help").out().replaceAll("\\s+", " ");
    assertTrue(tables.contains("1, 2, 3, 4, 5, body"), tables);
    assertTrue(run("figure", "--help").out().contains("alignment"));
  }

  @Test
  void badInputIsOneLineAndExitCode2() throws IOException {
    assertOneLine(run(train("--set", "lamda=1")), "no such setting");
    assertOneLine(run(train("--set", "width=1000000000")), "width: expected a whole number");
    assertOneLine(run(train("--set", "lambda=-3")), "lambda: expected a number");
    assertOneLine(run(train("--set", "batch=65000")), "fewer than one batch");
    assertOneLine(run("adapt", "--run", "x", "--target", "x", "--rate", "NaN"), "rate: expected");
    assertOneLine(run(train("--laboratory", "moon")), "--laboratory");
    assertOneLine(run("train", "--scenario", "bvh"), "--source");
    assertOneLine(run("train", "--preset", "slow"), "there are [paper, quick, smoke");
    assertOneLine(run("train", "--device", "abacus"), "cpu or gpu");
    assertOneLine(run("adapt", "--target", "x.npz"), "--run");
    assertOneLine(run("adept"), "unknown argument 'adept'; similar: adapt");
    assertOneLine(
        run("adapt", "--target", "x", "--imagesize", "1x1"),
        "option '--imagesize'; similar: --image-size");
    assertOneLine(run(adapt("nobody", targetFile(), place.resolve("x.npz"))), "no finished run");
    assertOneLine(
        run("adapt", "--model", "joined", "--target", targetFile().toString()),
        "there are baseline, augmented, joint, body");
    Path empty = Files.createFile(place.resolve("source").resolve("aa_empty_1.bvh"));
    assertOneLine(run(train()), empty.getFileName().toString());
  }

  @Test
  void aCheckpointFromAStrangerIsChecked() throws IOException {
    Path file = Files.writeString(place.resolve("model.npz"), "not an archive");
    CommandRun outcome =
        run("adapt", "--checkpoint", file.toString(), "--target", targetFile().toString());
    assertOneLine(outcome, "model.npz");
  }

  private static void assertOneLine(CommandRun outcome, String expected) {
    assertEquals(2, outcome.code(), outcome.err());
    assertEquals("", outcome.out());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().contains(expected), outcome.err());
  }
}
