package isopose.io;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @TempDir Path folder;

  private Object read(String text) throws IOException {
    return Json.read(Files.writeString(folder.resolve("x.json"), text));
  }

  @Test
  void arraysOfNumbersAreCompactAndPythonsNotANumberIsRead() throws IOException {
    Object tree = read("\ufeff{\"a\": [1, NaN, null, -Infinity], \"b\": [[], [1.5], \"x\", true]}");
    assertArrayEquals(
        new double[] {1, Double.NaN, Double.NaN, Double.NEGATIVE_INFINITY},
        (double[]) Json.member(tree, "a"));
    List<?> mixed = Json.list(Json.member(tree, "b"));
    assertEquals(4, mixed.size());
    assertArrayEquals(new double[] {1.5}, (double[]) mixed.get(1));
    assertEquals(List.of(1.0, "x", 2.0), read("[1, \"x\", 2]"));
    assertEquals(Map.of("k", 7.0), read("{\"k\": 7}"));
    assertEquals("7", Json.name(7.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1, 2", "{\"a\" 1}", "[1] 2", "[1,, \"]"})
  void damagedTextIsOneLine(String text) {
    assertTrue(assertOneLine(() -> read(text)).contains("no whole JSON"));
  }

  @Test
  void deepNestingIsRefused() {
    assertOneLine(() -> read("[".repeat(100_000)));
  }
}
