package isopose.paper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import isopose.config.Configuration;
import isopose.geometry.ViewRange;
import isopose.io.Progress;
import isopose.loss.LossTerms;
import isopose.loss.SslBatch;
import isopose.loss.SslObjective;
import isopose.run.Adaptation;
import isopose.run.RunSpec;
import isopose.run.TrainedModel;
import isopose.study.Method;
import org.junit.jupiter.api.Test;

/** An objective that no configuration names. */
class OwnObjectiveTest extends SmallStudy {

  /** A technique that no configuration names: trained and adapted with, without a record. */
  @Test
  void aTechniqueOfOnesOwnIsTrainedAndAdaptedWith() {
    Configuration joint = study.joint(0);
    SslObjective cycle = joint.technique().orElseThrow();
    SslObjective own =
        new SslObjective() {
          @Override
          public String name() {
            return "own";
          }

          @Override
          public LossTerms loss(SslBatch pass) {
            return cycle.loss(pass);
          }

          @Override
          public ViewRange views() {
            return cycle.views();
          }

          @Override
          public boolean needsDiscriminator() {
            return true;
          }
        };
    RunSpec online = study.run(Method.ONLINE, 0);
    Progress silent = (done, total, message) -> {};
    try (TrainedModel model = TrainedModel.train(session, joint, own, study.scenario(), silent)) {
      Adaptation adaptation =
          Adaptation.run(session, model, study.stream(online), own, online.settings(), silent);
      // the fast way through the built-in techniques adds in another order
      assertArrayEquals(
          study.adaptation(online).predictions().values(), adaptation.predictions().values(), 1f);
      assertEquals(1, model.epochs().rowCount());
    }
  }
}
