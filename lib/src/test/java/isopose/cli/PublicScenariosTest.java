package isopose.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import isopose.Fixtures;
import isopose.data.PoseFile;
import isopose.data.PoseFiles;
import isopose.data.detect.Detections;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import isopose.skeleton.Poses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The paper's scenarios from end to end, as a user runs them, on small files in the layouts. */
class PublicScenariosTest {
  private static final Path FIXTURES = Fixtures.path("expected.json").getParent();

  @TempDir private static Path folder;
  @TempDir private static Path data;
  private static String run;

  @BeforeAll
  static void train() throws IOException {
    layOut();
    CommandRun trained = train("h36m->3dhp");
    assertEquals(0, trained.code(), trained.err());
    JsonObject record = trained.json();
    run = record.get("run").getAsString();
    JsonObject hashes = record.getAsJsonObject("made").getAsJsonObject("data_sha256");
    for (String file :
        new String[] {
          "human36m/data_3d_h36m.npz",
          "human36m/data_2d_h36m_gt.npz",
          "mpi_inf_3dhp/TS1/annot_data.mat",
          "mpi_inf_3dhp/TS5/annot_data.mat"
        }) {
      assertTrue(hashes.get(file).getAsString().matches("[0-9a-f]{64}"), hashes.toString());
    }
    assertTrue(record.get("caveats").toString().contains("subject S6"), "and what is not whole");
  }

  /** As users have it; two sequences of 3DHP's test set stand for all six. */
  private static void layOut() throws IOException {
    for (String set : new String[] {"human36m", "3dpw", "lsp", "mpii"}) {
      copy(FIXTURES.resolve(set), data.resolve(set));
    }
    copy(FIXTURES.resolve("spin"), data.resolve("spin"));
    copy(FIXTURES.resolve("poseaug"), data.resolve("poseaug"));
    copy(FIXTURES.resolve("field/18-3dhp-inference-data"), data.resolve("p-stmo"));
    for (int n = 1; n <= 6; n++) {
      String of = n < 5 ? "TS1" : "TS5";
      copy(FIXTURES.resolve("mpi_inf_3dhp").resolve(of), data.resolve("mpi_inf_3dhp/TS" + n));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path folder = to.resolve(from.relativize(file).toString());
      Files.createDirectories(folder.getParent());
      Files.copy(file, folder);
    }
  }

  private static CommandRun train(String scenario) {
    return command(
        "train --preset paper --set width=16 --set epochs=1 --set batch=16",
        "--scenario",
        scenario,
        "--data",
        data);
  }

  private static CommandRun adapt(String target, String option, Object value) {
    return command("adapt --run " + run, "--target", target, "--data", data, option, value);
  }

  /** With what the runs of all commands here have in common. */
  private static CommandRun command(String words, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of(words + " --json --threads 1"));
    arguments.addAll(List.of("--runs", folder.resolve("runs")));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray());
  }

  @ParameterizedTest
  @CsvSource({
    "spin, us-universal, 7",
    "p-stmo, us-universal, 300",
    "poseaug, us-universal, 8",
  })
  void repackingsOf3dhpAreTargets(String set, String protocol, int samples) {
    CommandRun adapted = adapt("h36m->3dhp-" + set, "--mode", "none");
    assertEquals(0, adapted.code(), adapted.err());
    assertEquals(protocol, adapted.json().get("protocol").getAsString());
    assertEquals(samples, adapted.json().get("samples").getAsInt());
    assertTrue(adapted.json().get("mpjpe").getAsDouble() > 0);
  }

  @Test
  void threeDhpIsScoredAgainstItsUniversalTruthAndTheEvaluatorAgrees() {
    Path out = folder.resolve("3dhp.npz");
    CommandRun adapted = adapt("h36m->3dhp", "--out", out);
    assertEquals(0, adapted.code(), adapted.err());
    JsonObject scores = adapted.json();
    assertEquals("us-universal", scores.get("protocol").getAsString());
    assertTrue(scores.get("caveats").toString().contains("603"), scores.toString());
    PoseFile lifted = PoseFiles.read(out);
    assertEquals("TS1", lifted.clips().get(0));
    assertEquals(2, lifted.frames().get(1).number(), "frame 1 is not valid");
    CommandRun scored =
        CommandRun.of(
            "score", "--predicted", out, "--truth", data.resolve("mpi_inf_3dhp"), "--json");
    assertEquals(0, scored.code(), scored.err());
    for (String key : new String[] {"pck", "auc", "mpjpe", "pa_mpjpe"}) {
      assertEquals(scores.get(key).getAsDouble(), scored.json().get(key).getAsDouble(), 1e-4, key);
    }
    assertTrue(scored.json().getAsJsonObject("sequences").has("TS5"));
  }

  @Test
  void threeDpwIsLabelledAsSmplsJoints() {
    CommandRun adapted = adapt("h36m->3dpw", "--out", folder.resolve("3dpw.npz"));
    assertEquals(0, adapted.code(), adapted.err());
    assertEquals("us-smpl", adapted.json().get("protocol").getAsString());
    assertEquals(14, adapted.json().get("mpjpe_joints").getAsInt());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mpii", "lsp"})
  void picturesHavePredictionsAndNoScores(String target) {
    Path out = folder.resolve(target + ".npz");
    CommandRun adapted = adapt(target, "--out", out);
    assertEquals(0, adapted.code(), adapted.err());
    assertFalse(adapted.json().has("pck"), "there is no truth");
    int people = adapted.json().get("samples").getAsInt();
    assertEquals(target.equals("lsp") ? 12 : 3, people);
    assertEquals(people, PoseFiles.read(out).pose3d().count());
    assertEquals(0, train(target).code());
  }

  @Test
  void whatIsMissingIsSaidAsDataCheckSaysIt(@TempDir Path empty) {
    CommandRun missing =
        CommandRun.of(
            "train", "--scenario", "h36m->3dpw", "--data", empty, "--runs", folder.resolve("runs"));
    assertEquals(2, missing.code());
    String line = CommandRun.of("data", "check", "human36m", "--data", empty).out();
    assertTrue(
        line.contains(missing.err().strip().replaceFirst("^human36m: ", "")), missing.err() + line);
    CommandRun unquoted = CommandRun.of("train", "--scenario", "h36m-", "--data", empty);
    assertEquals(2, unquoted.code());
    assertTrue(unquoted.err().contains("quote names with >"), unquoted.err());
  }

  /** One output row an input row, whatever was missing; the output says what was filled. */
  @Test
  void ownDetectionsComeBackRowByRow() throws IOException {
    Poses walk =
        Detections.read(Fixtures.path("field/10-mpii16/h36m16.npz"), null).poses().pose2d();
    PoseFile people = new PoseFile(walk.slice(0, 12), null, null);
    Path csv = folder.resolve("detections.csv");
    PoseFiles.write(csv, people);
    List<String> lines = new ArrayList<>(Files.readAllLines(csv));
    String[] cells = lines.get(3).split(",", -1);
    cells[27] = ""; // left wrist, x
    lines.set(3, String.join(",", cells));
    Files.write(csv, lines);
    for (String joints : new String[] {"", "h36m17"}) {
      Path out = folder.resolve("mine-" + joints + ".npz");
      String order = joints.isEmpty() ? "" : " --joints " + joints;
      CommandRun adapted = command("adapt --run " + run + order, "--target", csv, "--out", out);
      assertEquals(0, adapted.code(), adapted.err());
      assertEquals("h36m17", adapted.json().get("joints_of_file").getAsString());
      assertEquals(1, adapted.json().get("filled_joints").getAsInt());
      assertEquals(people.count(), PoseFiles.read(out).pose3d().count());
      int[] filled = Npz.read(out, "filled").shape();
      assertEquals(people.count(), filled[0]);
      assertEquals(1, adapted.json().get("filled_samples").getAsInt());
    }
    CommandRun wrong = command("adapt --joints smpl --run " + run, "--target", csv);
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("coco17, h36m17"), wrong.err());
  }

  /** Each person is a stream: alone, the same comes out as beside another. */
  @Test
  void severalPeopleAreAdaptedToEachByThemselves() {
    Path file = Fixtures.path("field/34-alphapose-tracked/alphapose-results-forvis-tracked.json");
    Path both = folder.resolve("both.npz");
    String online = "adapt --mode online --run " + run;
    CommandRun adapted = command(online, "--target", file, "--out", both);
    assertEquals(0, adapted.code(), adapted.err());
    assertEquals(24, adapted.json().get("samples").getAsInt());
    assertEquals(2, adapted.json().getAsJsonArray("streams").size());
    Path alone = folder.resolve("alone.npz");
    CommandRun one = command(online + " --person 3", "--target", file, "--out", alone);
    assertEquals(0, one.code(), one.err());
    PoseFile poses = PoseFiles.read(both);
    assertEquals(List.of("7", "3"), subjects(poses));
    assertArrayEquals(
        PoseFiles.read(alone).pose3d().values(), poses.pose3d().slice(12, 24).values());
    assertEquals(5, poses.frames().get(17).number());
  }

  private static List<String> subjects(PoseFile poses) {
    return poses.frames().stream().map(frame -> frame.track().subject()).distinct().toList();
  }

  /** As many rows out as in; where nobody was seen for long, there is no pose. */
  @ParameterizedTest
  @ValueSource(strings = {"npz", "csv"})
  void rowsWithoutAPersonAreMarked(String ending) {
    Path out = folder.resolve("gap." + ending);
    Path file = Fixtures.path("field/08-nobody-found/gap35.npz");
    CommandRun lifted = command("adapt --mode none --run " + run, "--target", file, "--out", out);
    assertEquals(0, lifted.code(), lifted.err());
    assertEquals(180, lifted.json().get("rows").getAsInt());
    assertEquals(35, lifted.json().get("rows_without_pose").getAsInt());
    assertEquals(145, lifted.json().get("samples").getAsInt());
    Map<String, NpyArray> rows = PoseFiles.arrays(out);
    assertEquals(180, rows.get("pose3d").shape()[0]);
    assertEquals("1", rows.get("valid").strings()[59]);
    assertEquals("0", rows.get("valid").strings()[60]);
    assertTrue(Float.isNaN(rows.get("pose3d").floats()[60 * 51]));
    assertEquals(145, PoseFiles.read(out).count(), "rows without a pose are not read back");
  }
}
