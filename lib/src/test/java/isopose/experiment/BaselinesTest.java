package isopose.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

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
    assertEquals(BASELINE.runName(), changed.canonical().runName());
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
    "laboratory, five"
  })
  void whatItUsesIs(String key, String value) {
    Configuration changed = BASELINE.with(key, value);
    assertNotEquals(BASELINE.runName(), changed.canonical().runName());
    Configuration both = changed.with("lambda", 0.2).canonical();
    assertEquals(changed.canonical(), both, "what it does not use is gone all the same");
  }

  /** The names of records that were made before: they must be found again. */
  @Test
  void oldNamesStay() {
    assertEquals("none-recorded-quick-seed0-f7cd3df249", BASELINE.canonical().runName());
    assertEquals(
        "cycle-recorded-quick-seed0-81572e8b08", Configuration.quick().canonical().runName());
    assertEquals(
        "cycle-recorded-quick-custom-seed0-b506cb1106",
        Objective.PLAIN.of(Configuration.quick()).runName());
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
