package isopose.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import isopose.paper.Experiments;
import isopose.paper.Selection;
import isopose.run.SmallProject;
import isopose.run.store.Store;
import isopose.study.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** table, figure and sweep as a user types them. */
class ExperimentCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeFolders() throws IOException {
    SmallProject.in(folder);
  }

  private CommandRun run(String command, String... more) {
    List<Object> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(
        List.of(
            "--preset smoke --scenario bvh --threads 1 --seeds 0 --set width=16 --set batch=64 --set epochs=1"
                .split(" ")));
    arguments.addAll(List.of("--runs", folder.resolve("runs")));
    arguments.addAll(List.of("--source", folder.resolve("source")));
    arguments.addAll(List.of("--target", folder.resolve("target")));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray());
  }

  @Test
  void helpNamesEveryTableAndFigure() {
    for (Experiment experiment : Experiments.all(Selection.all())) {
      String[] name = experiment.name().split(" ", 2);
      String help = CommandRun.of(name[0], "--help").out();
      assertTrue(name[1].matches("\\d") || help.contains(" " + name[1]), experiment.name());
    }
  }

  @Test
  void aDryRunSaysWhatIsMissingAndRunsNothing() {
    CommandRun dry = run("figure 4", "--dry-run", "--json");
    assertEquals(0, dry.code(), dry.err());
    assertEquals(dry.json().get("runs").getAsInt(), dry.json().get("missing").getAsInt());
    assertFalse(Files.exists(folder.resolve("runs")));
  }

  /** Hours of training would come before the refusal otherwise. */
  @Test
  void whatCannotBeAdaptedIsRefusedBeforeItIsTrained() {
    CommandRun plain = run("sweep adapt.steps=1,2 --methods online", "--technique", "none");
    assertEquals(2, plain.code());
    assertTrue(plain.err().contains("was trained with technique none"), plain.err());
    CommandRun discriminator =
        CommandRun.of(
            "sweep adapt.body.technique=adversary,cycle --methods online --preset smoke-body --threads 1 --seeds 0",
            "--runs",
            folder.resolve("runs"));
    assertEquals(2, discriminator.code());
    assertTrue(
        discriminator.err().contains("body.discriminator=true")
            && discriminator.err().lines().count() == 1,
        discriminator.err());
    assertFalse(Files.exists(folder.resolve("runs")));
  }

  @Test
  void table3ComparesNoMoreThanIsAskedFor() {
    String[] narrow = {"--technique", "cycle", "--losses", "added", "--dry-run", "--json"};
    int all = run("table 3", "--dry-run", "--json").json().get("runs").getAsInt();
    int cycle = run("table 3", narrow).json().get("runs").getAsInt();
    // for each variation of the source: a Baseline and its scores, a Joint and Joint, Vanilla and
    // Online
    assertEquals(3 * (2 + 4), cycle);
    // the paper's objective has a Baseline of its own: nothing is clipped
    assertEquals(3 * (2 + 2 + 3 * 2 * 4), all);
    CommandRun printed = run("table 3", "--losses", "printed", "--dry-run");
    assertEquals(2, printed.code());
    assertTrue(printed.err().contains("PAPER, PLAIN, ADDED"), printed.err());
    CommandRun none = run("table 3", "--technique", "none");
    assertEquals(2, none.code());
    assertTrue(none.err().contains("expected adversary or cycle"), none.err());
  }

  @Test
  void aTableHasItsRowsAndItsFiles() throws IOException {
    Path out = folder.resolve("out");
    CommandRun table = run("table 5", "--json", "--out", out.toString());
    assertEquals(0, table.code(), table.err());
    assertTrue(table.err().startsWith("table 5: "), table.err());
    JsonObject json = table.json();
    JsonObject row = json.getAsJsonArray("rows").get(0).getAsJsonObject();
    for (String key : List.of("method", "metric", "mean", "seeds", "runs", "paper", "at")) {
      assertTrue(row.has(key), key);
    }
    assertFalse(row.has("std"), "one seed has no spread");
    String run = row.getAsJsonArray("runs").get(0).getAsString();
    assertTrue(Files.exists(folder.resolve("runs").resolve(run).resolve("run.json")));
    assertTrue(Files.readString(Path.of(json.get("csv").getAsString())).contains("Baseline"));
    assertTrue(ImageIO.read(Path.of(json.get("png").getAsString()).toFile()).getWidth() > 1000);
    assertTrue(Files.exists(out.resolve("table-5.json")));

    Path records = folder.resolve("records");
    CommandRun again = run("table 5", "--records", records.toString());
    try (Store published = new Store(folder.resolve("none"), records)) {
      assertTrue(published.published().contains(run), run);
      assertEquals(1, published.observations(List.of(run)).size());
    }
    run("table 5", "--records", records.toString(), "--clip-means");
    try (Store published = new Store(folder.resolve("none"), records)) {
      assertEquals(0, published.sql("select * from observations").rowCount());
      assertEquals(1, published.observations(List.of(run)).size());
    }
    assertEquals(2, run("table 5", "--clip-means").code());
    assertTrue(again.err().contains("are recorded"), again.err());
    assertTrue(again.out().contains("ISO"), again.out());
  }

  @Test
  void sweepsAreNamedOrOnesOwn() {
    CommandRun list = CommandRun.of("sweep", "list");
    assertEquals(0, list.code());
    assertTrue(list.out().contains("kappa"), list.out());
    CommandRun own = run("sweep adapt.rate=2e-6,2e-4", "--methods", "online", "--json");
    assertEquals(0, own.code(), own.err());
    assertEquals(8, own.json().getAsJsonArray("rows").size(), "two values, four scores");
  }

  /** The names of runs depend on the content of the data, so nothing can be looked up. */
  @Test
  void dataThatAreNotFetchedLeaveThePublishedNumbers() {
    CommandRun run =
        CommandRun.of("table", "1", "--scenario", "bandai-cmu-full", "--data", folder, "--dry-run");
    assertEquals(2, run.code());
    assertEquals(1, run.err().lines().count(), run.err());
    for (String way : List.of("data fetch bandai-2-full", "bandai-cmu-full-table-1.csv", "sql(")) {
      assertTrue(run.err().contains(way), run.err());
    }
    assertFalse(run.err().contains("README.md"), run.err());
    CommandRun noFile =
        CommandRun.of("table", "4", "--scenario", "bandai-cmu-full", "--data", folder);
    assertTrue(noFile.err().contains("README.md"), noFile.err());
  }

  @Test
  void badInputIsOneLine() {
    for (String wrong :
        List.of(
            "table 9", "figure x", "sweep nothing", "sweep lamda=1", "sweep lambda=", "sweep =1")) {
      CommandRun run = run(wrong);
      assertEquals(2, run.code(), wrong + run.err());
      assertEquals(1, run.err().lines().count(), run.err());
      assertEquals("", run.out());
    }
    assertEquals(2, run("table 5", "--workers", "0").code());
    assertEquals(2, run("table 5", "--seeds", "1,1").code());
  }
}
