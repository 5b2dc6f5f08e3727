package isopose.experiment;

import isopose.metrics.Evaluation;
import isopose.metrics.Protocol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Table 1: ISO against SemGCN and RepNet, unscaled, scaled and aligned. The paper shows RepNet
 * under PA alone; here every method stands under every protocol.
 *
 * @param compared whose techniques are the forms of ISO that stand in it
 */
record Table1(Compared compared) implements Experiment {
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
    return Contender.trials(Contender.of(compared), study);
  }

  @Override
  public Findings evaluate(Study study) {
    ContenderTable table = new ContenderTable(name(), study, Contender.of(compared));
    addProtocol(table, "US", "US: unscaled", Protocol.US);
    addProtocol(table, "GS", "GS: each pose scaled to the truth", Protocol.GS);
    addProtocol(table, "PA", "PA: each pose aligned to the truth", Protocol.PA);
    table.addQuoted(QUOTED, metrics().keySet(), name());
    return table.findings(caption(study));
  }

  private static void addProtocol(
      ContenderTable table, String name, String group, Protocol protocol) {
    table.addContenders(
        group, protocol, metrics(), (contender, metric) -> published(contender, name, metric));
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
        "PCK and AUC over 14 joints, MPJPE over 17, %s; scenario %s; preset %s; seeds %s."
            .formatted(
                ContenderTable.truth(study),
                study.joint(0).data().scenario(),
                study.joint(0).preset(),
                study.seeds()),
        "RepNet predicts no size and no root: like all methods here its poses are scaled to the source's mean sum of bone lengths, and turned into the camera's frame by the camera that it estimates.",
        "paper: Human3.6M to MPI-INF-3DHP, another source and target: compare steps, not values.");
  }
}
