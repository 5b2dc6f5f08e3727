package isopose.run.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class DatabaseTest {
  @TempDir Path folder;

  /**
   * The order in which a process makes its columns does not matter. Only a process of its own can
   * show it: Tablesaw's classes are initialised once.
   */
  @Test
  void aProcessWhoseFirstColumnIsANumberWritesTables() throws IOException, InterruptedException {
    Path file = folder.resolve("table.parquet");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                NumberFirst.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(0, process.waitFor(), said);
    Table read = Database.read(file);
    assertEquals(2.5, read.doubleColumn("mpjpe").get(1));
    assertEquals("walk", read.stringColumn("clip").get(0));
  }

  /** The other process. */
  static final class NumberFirst {
    private NumberFirst() {}

    public static void main(String[] arguments) {
      DoubleColumn mpjpe = DoubleColumn.create("mpjpe", 1, 2.5);
      Database.write(
          Path.of(arguments[0]),
          Table.create("table", mpjpe, StringColumn.create("clip", "walk", "run")));
    }
  }
}
