package isopose.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import isopose.stats.Interval;
import isopose.study.Summary.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class WideTableTest {
  private static final List<String> RUNS = List.of("a", "b");

  @Test
  void aRowAMethodAndATableAGroup() {
    Summary scores =
        new Summary("table x")
            .add(Row.of("Joint", "pck", new double[] {70, 72}, RUNS).in("one").paper(81.3))
            .add(Row.of("Joint", "seconds", new double[] {0.01234}, RUNS).in("one"))
            .add(
                Row.of("Online - Joint", "pck", new double[] {1, 3}, RUNS)
                    .in("one")
                    .within(new Interval(2, -0.51, 4, 0.1))
                    .paper(2.3))
            .add(Row.of("Online", "pck", new double[] {50}, RUNS).in("two").at(2e-5));
    List<Table> tables = WideTable.of(scores.table());
    assertEquals(List.of("one", "two"), tables.stream().map(Table::name).toList());
    Table one = tables.get(0);
    assertEquals(List.of("method", "PCK %", "seconds", "paper: PCK %"), one.columnNames());
    assertEquals("71.0 ± 1.4", one.get(0, 1));
    assertEquals("0.0123", one.get(0, 2));
    assertEquals("81.3", one.get(0, 3));
    assertEquals("+2.0 [-0.5, +4.0]", one.get(1, 1));
    assertEquals("", one.get(1, 2));
    assertEquals("+2.3", one.get(1, 3));
    assertEquals(List.of("method", "at", "PCK %"), tables.get(1).columnNames());
    assertEquals("2.0E-5", tables.get(1).get(0, 1));
  }

  private static Row difference(String group, double p) {
    return Row.of("Online - Joint", "pck", new double[] {2}, RUNS)
        .in(group)
        .within(new Interval(2, 1, 3, p));
  }

  /** Of 0.01, 0.03 and 0.04 only the first stays under 0.05 when three are tested. */
  @Test
  void marksAreCorrectedForAllDifferencesOfTheTable() {
    Summary scores =
        new Summary("x")
            .add(difference("one", 0.03))
            .add(Row.of("Online", "pck", new double[] {70, 72}, RUNS).in("one"))
            .add(difference("two", 0.01))
            .add(difference("three", 0.04));
    List<String> cells =
        WideTable.of(scores.table()).stream().map(table -> (String) table.get(0, 1)).toList();
    assertEquals(List.of("+2.0 [+1.0, +3.0]", "+2.0 [+1.0, +3.0]*", "+2.0 [+1.0, +3.0]"), cells);
    Summary alone = new Summary("x").add(difference("one", 0.04));
    assertEquals("+2.0 [+1.0, +3.0]*", WideTable.of(alone.table()).get(0).get(0, 1));
  }

  @Test
  void runsGoThereAndBack() {
    Table table = new Summary("x").add(Row.of("a", "pck", new double[] {1}, RUNS)).table();
    assertEquals(RUNS, new Result("x", List.of(), table, Map.of(), List.of()).runs());
    assertEquals(List.of(), Summary.runs(""));
  }
}
