package isopose.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.io.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class ResultsTableTest {
  private static final Path RESULTS = Path.of("..", "notebooks", "results");

  @Test
  void theCommittedRecordsHaveThreeSeedsOfEveryMethodInEveryLaboratory() {
    Table results = ResultsTable.read(RESULTS);
    for (String laboratory : new String[] {"recorded", "five", "random"}) {
      for (String method : new String[] {"Baseline", "Joint", "Online"}) {
        Table rows =
            results.where(
                all ->
                    all.stringColumn("laboratory")
                        .isEqualTo(laboratory)
                        .and(all.stringColumn("method").isEqualTo(method))
                        .and(all.stringColumn("preset").isEqualTo("quick"))
                        .and(all.stringColumn("stream").isEqualTo("bandai-cmu")));
        assertTrue(rows.rowCount() >= 3, laboratory + " " + method + ": " + rows.rowCount());
      }
    }
  }

  @Test
  void scoresAreTheRecords() throws IOException {
    Table results = ResultsTable.read(RESULTS);
    int row = results.stringColumn("method").firstIndexOf("Online");
    String run = results.stringColumn("run").get(row);
    double pck =
        new RunFolder(RESULTS.resolve(run))
            .record()
            .getAsJsonObject("scores")
            .getAsJsonObject("all")
            .get("pck")
            .getAsDouble();
    assertEquals(pck, results.doubleColumn("pck").get(row));
  }

  @Test
  void anAdaptationWithoutItsTrainingIsSaid(@TempDir Path folder) throws IOException {
    Path run = Files.createDirectory(folder.resolve("online-x"));
    Files.writeString(
        run.resolve("run.json"), "{\"run\":\"online-x\",\"trained\":\"x\",\"scores\":{}}");
    BadInput bad = assertThrows(BadInput.class, () -> ResultsTable.read(folder));
    assertTrue(bad.getMessage().contains("it is not there"), bad.getMessage());
  }
}
