package isopose.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.TinyWorld;
import isopose.model.Session;
import isopose.skeleton.Poses;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two data sets whose people differ in the length of their arms, and in nothing else. */
class TwoWayClassifierTest {
  private static final Poses SOURCE = TinyWorld.people(600, 1);
  private static final Poses TARGET = Bodies.longArms(TinyWorld.people(300, 2));
  private static final Poses NEW_SOURCE = TinyWorld.people(200, 3);
  private static final Poses NEW_TARGET = Bodies.longArms(TinyWorld.people(200, 4));

  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.open("cpu", 1);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static TwoWayClassifier trained(PoseForm form, int steps, long seed) {
    TwoWayClassifier classifier =
        new TwoWayClassifier(
            session, new ClassifierSettings(form, 32, 0.1, steps, 64, 2e-3, 0.25, seed));
    classifier.train(SOURCE, TARGET, (step, loss, accuracy) -> {});
    return classifier;
  }

  private static double accuracy(TwoWayClassifier classifier) {
    return (classifier.calledTarget(NEW_TARGET) + 100 - classifier.calledTarget(NEW_SOURCE)) / 2;
  }

  @Test
  void tellsNewPosesOfTheTwoBodiesApart() {
    try (TwoWayClassifier classifier = trained(PoseForm.AS_THEY_ARE, 400, 0)) {
      assertTrue(accuracy(classifier) > 85, "accuracy " + accuracy(classifier));
    }
  }

  @Test
  void unitBonesLeaveNothingToTell() {
    try (TwoWayClassifier classifier = trained(PoseForm.UNIT_BONES, 400, 0)) {
      assertEquals(50, accuracy(classifier), 10);
    }
  }

  @Test
  void sameSeedSameBits() {
    try (TwoWayClassifier one = trained(PoseForm.ONE_SIZE, 5, 3);
        TwoWayClassifier same = trained(PoseForm.ONE_SIZE, 5, 3)) {
      double[][] features = one.features(NEW_TARGET);
      assertEquals(200, features.length);
      assertEquals(32, features[0].length);
      assertArrayEquals(features[199], same.features(NEW_TARGET)[199]);
    }
  }

  @Test
  void canBeStopped() {
    ClassifierSettings settings =
        new ClassifierSettings(PoseForm.AS_THEY_ARE, 8, 0, 50, 4, 1e-3, 0.5, 0);
    try (TwoWayClassifier classifier = new TwoWayClassifier(session, settings)) {
      assertThrows(
          CancellationException.class,
          () ->
              classifier.train(
                  SOURCE,
                  TARGET,
                  (step, loss, accuracy) -> {
                    if (step == 3) {
                      throw new CancellationException("enough");
                    }
                  }));
    }
  }

  @Test
  void settingsAreChecked() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ClassifierSettings(PoseForm.AS_THEY_ARE, 8, 0, 1, 3, 1e-3, 0.5, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ClassifierSettings(PoseForm.AS_THEY_ARE, 8, 0, 1, 4, 1e-3, 1, 0));
  }
}
