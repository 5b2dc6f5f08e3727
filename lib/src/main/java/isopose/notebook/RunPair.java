package isopose.notebook;

import isopose.chart.pose.ChangedPoses;
import isopose.run.Adaptation;
import isopose.run.Runs;
import isopose.study.RunComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A comparison of two runs as a cell shows it. */
final class RunPair {
  private RunPair() {}

  /**
   * Its tables and, where this machine has the predictions of both, the poses that changed most.
   */
  static Stacked of(Runs runs, String a, String b) {
    RunComparison compared = RunComparison.of(runs.results(), a, b);
    List<Object> parts = new ArrayList<>(List.of("a: " + a + "\nb: " + b));
    Stream.of(compared.settings(), compared.scores(), compared.byMotion(), compared.byJoint())
        .filter(table -> !table.isEmpty()) // published runs have no scores of joints
        .forEach(table -> parts.add(TableView.of(table).caption(table.name())));
    Optional<Adaptation> first = runs.recorded(a);
    Optional<Adaptation> second = runs.recorded(b);
    if (first.isPresent() && second.isPresent()) {
      parts.add(ChangedPoses.of(compared, first.get(), second.get()));
    }
    return new Stacked(parts);
  }
}
