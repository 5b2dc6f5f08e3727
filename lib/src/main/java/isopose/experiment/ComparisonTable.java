package isopose.experiment;

import isopose.experiment.Comparison.Method;
import isopose.metrics.Evaluation;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.descriptive.moment.Mean;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Comparisons over several seeds as one table: a row a method, mean and standard deviation, and the
 * paper's PCK on its own benchmark (Table 3, Human3.6M to MPI-INF-3DHP, the same technique).
 */
public final class ComparisonTable {
  private static final List<String> METRICS = List.of("PCK %", "AUC %", "MPJPE mm", "PA-MPJPE mm");
  private static final List<ToDoubleFunction<Evaluation>> VALUES =
      List.of(Evaluation::pck, Evaluation::auc, Evaluation::mpjpe, Evaluation::paMpjpe);

  private static final String PAPER = "paper, 3DHP: PCK %";

  private ComparisonTable() {}

  /** All four methods on the samples that vanilla saw. */
  public static Table onSubset(List<Comparison> seeds) {
    return of(
        "%d samples spread over the stream".formatted(seeds.get(0).subset()),
        seeds,
        List.of(Method.values()),
        Comparison::onSubset);
  }

  /** Baseline, Joint and Online on the whole stream. */
  public static Table onStream(List<Comparison> seeds) {
    return of(
        "the whole stream",
        seeds,
        List.of(Method.BASELINE, Method.JOINT, Method.ONLINE),
        Comparison::onStream);
  }

  /** Baseline, Joint and Online on one part of the stream. */
  public static Table onPart(List<Comparison> seeds, String part) {
    return of(
        part,
        seeds,
        List.of(Method.BASELINE, Method.JOINT, Method.ONLINE),
        (comparison, method) -> comparison.onPart(method, part));
  }

  private static Table of(
      String name,
      List<Comparison> seeds,
      List<Method> methods,
      BiFunction<Comparison, Method, Evaluation> evaluation) {
    Table table = Table.create(name, StringColumn.create("method"));
    methods.forEach(method -> table.stringColumn("method").append(method.label()));
    for (int m = 0; m < METRICS.size(); m++) {
      DoubleColumn mean = DoubleColumn.create(METRICS.get(m));
      DoubleColumn deviation = DoubleColumn.create("± " + METRICS.get(m));
      for (Method method : methods) {
        ToDoubleFunction<Evaluation> value = VALUES.get(m);
        double[] values =
            seeds.stream()
                .mapToDouble(seed -> value.applyAsDouble(evaluation.apply(seed, method)))
                .toArray();
        mean.append(new Mean().evaluate(values));
        deviation.append(new StandardDeviation().evaluate(values));
      }
      table.addColumns(mean);
      if (seeds.size() > 1) {
        table.addColumns(deviation);
      }
    }
    return table.addColumns(published(seeds.get(0), methods));
  }

  private static DoubleColumn published(Comparison comparison, List<Method> methods) {
    DoubleColumn column = DoubleColumn.create(PAPER);
    String suffix = comparison.technique().equals("adversary") ? "-Adv" : "-Cyc";
    for (Method method : methods) {
      String row = method == Method.BASELINE ? "Baseline" : method.label() + suffix;
      column.append(Published.value("table 3", row, "pck"));
    }
    return column;
  }
}
