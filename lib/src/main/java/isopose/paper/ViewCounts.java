package isopose.paper;

import isopose.study.Experiment.Analysis;
import isopose.study.Experiment.Findings;
import isopose.study.Grouping;
import isopose.study.Method;
import isopose.study.Study;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** How many clips there are in each group of camera elevations. */
final class ViewCounts implements Analysis {
  @Override
  public void addTo(Study study, Findings findings) {
    Table stream = study.observations(study.run(Method.JOINT, study.seeds().get(0), Map.of()));
    String counts =
        Grouping.cameraElevation(10).of(stream).stream()
            .map(
                group ->
                    "%d at %s"
                        .formatted(
                            IntStream.of(group.samples())
                                .mapToObj(stream.stringColumn("clip")::get)
                                .distinct()
                                .count(),
                            group.label()))
            .collect(Collectors.joining(", "));
    findings.caption("elevation: from the mean direction of the trunks over a clip");
    findings.caption("the target's clips: " + counts);
  }
}
