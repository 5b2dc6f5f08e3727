package isopose.experiment;

import isopose.experiment.Comparison.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * Accuracy along the stream (not in the paper). If Online gathers knowledge of the target, its lead
 * over Joint grows; if it drifts away, the lead shrinks.
 */
public final class AlongTheStream implements Experiment {
  /** The table of each sample's PCK among the findings' data, a column a method. */
  public static final String SAMPLES = "samples";

  private static final int PARTS = 5;

  @Override
  public String name() {
    return "figure stream";
  }

  @Override
  public String about() {
    return "PCK along the stream; Online's lead in each fifth of it (an addition to the paper)";
  }

  @Override
  public List<Trial> trials(Study study) {
    return study.trials(StreamParts.METHODS);
  }

  @Override
  public Findings evaluate(Study study) {
    Table samples = Table.create(SAMPLES);
    for (Method method : StreamParts.METHODS) {
      double[] pck = Samples.mean(pck(study, method));
      samples.addColumns(DoubleColumn.create(method.label(), pck));
    }
    ScoreTable scores = new ScoreTable(name());
    for (Method other : OnlineLead.OTHERS) {
      for (int part = 0; part < PARTS; part++) {
        scores.add(OnlineLead.over(other, study, part(study, part)).at(part + 1));
      }
    }
    List<String> caption =
        List.of(
            "PCK at 150 mm, unscaled, mean over seeds " + study.seeds(),
            "at: the fifth of the stream; pck_lead: Online minus the other method",
            ScoreTable.INTERVALS);
    return new Findings(name(), caption, scores.table(), Map.of(SAMPLES, samples));
  }

  private static List<double[]> pck(Study study, Method method) {
    return study.adaptations(method).stream().map(Samples::pck).toList();
  }

  /** The samples of one of the stream's fifths. */
  private static int[] part(Study study, int part) {
    int count = study.adaptations(Method.ONLINE).get(0).stream().count();
    return IntStream.range(part * count / PARTS, (part + 1) * count / PARTS).toArray();
  }
}
