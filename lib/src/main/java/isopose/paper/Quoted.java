package isopose.paper;

import isopose.study.Experiment.Analysis;
import isopose.study.Experiment.Findings;
import isopose.study.Study;
import isopose.study.Summary.Row;
import java.util.List;

/**
 * Rows of methods that the paper quotes from their own papers: there are no runs of them here.
 *
 * @param table that prints them
 */
record Quoted(String table, List<String> methods, List<String> metrics) implements Analysis {
  @Override
  public void addTo(Study study, Findings findings) {
    for (String method : methods) {
      for (String metric : metrics) {
        findings
            .summary()
            .add(
                Row.of(method, metric, new double[0], List.of())
                    .in("printed in the paper, not run here")
                    .paper(Published.find(table, method, metric).orElse(Double.NaN)));
      }
    }
  }
}
