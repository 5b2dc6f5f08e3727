package isopose.experiment;

import isopose.experiment.ScoreTable.Row;
import isopose.metrics.Evaluation;
import isopose.metrics.Protocol;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.Table;

/** What Tables 1 and 2 have in common: every contender's scores, and rows quoted by the paper. */
final class ContenderTable {
  private final Study study;
  private final List<Contender> contenders;
  private final ScoreTable scores;

  ContenderTable(String name, Study study, List<Contender> contenders) {
    this.study = study;
    this.contenders = contenders;
    scores = new ScoreTable(name);
  }

  /** What the paper prints for a contender; NaN where it prints nothing. */
  @FunctionalInterface
  interface Printed {
    double of(Contender contender, String metric);
  }

  /** A row for each contender and metric, over the study's seeds. */
  void addContenders(
      String group,
      Protocol protocol,
      Map<String, ToDoubleFunction<Evaluation>> metrics,
      Printed printed) {
    for (Contender contender : contenders) {
      List<Adaptation> runs =
          study.seeds().stream()
              .map(seed -> study.adaptation(contender.trial(study, seed)))
              .toList();
      List<String> names = runs.stream().map(Adaptation::run).toList();
      List<Evaluation> evaluations =
          runs.stream().map(run -> run.stream().evaluate(run.predictions(), protocol)).toList();
      metrics.forEach(
          (metric, score) ->
              scores.add(
                  Row.of(
                          contender.label(),
                          metric,
                          evaluations.stream().mapToDouble(score).toArray(),
                          names)
                      .in(group)
                      .paper(printed.of(contender, metric))));
    }
  }

  /** Rows of methods that the paper quotes from their own papers: no runs of ours. */
  void addQuoted(List<String> methods, Collection<String> metrics, String table) {
    for (String method : methods) {
      for (String metric : metrics) {
        scores.add(
            Row.of(method, metric, new double[0], List.of())
                .in("printed in the paper, not run here")
                .paper(Published.find(table, method, metric).orElse(Double.NaN)));
      }
    }
  }

  /** What kind of truth the target has, such as "metric": numbers of two kinds do not compare. */
  static String truth(Study study) {
    Trial any = Contender.SEMGCN.trial(study, study.seeds().get(0));
    return study.stream(any).protocol().annotation().label() + " truth";
  }

  /** The table, and how each contender was trained. */
  Findings findings(List<String> caption) {
    Map<String, Table> data = Map.of("trainings", TrainingTable.of(contenders, study));
    return new Findings(scores.table().name(), caption, scores.table(), data);
  }
}
