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

    Experiment needsSamples = Experiments.named("figure stream", Selection.all());
    BadInput refused = assertThrows(BadInput.class, () -> needsSamples.evaluate(other));
    assertTrue(refused.getMessage().contains("--no-published"), refused.getMessage());
  }
}
