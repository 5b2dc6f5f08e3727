package isopose.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.adapt.AdaptSettings;
import isopose.body.BodyEstimation;
import isopose.body.BodyEstimation.Refine;
import isopose.body.BodyEstimation.Scope;
import isopose.body.BodyEstimation.Technique;
import isopose.config.Configuration;
import isopose.config.InputSettings;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.model.Session;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Algorithm 1 by eq. 3 and eq. 4 on the ratios, with models that were trained for a second. */
class BodyTechniqueTest {
  private static final Progress SILENT = (done, total, message) -> {};
  private static final AdaptSettings ONLINE =
      AdaptSettings.online(0).withRate(1e-2).withViewsPerSample(2);

  private static AdaptSettings by(Technique technique) {
    return ONLINE.withBody(BodyEstimation.of(Scope.STREAM).refining(Refine.RATIOS, technique));
  }

  @Test
  void itNeedsATrainingWithDAndWeighsLadv(@TempDir Path place) throws IOException {
    Configuration plain = SmallProject.in(place).with("epochs", 1);
    Configuration small =
        Configuration.preset("smoke-body")
            .with("scenario", "bvh")
            .with("source", plain.data().source())
            .with("target", plain.data().target())
            .with("width", 16)
            .with("frames", 8)
            .with("batch", 64)
            .with("epochs", 1);
    Runs runs = new Runs(place.resolve("runs"), place);
    AdaptSettings body = AdaptSettings.body(BodyEstimation.of(Scope.STREAM));
    try (Session session = Session.open("cpu", 1);
        TrainedModel without = runs.train(session, small, SILENT);
        TrainedModel with = runs.train(session, small.with("body.discriminator", true), SILENT)) {
      TargetStream stream = TargetStream.of(runs.scenario(small)).subset(40);
      AdaptSettings eq3 = by(Technique.ADVERSARY);
      BadInput e =
          assertThrows(BadInput.class, () -> runs.adapt(session, without, stream, eq3, SILENT));
      assertTrue(e.getMessage().contains("--set body.discriminator=true"), e.getMessage());
      assertTrue(with.epochs().columnNames().contains("discriminator_accuracy"));
      assertArrayEquals(
          runs.adapt(session, without, stream, body, SILENT).predictions().values(),
          runs.adapt(session, with, stream, body, SILENT).predictions().values(),
          0,
          "the lifter is the same");
      Adaptation made = runs.adapt(session, with, stream, eq3, SILENT);
      assertEquals(
          "Online of body stream, ratios-adversary", made.record().get("method").getAsString());
      double ladv = made.selfSupervisedLoss()[0];
      assertEquals(2 * ladv, first(runs, session, with, stream, eq3.withAdversarialShare(2)), 1e-5);
      AdaptSettings eq4 = by(Technique.CYCLE);
      double errors = first(runs, session, without, stream, by(null));
      assertEquals(errors, first(runs, session, with, stream, eq4.withAdversarialShare(0)), 1e-5);
      assertEquals(errors + ladv, first(runs, session, with, stream, eq4), 1e-5);
    }
  }

  /** L_s of the first sample, before its step. */
  private static double first(
      Runs runs, Session session, TrainedModel model, TargetStream stream, AdaptSettings settings) {
    return runs.adapt(session, model, stream, settings, SILENT).selfSupervisedLoss()[0];
  }

  @Test
  void sweepsNameIt() {
    RunSpec plain = RunSpec.plain(Configuration.preset("smoke-body"));
    RunSpec online = new RunSpec(plain.configuration(), InputSettings.whole(), ONLINE);
    RunSpec ratios = online.with("adapt.body.refine", "ratios");
    RunSpec eq3 = ratios.with("adapt.body.technique", "adversary");
    assertEquals(by(Technique.ADVERSARY), eq3.settings());
    assertEquals(
        eq3, online.with("adapt.body.technique", "adversary").with("adapt.body.refine", "ratios"));
    assertNotEquals(ratios, eq3);
    assertThrows(BadInput.class, () -> eq3.with("adapt.body.technique", "3"));
    BadInput e = assertThrows(BadInput.class, () -> plain.with("adapt.body.technique", "cycle"));
    assertEquals(
        "adapt.body.technique: expected method Vanilla or Online, got plain", e.getMessage());
  }
}
