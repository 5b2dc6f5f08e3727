package isopose.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster without the module that provides it, and options that do not fit. */
class EngineOptionsTest {
  private static final Path DATA = Path.of("..", "data");

  @TempDir private Path folder;

  private void assertRefused(String expected, Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--runs", folder, "--data", DATA));
    CommandRun run = CommandRun.of(all.toArray());
    assertEquals(2, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(expected), run.err());
  }

  @Test
  void theModuleIsMissing() {
    String start = "start by 'lib/spark/submit --master URL -- COMMAND'";
    assertRefused(start, "train", "--preset", "smoke", "--engine", "spark");
    assertRefused(
        start, "adapt", "--engine", "spark", "--model", "joint", "--in", "a", "--out", folder);
  }

  @Test
  void aMasterIsOfACluster() {
    assertRefused(
        "--master spark://a:1: is for --engine spark", "train", "--master", "spark://a:1");
  }

  @Test
  void aClusterHasItsOwnWorkers() {
    assertRefused(
        "--workers: is for --engine local", "table", "5", "--workers", "2", "--engine", "spark");
  }

  @Test
  void anArchiveNeedsAFolder() {
    assertRefused(
        "expected --out FOLDER", "adapt", "--engine", "spark", "--model", "joint", "--in", "a");
  }
}
