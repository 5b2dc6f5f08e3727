package isopose.experiment;

import isopose.experiment.ScoreTable.Row;
import isopose.metrics.Evaluation;
import isopose.metrics.Protocol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Table 1: ISO against SemGCN and RepNet, unscaled, scaled and aligned. The paper shows RepNet
 * under PA alone; here every method stands under every protocol.
 */
final class Table1 implements Experiment {
  /** Methods that the paper quotes from their own papers: no runs of ours. */
  private static final List<String> QUOTED =
      List.of("Yang [53]", "Ci [11]", "Chang [6]", "Wandt [50]");

  @Override
  public String name() {
    return "table 1";
  }

  @Override
  public String about() {
    return "ISO against SemGCN and RepNet, under the protocols US, GS and PA";
  }

  @Override
  public List<Trial> trials(Study study) {
    return Contender.trials(study);
  }

  @Override
  public Findings evaluate(Study study) {
    ScoreTable scores = new ScoreTable(name());
    addProtocol(scores, study, "US", "US: unscaled", Protocol.US);
    addProtocol(scores, study, "GS", "GS: each pose scaled to the truth", Protocol.GS);
    addProtocol(scores, study, "PA", "PA: each pose aligned to the truth", Protocol.PA);
    for (String row : QUOTED) {
      metrics()
          .keySet()
          .forEach(
              metric ->
                  scores.add(
                      Row.of(row, metric, new double[0], List.of())
                          .in("printed in the paper, not run here")
                          .paper(published(row, metric))));
    }
    return new Findings(
        name(), caption(study), scores.table(), Map.of("trainings", TrainingTable.of(study)));
  }

  private static void addProtocol(
      ScoreTable scores, Study study, String protocol, String group, Protocol measured) {
    for (Contender contender : Contender.all()) {
      List<Adaptation> runs =
          study.seeds().stream()
              .map(seed -> study.adaptation(contender.trial(study, seed)))
              .toList();
      List<String> names = runs.stream().map(Adaptation::run).toList();
      metrics()
          .forEach(
              (metric, value) -> {
                double[] values =
                    runs.stream()
                        .map(run -> run.stream().evaluate(run.predictions(), measured))
                        .mapToDouble(value)
                        .toArray();
                scores.add(
                    Row.of(contender.label(), metric, values, names)
                        .in(group)
                        .paper(published(contender, protocol, metric)));
              });
    }
  }

  /** The columns that the paper's table has. */
  private static Map<String, ToDoubleFunction<Evaluation>> metrics() {
    Map<String, ToDoubleFunction<Evaluation>> metrics = new LinkedHashMap<>(ScoreTable.metrics());
    metrics.remove("pa_mpjpe");
    return metrics;
  }

  /** Table 1's own number, or for Baseline and the forms of ISO under US Table 3's. */
  private static double published(Contender contender, String protocol, String metric) {
    if (contender.equals(Contender.REPNET)) {
      return published("Wandt [50]* (%s)".formatted(protocol), metric);
    }
    if (contender.equals(Contender.SEMGCN)) {
      return published("Zhao [54]* (%s)".formatted(protocol), metric);
    }
    if (contender.equals(Contender.OURS)) {
      return published("Ours (%s)".formatted(protocol), metric);
    }
    return protocol.equals("US")
        ? Published.find("table 3", contender.label(), metric).orElse(Double.NaN)
        : Double.NaN;
  }

  private static double published(String row, String metric) {
    return Published.find("table 1", row, metric).orElse(Double.NaN);
  }

  private static List<String> caption(Study study) {
    return List.of(
        "PCK and AUC over 14 joints, MPJPE over 17; scenario %s; preset %s; seeds %s."
            .formatted(study.joint(0).data().scenario(), study.joint(0).preset(), study.seeds()),
        "RepNet predicts no size and no root: like all methods here its poses are scaled to the source's mean sum of bone lengths, and turned into the camera's frame by the camera that it estimates.",
        "paper: Human3.6M to MPI-INF-3DHP, another source and target: compare steps, not values.");
  }
}
