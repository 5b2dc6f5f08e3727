package isopose.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import isopose.Fixtures;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import isopose.skeleton.BodyPart;
import isopose.skeleton.FrameId;
import isopose.skeleton.JointMap;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import isopose.skeleton.Track;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final JsonObject EXPECTED = Fixtures.expected("metrics");
  private static final Map<String, NpyArray> ARRAYS = Npz.read(Fixtures.path("metrics/poses.npz"));

  private static Evaluation fixture(Protocol protocol) {
    return Evaluation.of(
        ARRAYS.get("predicted_mm").doubles(),
        ARRAYS.get("target_mm").doubles(),
        Skeleton.H36M_17,
        protocol);
  }

  private static Poses poses(String name) {
    return new Poses(ARRAYS.get(name).floats(), 17, 3);
  }

  private static double expected(String key) {
    return EXPECTED.get(key).getAsDouble();
  }

  @Test
  void meetsTheExpectedScoresUnderAllProtocols() {
    Map<String, Protocol> protocols =
        Map.of("unscaled", Protocol.US, "glob_scaled", Protocol.GS, "procrustes", Protocol.PA);
    protocols.forEach(
        (name, protocol) -> {
          Scores scores = fixture(protocol).scores();
          assertEquals(expected("pck150_14_" + name), scores.pck(), 1e-9);
          assertEquals(expected("auc_14_" + name), scores.auc(), 1e-9);
          assertEquals(expected("pa_mpjpe17_mm"), scores.paMpjpe(), 1e-9);
          assertEquals(14, scores.joints());
          assertEquals(17, scores.mpjpeJoints());
          assertEquals(40, scores.samples());
        });
    assertEquals(expected("mpjpe17_mm"), fixture(Protocol.US).mpjpe(), 1e-9);
    assertEquals(expected("scaled_mpjpe17_mm"), fixture(Protocol.GS).mpjpe(), 1e-9);
    assertEquals(expected("pa_check"), fixture(Protocol.PA).mpjpe(), 1e-9);
  }

  @Test
  void singlePrecisionPosesGiveTheSameScores() {
    Evaluation evaluation = Evaluation.of(poses("predicted_mm"), poses("target_mm"), Protocol.US);
    assertEquals(expected("mpjpe17_mm"), evaluation.mpjpe(), 1e-6);
    assertEquals(expected("pa_mpjpe17_mm"), evaluation.paMpjpe(), 1e-6);
    assertEquals(expected("pck150_14_unscaled"), evaluation.pck(), 1e-9);
    assertEquals(
        expected("mean_velocity_error_mm"),
        Mpjve.of(poses("predicted_mm"), poses("target_mm")),
        1e-6);
  }

  @Test
  void sixteenJointsFollowTheIdentityOfTheRootsConstantZero() {
    Evaluation evaluation = fixture(Protocol.US);
    double spine = evaluation.pckPerJoint().get("spine");
    double pck16 = (14 * evaluation.pck() + 100 + spine) / 16;
    assertEquals(pck16, fixture(Protocol.named("us-16")).pck(), 1e-9);
    JointMap drop = JointMap.between(Skeleton.H36M_17, Skeletons.H36M_16);
    Evaluation sixteen =
        Evaluation.of(
            drop.apply(poses("predicted_mm")), drop.apply(poses("target_mm")), Protocol.US);
    assertEquals(evaluation.pck(), sixteen.pck(), 1e-9);
    assertEquals(16, sixteen.scores().mpjpeJoints());
  }

  @Test
  void theVariantsInCirculationDifferAsTheyShould() {
    assertEquals(41, Protocol.named("us-auc200").aucThresholds().length);
    assertTrue(fixture(Protocol.named("us-auc200")).auc() > fixture(Protocol.US).auc());
    assertEquals("us-auc200", Protocol.named("us-auc200").name());
    Poses mirrored = poses("target_mm").slice(0, 40);
    for (int k = 2; k < mirrored.values().length; k += 3) {
      mirrored.values()[k] = -mirrored.values()[k];
    }
    Poses truth = poses("target_mm");
    assertEquals(0, Evaluation.of(mirrored, truth, Protocol.named("pa-reflection")).mpjpe(), 1e-3);
    assertTrue(Evaluation.of(mirrored, truth, Protocol.PA).mpjpe() > 10);
  }

  @Test
  void aSimilarPoseHasNoErrorAfterProcrustesAndAScaledOneNoneAfterScaling() {
    double[] truth = ARRAYS.get("target_mm").doubles();
    double[] scaled = new double[truth.length];
    double[] turned = new double[truth.length];
    for (int k = 0; k < truth.length; k += 3) {
      for (int d = 0; d < 3; d++) {
        scaled[k + d] = 0.6 * truth[k + d];
        turned[k + d] = 3 * truth[k + (d + 1) % 3] + 40 * d; // a cyclic turn of the axes
      }
    }
    assertEquals(0, score(scaled, truth, Protocol.GS).mpjpe(), 1e-9);
    assertEquals(100, score(scaled, truth, Protocol.GS).pck());
    assertEquals(0, score(turned, truth, Protocol.PA).mpjpe(), 1e-9);
    assertEquals(0, score(turned, truth, Protocol.US).paMpjpe(), 1e-9);
    assertEquals(0, score(truth, truth, Protocol.US).mpjpe());
    // at the threshold 0 nothing is under it
    assertEquals(100 * 30.0 / 31, score(truth, truth, Protocol.US).auc(), 1e-9);
  }

  private static Evaluation score(double[] predicted, double[] truth, Protocol protocol) {
    return Evaluation.of(predicted, truth, Skeleton.H36M_17, protocol);
  }

  @Test
  void anErrorOfExactlyTheThresholdIsWrong() {
    double[] truth = new double[51];
    double[] predicted = new double[51];
    predicted[3 * Skeleton.H36M_17.index("left_wrist")] = 150;
    predicted[3 * Skeleton.H36M_17.index("right_wrist")] = 149.999;
    assertEquals(100 * 13.0 / 14, score(predicted, truth, Protocol.US).pck(), 1e-9);
  }

  @Test
  void samplesGroupsJointsAndPartsAddUp() {
    Evaluation all = fixture(Protocol.US);
    List<String> groups = IntStream.range(0, 40).mapToObj(i -> i % 4 == 0 ? "a" : "b").toList();
    Map<String, Evaluation> by = all.by(groups);
    assertEquals(List.of("a", "b"), List.copyOf(by.keySet()));
    assertEquals(10, by.get("a").samples());
    assertEquals(all.mpjpe(), (by.get("a").mpjpe() + 3 * by.get("b").mpjpe()) / 4, 1e-9);
    assertEquals(all.auc(), (by.get("a").auc() + 3 * by.get("b").auc()) / 4, 1e-9);
    assertEquals(all.mpjpe(7), all.select(7).mpjpe(), 1e-12);
    assertEquals(all.paMpjpe(7), all.select(7).paMpjpe(), 1e-12);
    assertEquals(
        all.mpjpe(),
        all.mpjpePerJoint().values().stream().mapToDouble(d -> d).average().orElseThrow(),
        1e-9);
    double wrists =
        (all.pckPerJoint().get("left_wrist") + all.pckPerJoint().get("right_wrist")) / 2;
    assertEquals(wrists, all.pckPerPart().get(BodyPart.WRIST), 1e-9);
    assertEquals(8, all.pckPerPart().size());
  }

  @Test
  void fourteenJointsOfLspAreScoredAboutTheMiddleOfTheHips() {
    JointMap map = JointMap.between(Skeleton.H36M_17, Skeletons.LSP_14);
    Poses predicted = map.apply(poses("predicted_mm"));
    Evaluation evaluation =
        Evaluation.of(predicted, map.apply(poses("target_mm")), Protocol.THREEDPW);
    assertEquals(14, evaluation.scores().mpjpeJoints());
    Evaluation wide = fixture(Protocol.named("3dpw").withMpjpe(JointSet.FOURTEEN));
    assertEquals(wide.paMpjpe(), evaluation.paMpjpe(), 1e-5);
  }

  @Test
  void aPoseThatIsNotANumberIsWrongAndNotDropped() {
    double[] truth = ARRAYS.get("target_mm").doubles();
    double[] predicted = truth.clone();
    predicted[0] = Double.NaN; // the root: the whole pose
    Evaluation evaluation = score(predicted, truth, Protocol.PA);
    assertEquals(100 * 39.0 / 40, evaluation.pck(), 1e-9);
    assertTrue(Double.isNaN(evaluation.mpjpe()));
    assertEquals(0, evaluation.mpjpe(1), 1e-9);
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    Poses truth = Poses.zeros(3, 17, 3);
    for (Poses wrong :
        List.of(Poses.zeros(2, 17, 3), Poses.zeros(3, 16, 3), Poses.zeros(3, 17, 2))) {
      assertThrows(IllegalArgumentException.class, () -> Evaluation.of(wrong, truth, Protocol.US));
    }
    Poses sixteen = Poses.zeros(3, 16, 3);
    assertThrows(
        IllegalArgumentException.class,
        () -> Evaluation.of(sixteen, sixteen, Protocol.named("us-17")));
    for (String name : List.of("", "ps", "us-reflection", "us-15", "us-")) {
      assertThrows(IllegalArgumentException.class, () -> Protocol.named(name));
    }
  }

  @Test
  void velocityCountsOnlyNeighboursOfOneSequence() {
    Poses truth = Poses.zeros(4, 17, 3);
    Poses predicted = Poses.zeros(4, 17, 3);
    for (int j = 1; j < 17; j++) { // all but the root
      predicted.set(1, j, 0, 34);
      predicted.set(2, j, 0, 500);
      predicted.set(3, j, 0, 500);
    }
    assertEquals(16, Mpjve.of(predicted, truth, frames("a", "a", "b", "b")), 1e-9);
    assertTrue(Double.isNaN(Mpjve.of(predicted, truth, frames("a", "b", "c", "d"))));
    PosePairs pairs = PosePairs.of(predicted, truth, Skeleton.H36M_17);
    boolean[] successors = FrameId.successors(frames("a", "a", "b", "b"));
    assertArrayEquals(
        new double[] {Double.NaN, 32, Double.NaN, 0}, Mpjve.ofSteps(pairs, successors), 1e-9);
    predicted.set(1, 5, 0, Float.NaN);
    assertTrue(Double.isNaN(Mpjve.of(predicted, truth, frames("a", "a", "b", "b"))));
    double[] unknown = Mpjve.ofSteps(PosePairs.of(predicted, truth, Skeleton.H36M_17), successors);
    assertEquals(Double.POSITIVE_INFINITY, unknown[1], "not taken for a missing step");
  }

  private static List<FrameId> frames(String... clips) {
    return Arrays.stream(clips).map(clip -> new FrameId(Track.of(clip))).toList();
  }

  @Test
  void theProtocolsAlignedPosesHaveItsErrors() {
    Poses predicted = poses("predicted_mm");
    Poses truth = poses("target_mm");
    for (Protocol protocol : List.of(Protocol.US, Protocol.GS, Protocol.PA)) {
      Poses aligned = protocol.align(predicted, truth);
      double sum = 0;
      for (int i = 0; i < 40; i++) {
        for (int j = 0; j < 17; j++) {
          sum +=
              Math.hypot(
                  Math.hypot(
                      aligned.get(i, j, 0) - truth.get(i, j, 0),
                      aligned.get(i, j, 1) - truth.get(i, j, 1)),
                  aligned.get(i, j, 2) - truth.get(i, j, 2));
        }
      }
      assertEquals(fixture(protocol).mpjpe(), sum / (40 * 17), 1e-4);
    }
  }

  @Test
  void aMillionPosesAreScored() {
    int count = 1_000_000;
    Random random = new Random(8);
    Poses truth = Poses.zeros(count, 17, 3);
    Poses predicted = Poses.zeros(count, 17, 3);
    for (int k = 0; k < truth.values().length; k++) {
      truth.values()[k] = 800 * random.nextFloat();
      predicted.values()[k] = truth.values()[k] + 100 * random.nextFloat();
    }
    Scores scores = Evaluation.of(predicted, truth, Protocol.US).scores();
    assertEquals(count, scores.samples());
    // Robbins' constant: the mean distance of two points in a unit cube; the root is moved to 0
    assertEquals(100 * 0.661707 * 16 / 17, scores.mpjpe(), 0.05);
  }

  @Test
  void scoresHaveTheAgreedKeys() {
    JsonObject json = new Gson().toJsonTree(fixture(Protocol.US).scores()).getAsJsonObject();
    assertTrue(
        json.keySet()
            .containsAll(
                List.of("pck", "auc", "mpjpe", "pa_mpjpe", "protocol", "joints", "samples")));
    assertEquals("us", json.get("protocol").getAsString());
  }
}
