package isopose.experiment;

import isopose.metrics.Evaluation;
import isopose.metrics.Protocol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Table 2: 3DPW's protocol, 14 joints: PCK unscaled, MPJPE after alignment.
 *
 * @param compared whose techniques are the forms of ISO that stand in it
 */
record Table2(Compared compared) implements Experiment {
  private static final List<String> QUOTED =
      List.of(
          "Martinez [30]",
          "Dabral [12]",
          "Kanazawa [24]",
          "Kanazawa [25]",
          "Arnab [2]*",
          "Doersch [13]",
          "Sun [46]*");

  @Override
  public String name() {
    return "table 2";
  }

  @Override
  public String about() {
    return "ISO against SemGCN and RepNet under 3DPW's protocol, 14 joints";
  }

  @Override
  public List<Trial> trials(Study study) {
    return Contender.trials(Contender.of(compared), study);
  }

  @Override
  public Findings evaluate(Study study) {
    ContenderTable table = new ContenderTable(name(), study, Contender.of(compared));
    table.addContenders(
        "14 joints: PCK unscaled, MPJPE aligned",
        Protocol.THREEDPW,
        metrics(),
        (contender, metric) -> published(contender, metric));
    table.addQuoted(QUOTED, metrics().keySet(), name());
    return table.findings(caption(study));
  }

  /** The columns that the paper's table has. */
  private static Map<String, ToDoubleFunction<Evaluation>> metrics() {
    Map<String, ToDoubleFunction<Evaluation>> metrics = new LinkedHashMap<>(ScoreTable.metrics());
    metrics.keySet().retainAll(List.of("pck", "pa_mpjpe"));
    return metrics;
  }

  private static double published(Contender contender, String metric) {
    String row = contender.equals(Contender.OURS) ? "Ours" : contender.label();
    return Published.find("table 2", row, metric).orElse(Double.NaN);
  }

  private static List<String> caption(Study study) {
    return List.of(
        "3DPW's protocol, %s, on the target of scenario %s; preset %s; seeds %s."
            .formatted(
                ContenderTable.truth(study),
                study.joint(0).data().scenario(),
                study.joint(0).preset(),
                study.seeds()),
        "paper: Human3.6M to 3DPW, another source and target; * trained on ground truth of 3DPW.");
  }
}
