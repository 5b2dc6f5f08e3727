package isopose.study;

import isopose.metrics.Evaluation;
import isopose.metrics.Metric;
import isopose.run.Adaptation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A few methods' scores side by side, numbers as numbers: PCK, AUC, MPJPE and PA-MPJPE, a row a
 * method, with optional further columns.
 *
 * <pre>{@code new Scoreboard().add("Joint", joint).add("Online", online).table()}</pre>
 */
public final class Scoreboard {
  private final List<String> methods = new ArrayList<>();
  private final List<Evaluation> evaluations = new ArrayList<>();
  private final Map<String, double[]> more = new LinkedHashMap<>();

  /** One more row. */
  public Scoreboard add(String method, Evaluation evaluation) {
    methods.add(method);
    evaluations.add(evaluation);
    return this;
  }

  /** One more row, on the stream that was adapted to. */
  public Scoreboard add(String method, Adaptation adaptation) {
    return add(method, adaptation.evaluation());
  }

  /** One more column on the right, such as the paper's numbers: a value a row. */
  public Scoreboard column(String name, double... values) {
    more.put(name, values.clone());
    return this;
  }

  /**
   * The table.
   *
   * @throws IllegalArgumentException if a column has not one value a row
   */
  public Table table() {
    Table table = Table.create("scores", StringColumn.create("method", methods));
    for (Metric metric : Metric.ALL) {
      double[] scores = evaluations.stream().mapToDouble(metric.ofPoses()).toArray();
      table.addColumns(DoubleColumn.create(metric.label().title(), scores));
    }
    more.forEach(
        (name, values) -> {
          if (values.length != methods.size()) {
            throw new IllegalArgumentException(
                "%s: %d values for %d methods".formatted(name, values.length, methods.size()));
          }
          table.addColumns(DoubleColumn.create(name, values));
        });
    return table;
  }
}
