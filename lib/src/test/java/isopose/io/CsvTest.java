package isopose.io;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class CsvTest {
  @TempDir private Path folder;

  private List<List<String>> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<List<String>> read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("table.csv"), bytes);
    List<List<String>> rows = new ArrayList<>();
    Csv.read(file, (cells, where) -> rows.add(List.copyOf(cells)));
    return rows;
  }

  @Test
  void readsQuotedCellsAndAnyLineEnd() throws IOException {
    List<List<String>> expected = List.of(List.of("a", "b"), List.of("1,5", "say \"x\""));
    assertEquals(expected, read("a,b\n\"1,5\",\"say \"\"x\"\"\"\n"));
    assertEquals(expected, read("a,b\r\n\r\n\"1,5\",\"say \"\"x\"\"\"\r\n  \r\n"));
  }

  @Test
  void whatIsTooLongOrNoTextGetsOneLine() {
    for (String text :
        List.of("x".repeat(1 << 13), "x,".repeat(1 << 13), ("x".repeat(4000) + ",").repeat(20))) {
      assertTrue(assertOneLine(() -> read(text)).contains("too long"));
    }
    assertOneLine(() -> read("a,\"b\nc\n" + "d".repeat(1 << 17)));
    assertOneLine(() -> read(new byte[] {'a', ',', (byte) 0xff, '\n'}));
  }

  @Test
  void namesComeBackAsTheyWereButForControlCharacters() throws IOException {
    Path file = folder.resolve("names.csv");
    String name = "S1/Walking, \"slow\"";
    Csv.write(
        file,
        out ->
            out.writeRecord("sequence")
                .writeRecord(Csv.name(name))
                .writeRecord(Csv.name("a\u001b[31mb\nc")));
    List<List<String>> rows = new ArrayList<>();
    Csv.read(file, (cells, where) -> rows.add(cells));
    assertEquals(List.of(List.of("sequence"), List.of(name), List.of("a\\u001b[31mb c")), rows);
  }

  /** Tables that were published by the former writer keep their bytes. */
  @Test
  void dataFramesAreWrittenAsTablesawWritesThem() {
    Table table =
        Table.create(
            "x",
            StringColumn.create("name", "a", "b, \"c\"", ""),
            IntColumn.create("n", new int[] {1, -2, 3}),
            DoubleColumn.create("value", 1.5, Double.NaN, 1e-9),
            DoubleColumn.create("large", 1e21, 100, -0.1));
    assertEquals(table.write().toString("csv"), Csv.text(table));
  }
}
