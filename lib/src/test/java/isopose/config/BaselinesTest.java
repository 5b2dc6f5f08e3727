package isopose.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import isopose.run.Identity;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselinesTest {
  private static final Configuration BASELINE = Configuration.quick().with("technique", "none");

  @ParameterizedTest
  @CsvSource({
    "identityView, 0",
    "maxElevation, 20",
    "cameraElevation, 0",
    "lambda2d, 3",
    "lambda3d, 3",
    "adversarialWeight, 0.1",
    "generatorLoss, minimax",
    "depthOnly, true",
    "lambda, 0.1",
    "discriminatorRate, 1e-5",
    "discriminatorLimit, 1",
    "freezeFakeStatistics, false"
  })
  void whatItDoesNotUseIsNotInItsName(String key, String value) {
    Configuration changed = BASELINE.with(key, value);
    assertNotEquals(BASELINE, changed);
    assertEquals(BASELINE, changed.canonical());
    assertEquals(identity(BASELINE), identity(changed.canonical()));
  }

  /** D's rate and the views count where a body's training trains D. */
  @ParameterizedTest
  @CsvSource({"discriminatorRate, 1e-5", "discriminatorLimit, 1", "cameraElevation, 0"})
  void aBodysDiscriminatorUsesWhatABaselineDoesNot(String key, String value) {
    Configuration body = Configuration.preset("quick-body");
    assertEquals(identity(body), identity(body.with(key, value).canonical()));
    Configuration judged = body.with("body.discriminator", true);
    assertNotEquals(identity(judged), identity(judged.with(key, value).canonical()));
  }

  @ParameterizedTest
  @CsvSource({
    "width, 64",
    "dropout, 0.5",
    "sharedBlocks, 2",
    "epochs, 3",
    "batch, 64",
    "learningRate, 1e-4",
    "gradientNorm, 0",
    "boneTerm, false",
    "sumOverJoints, true",
    "flip, false",
    "seed, 4",
    "laboratory, five",
    "cameras, anywhere"
  })
  void whatItUsesIs(String key, String value) {
    Configuration changed = BASELINE.with(key, value);
    assertNotEquals(identity(BASELINE), identity(changed.canonical()));
    Configuration both = changed.with("lambda", 0.2).canonical();
    assertEquals(changed.canonical(), both, "what it does not use is gone all the same");
  }

  private static String identity(Configuration configuration) {
    return Identity.ofTraining(configuration, Map.of());
  }

  /** RepNet has no technique either, but it has a critic. */
  @Test
  void repNetIsNoBaseline() {
    Configuration repnet = Configuration.preset("quick-repnet").with("discriminatorRate", 1e-5);
    assertSame(repnet, repnet.canonical());
  }

  @Test
  void othersStayAsTheyAre() {
    Configuration joint = Configuration.quick().with("lambda", 0.5);
    assertSame(joint, joint.canonical());
    assertSame(joint, joint.with("lambda", 0.5), "a value that is there already changes nothing");
  }
}
