package isopose.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.config.Configuration;
import isopose.io.BadInput;
import isopose.metrics.Metric;
import isopose.run.Runs;
import isopose.study.Experiment;
import isopose.study.Method;
import isopose.study.Result;
import isopose.study.Study;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A table whose runs are published as means over clips. */
class PublishedMeansTest extends SmallStudy {
  private static final Experiment EACH_FIFTH = Experiments.named("figure stream", Selection.all());

  private static Study elsewhere(Path published) {
    Configuration joint = study.joint(0);
    return new Study(
        session,
        new Runs(folder.resolve("nothing"), folder, published),
        joint,
        study.seeds(),
        (done, total, message) -> {});
  }

  private static Experiment means() {
    return Experiment.table("means")
        .methods(Method.JOINT, Method.ONLINE)
        .metrics(Metric.ALL)
        .metrics(Metric.MPJVE)
        .delta(Method.ONLINE, Method.JOINT);
  }

  @Test
  void meansAndIntervalsAreThoseOfTheSamples() {
    Result whole = means().evaluate(study);
    Path published = folder.resolve("clips");
    study.runs().results().publish(whole.runs(), published, true);
    Study other = elsewhere(published);
    assertEquals(0, other.missing(means().runs(other)).missing());
    Result read = means().evaluate(other);
    assertEquals(whole.table().rowCount(), read.table().rowCount());
    for (String column : List.of("mean", "low", "high")) {
      for (int row = 0; row < whole.table().rowCount(); row++) {
        assertEquals(
            whole.table().doubleColumn(column).getDouble(row),
            read.table().doubleColumn(column).getDouble(row),
            0.1, // each score is rounded to a tenth
            column + " of " + whole.table().row(row));
      }
    }

    refusesGroupsOfSamples(other);
  }

  /** Means over clips of one seed are enough to make groups of samples wrong. */
  @Test
  void groupsNeedTheSamplesOfEverySeed() {
    Path published = folder.resolve("mixed");
    List<String> all = EACH_FIFTH.evaluate(study).runs();
    List<String> last = all.stream().filter(run -> run.contains("-seed1-")).toList();
    study.runs().results().publish(all, published, false);
    EACH_FIFTH.evaluate(elsewhere(published));
    study.runs().results().publish(last, published, true);
    refusesGroupsOfSamples(elsewhere(published));
  }

  private static void refusesGroupsOfSamples(Study other) {
    BadInput refused = assertThrows(BadInput.class, () -> EACH_FIFTH.evaluate(other));
    assertTrue(refused.getMessage().contains("--no-published"), refused.getMessage());
  }
}
