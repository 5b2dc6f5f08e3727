package isopose.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import isopose.skeleton.Track;
import java.util.Collections;
import java.util.HashSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricTest {
  private static Poses random(long seed) {
    Random random = new Random(seed);
    float[] values = new float[4 * 17 * 3];
    for (int k = 0; k < values.length; k++) {
      values[k] = 100 * (float) random.nextGaussian();
    }
    return new Poses(values, 17, 3);
  }

  /** Under the stream's protocol and, by the same functions, under others. */
  @Test
  void theMeanOverSamplesIsTheScore() {
    Poses predicted = random(0);
    Poses truth = random(1);
    Evaluation own = Evaluation.of(predicted, truth, Protocol.US);
    StreamScores scores =
        new StreamScores(predicted, truth, Collections.nCopies(4, new FrameId(Track.of("a"))), own);
    for (Metric metric : Metric.OF_SAMPLES) {
      double[] values = metric.ofStream().apply(scores);
      double mean = metric.mean(values, IntStream.range(0, 4).toArray());
      Evaluation evaluation =
          metric.name().startsWith("gs_")
              ? Evaluation.of(predicted, truth, Protocol.GS)
              : metric.name().matches("pa_pck|pa_auc")
                  ? Evaluation.of(predicted, truth, Protocol.PA)
                  : metric.name().equals("pa_mpjpe_14")
                      ? Evaluation.of(predicted, truth, Protocol.THREEDPW)
                      : own;
      double expected =
          metric.ofPoses() == null
              ? Mpjve.of(predicted, truth)
              : metric.ofPoses().applyAsDouble(evaluation);
      assertEquals(expected, mean, 1e-9, metric.name());
    }
  }

  @Test
  void aMetricShownAsAnotherKeepsItsNumbers() {
    Metric shown = Metric.PA_MPJPE.shownAs(Metric.MPJPE);
    assertEquals("mpjpe", shown.name());
    assertEquals("pa_mpjpe", shown.column());
    assertEquals("MPJPE mm", shown.label().title());
  }

  @Test
  void aNameIsDeclaredOnce() {
    HashSet<String> names = new HashSet<>();
    Metric.OF_SAMPLES.forEach(metric -> assertTrue(names.add(metric.name()), metric.name()));
    Metric.OF_SAMPLES.forEach(metric -> assertEquals(metric, Metric.named(metric.name())));
    assertEquals("gain, mm", Metric.named("gain_mm").label().axis());
    assertEquals("2.0e-05", Metric.named("chosen_alpha").label().text(2e-5));
  }
}
