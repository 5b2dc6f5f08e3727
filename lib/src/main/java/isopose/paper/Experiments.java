package isopose.paper;

import isopose.io.BadInput;
import isopose.paper.additions.BodyTables;
import isopose.study.Experiment;
import java.util.ArrayList;
import java.util.List;

/** All tables and figures. */
public final class Experiments {
  private Experiments() {}

  /** All of them, in the paper's order, then the additions to the paper. */
  public static List<Experiment> all(Selection selection) {
    List<Experiment> all = new ArrayList<>();
    all.add(PaperTables.table1(selection));
    all.add(PaperTables.table2(selection));
    all.add(PaperTables.table3(selection));
    all.add(PaperTables.table4());
    all.add(PaperTables.table5());
    all.addAll(PaperFigures.all());
    all.addAll(BodyTables.all());
    return all;
  }

  /**
   * The names of all of a kind, without it.
   *
   * @param kind such as "table"
   */
  public static List<String> names(String kind) {
    return all(Selection.all()).stream()
        .map(Experiment::name)
        .filter(name -> name.startsWith(kind + " "))
        .map(name -> name.substring(kind.length() + 1))
        .toList();
  }

  /** One of them, with all that it can compare. */
  public static Experiment named(String name) {
    return named(name, Selection.all());
  }

  /**
   * One of them.
   *
   * @param name such as "table 3"
   * @throws BadInput if there is none of this name
   */
  public static Experiment named(String name, Selection selection) {
    return BadInput.requireNamed(
        all(selection), Experiment::name, name, "%s: there is none; there are %s");
  }
}
