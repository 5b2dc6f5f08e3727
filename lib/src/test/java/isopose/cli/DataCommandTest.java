package isopose.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import isopose.EmbeddedClips;
import isopose.Fixtures;
import isopose.data.scenario.Scenarios;
import isopose.data.sets.DataSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
  private static final Path FIXTURES = Fixtures.path("expected.json").getParent();

  @TempDir Path folder;

  private static JsonObject set(CommandRun run, String name) {
    return run.json().getAsJsonArray("sets").asList().stream()
        .map(element -> element.getAsJsonObject())
        .filter(json -> json.get("name").getAsString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void listsWhatIsThereAndWhereToGetTheRest() {
    CommandRun run = CommandRun.of("data", "list", "--data", FIXTURES, "--json");
    assertEquals(0, run.code(), run.err());
    assertEquals(DataSets.all().size(), run.json().getAsJsonArray("sets").size());
    assertTrue(set(run, "human36m").get("present").getAsBoolean());
    assertFalse(set(run, "mpi_inf_3dhp").get("present").getAsBoolean());
    assertEquals(4, set(run, "mpi_inf_3dhp").getAsJsonArray("missing").size());
    assertFalse(set(run, "cmu").get("present").getAsBoolean());
    List<String> scenarios = new ArrayList<>();
    for (JsonElement scenario : run.json().getAsJsonArray("scenarios")) {
      JsonObject entry = scenario.getAsJsonObject();
      scenarios.add(entry.get("name").getAsString());
      for (JsonElement name : entry.getAsJsonArray("dataSets")) {
        DataSets.named(name.getAsString()); // throws for a name that does not exist
      }
    }
    assertEquals(Scenarios.names(), scenarios);
    String text = CommandRun.of("data", "list", "--data", folder).out();
    assertTrue(text.contains("(lacks bandai-2, cmu, ansur2)"), text);
    assertTrue(text.contains("register at http://vision.imar.ro"), text);
  }

  @Test
  void saysInOneLineWhatIsWrong() {
    CommandRun run = CommandRun.of("data", "check", "--data", FIXTURES, "--json");
    assertEquals(1, run.code(), run.err());
    assertTrue(set(run, "lsp").get("message").getAsString().contains("12 poses; the published"));
    assertTrue(set(run, "mpi_inf_3dhp").get("message").getAsString().contains("TS2"));
    assertTrue(set(run, "human36m").get("message").getAsString().contains("subject S6"));
    assertTrue(set(run, "3dpw").get("message").getAsString().contains("1 clips"));
    assertEquals("missing", set(run, "cmu").get("state").getAsString());
  }

  @Test
  void eightPosesAreNotAWholeSetThoughNobodySaysHowManyThereAre() {
    CommandRun run = CommandRun.of("data", "check", "--data", FIXTURES, "--json", "mpii", "spin");
    assertEquals(1, run.code(), run.err());
    assertTrue(set(run, "mpii").get("message").getAsString().contains("has about 25,000"));
    JsonObject spin = set(run, "spin");
    assertEquals("part", spin.get("state").getAsString());
    assertEquals(7, spin.get("poses").getAsInt());
    assertTrue(
        spin.getAsJsonObject("hashes")
            .get("mpi_inf_3dhp_valid.npz")
            .getAsString()
            .matches("[0-9a-f]{64}"));
  }

  @Test
  void theEmbeddedDataIsWholeAndAChangedClipIsFound() throws IOException {
    Path data = Path.of("..", "data");
    CommandRun whole = CommandRun.of("data", "check", "--data", data, "--json", "cmu");
    assertEquals(0, whole.code(), whole.out());
    assertEquals(83, set(whole, "cmu").get("sequences").getAsInt());
    assertEquals(84, set(whole, "cmu").getAsJsonObject("hashes").size(), "83 clips and their list");
    Path copy = Files.createDirectory(folder.resolve("cmu"));
    Files.copy(data.resolve("cmu/SHA256SUMS"), copy.resolve("SHA256SUMS"));
    for (String file : EmbeddedClips.names("cmu")) {
      EmbeddedClips.copy("cmu", file, copy.resolve(file));
    }
    CommandRun unpacked = CommandRun.of("data", "check", "--data", folder, "--json", "cmu");
    assertEquals(set(whole, "cmu"), set(unpacked, "cmu"), "an archive is what it unpacks to");
    Path clip = copy.resolve("cmu_test_jumping_1.bvh");
    Files.writeString(clip, Files.readString(clip) + "\n");
    CommandRun changed = CommandRun.of("data", "check", "--data", folder, "cmu");
    assertEquals(1, changed.code());
    assertTrue(
        changed.out().contains(clip.getFileName() + ": is not the file that SHA256SUMS lists"));
    Files.delete(clip);
    assertTrue(CommandRun.of("data", "check", "--data", folder, "cmu").out().contains("missing"));
  }

  /** As of a process that Ctrl-C ends. */
  @Test
  void anInterruptedCommandEndsWith130() throws IOException {
    String clip = "dataset-2_walk_normal_001.bvh";
    EmbeddedClips.copy("bandai-2", clip, folder.resolve("copy").resolve(clip));
    Thread.currentThread().interrupt();
    CommandRun run =
        CommandRun.of(
            "data", "fetch", "bandai-2-full", "--data", folder, "--from", folder.resolve("copy"));
    assertTrue(Thread.interrupted());
    assertEquals(130, run.code(), run.err());
    assertTrue(run.err().strip().endsWith("run again to go on"), run.err());
  }

  @Test
  void wrongUseGetsOneLine() {
    for (Object[] arguments :
        new Object[][] {{"data"}, {"data", "check", "nothing"}, {"data", "fetch"}}) {
      CommandRun run = CommandRun.of(arguments);
      assertEquals(2, run.code());
      assertEquals("", run.out());
      assertTrue(run.err().strip().matches("[\\p{Print}]{10,400}"), run.err());
    }
  }
}
