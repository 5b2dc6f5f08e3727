package isopose.experiment;

import isopose.experiment.ScoreTable.Row;
import isopose.metrics.Evaluation;
import isopose.metrics.Protocol;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Table 2: 3DPW's protocol, 14 joints: PCK unscaled, MPJPE after alignment. */
final class Table2 implements Experiment {
  private static final List<String> QUOTED =
      List.of(
          "Martinez [30]",
          "Dabral [12]",
          "Kanazawa [24]",
          "Kanazawa [25]",
          "Arnab [2]*",
          "Doersch [13]",
          "Sun [46]*");

  private static final Map<String, ToDoubleFunction<Evaluation>> METRICS =
      Map.of("pck", Evaluation::pck, "pa_mpjpe", Evaluation::paMpjpe);

  private static final List<String> ORDER = List.of("pck", "pa_mpjpe");

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
    return Contender.trials(study);
  }

  @Override
  public Findings evaluate(Study study) {
    ScoreTable scores = new ScoreTable(name());
    for (Contender contender : Contender.all()) {
      List<Adaptation> runs =
          study.seeds().stream()
              .map(seed -> study.adaptation(contender.trial(study, seed)))
              .toList();
      List<String> names = runs.stream().map(Adaptation::run).toList();
      for (String metric : ORDER) {
        double[] values =
            runs.stream()
                .map(run -> run.stream().evaluate(run.predictions(), Protocol.THREEDPW))
                .mapToDouble(METRICS.get(metric))
                .toArray();
        String row = contender.equals(Contender.OURS) ? "Ours" : contender.label();
        scores.add(
            Row.of(contender.label(), metric, values, names)
                .in("14 joints: PCK unscaled, MPJPE aligned")
                .paper(published(row, metric)));
      }
    }
    for (String row : QUOTED) {
      for (String metric : ORDER) {
        scores.add(
            Row.of(row, metric, new double[0], List.of())
                .in("printed in the paper, not run here")
                .paper(published(row, metric)));
      }
    }
    return new Findings(
        name(), caption(study), scores.table(), Map.of("trainings", TrainingTable.of(study)));
  }

  private static double published(String row, String metric) {
    return Published.find("table 2", row, metric).orElse(Double.NaN);
  }

  private static List<String> caption(Study study) {
    return List.of(
        "3DPW's protocol on the target of scenario %s; preset %s; seeds %s."
            .formatted(study.joint(0).data().scenario(), study.joint(0).preset(), study.seeds()),
        "paper: Human3.6M to 3DPW, another source and target; * trained on ground truth of 3DPW.");
  }
}
