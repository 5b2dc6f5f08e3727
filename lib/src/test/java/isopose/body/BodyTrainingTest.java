package isopose.body;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import isopose.TestDevice;
import isopose.data.Normalisation;
import isopose.data.PoseSequence;
import isopose.geometry.ViewRange;
import isopose.model.Discriminator;
import isopose.model.NetworkShape;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.train.EpochLog;
import isopose.train.TrainingSettings;
import isopose.train.TrainingSetup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BodyTrainingTest {
  private static final List<PoseSequence> RECORDED = BodyWorld.clips(8, 32, 0);
  private static final BodySettings WITH_D = own(true);
  private static final NDIndex ALL = new NDIndex("...");

  static TrainingSettings settings(int epochs) {
    return new TrainingSettings(epochs, 64, 3e-3, 0.1, 1, true, true, 0.1, 1e-3, 1, true, false, 0);
  }

  private static BodySettings own(boolean discriminator) {
    return new BodySettings("attention", 16, 0.02, 0.03, 0.1, discriminator);
  }

  private static BodyTraining training(
      Session session, Networks networks, Weights weights, BodySettings own) {
    return new BodyTraining(
        new TrainingSetup(
            session,
            networks,
            weights,
            settings(4),
            seed -> BodyWorld.clips(8, 32, seed),
            Normalisation.of(RECORDED),
            3),
        own,
        RECORDED,
        RECORDED,
        ViewRange.PAPER);
  }

  private static Map<String, float[]> numbers(Map<String, NDArray> arrays) {
    Map<String, float[]> numbers = new LinkedHashMap<>();
    arrays.forEach((name, array) -> numbers.put(name, array.toFloatArray()));
    return numbers;
  }

  private static Map<String, NDArray> all(BodyTraining training) {
    Map<String, NDArray> all = new LinkedHashMap<>(training.state());
    training.weights().names().forEach(name -> all.put(name, training.weights().get(name)));
    return all;
  }

  @Test
  void resumesToTheSameBits() {
    Networks networks = BodyWorld.networks(new AttentionPooling());
    Map<String, float[]> whole;
    Map<String, float[]> half;
    try (Session session = TestDevice.open();
        Weights weights = Weights.draw(session, networks, 1);
        BodyTraining training = training(session, networks, weights, WITH_D)) {
      training.epoch(0, (done, total, message) -> {});
      half = numbers(all(training));
      EpochLog last = training.epoch(1, (done, total, message) -> {});
      whole = numbers(all(training));
      assertTrue(last.values().containsKey("body"), last.toString());
    }
    try (Session session = TestDevice.open();
        Weights weights = Weights.draw(session, networks, 9);
        BodyTraining training = training(session, networks, weights, WITH_D)) {
      all(training)
          .forEach(
              (name, array) ->
                  array.set(ALL, array.getManager().create(half.get(name), array.getShape())));
      training.epoch(1, (done, total, message) -> {});
      Map<String, float[]> resumed = numbers(all(training));
      whole.forEach((name, values) -> assertArrayEquals(values, resumed.get(name), name));
    }
  }

  /** D learns, and everything else is what it is without D, dropout's masks included. */
  @Test
  void theDiscriminatorLeavesAllOtherWeightsToTheBit() {
    NetworkShape shape = new NetworkShape(17, 32, 0.25, 2, 1);
    Networks networks = Networks.of(shape, new BodyBackbone(new AttentionPooling(), 0.1));
    List<Map<String, float[]>> trained = new ArrayList<>();
    Map<String, float[]> drawn = new LinkedHashMap<>();
    for (boolean discriminator : new boolean[] {false, true}) {
      try (Session session = TestDevice.open();
          Weights weights = Weights.draw(session, networks, 1);
          BodyTraining training = training(session, networks, weights, own(discriminator))) {
        weights.names().forEach(name -> drawn.put(name, weights.get(name).toFloatArray()));
        EpochLog log = null;
        for (int epoch = 0; epoch < 2; epoch++) {
          log = training.epoch(epoch, (done, total, message) -> {});
        }
        assertEquals(discriminator, log.values().containsKey("discriminator_accuracy"));
        Map<String, float[]> values = new LinkedHashMap<>();
        weights.names().forEach(name -> values.put(name, weights.get(name).toFloatArray()));
        trained.add(values);
      }
    }
    trained
        .get(0)
        .forEach(
            (name, without) -> {
              float[] with = trained.get(1).get(name);
              if (name.startsWith(Discriminator.PREFIX)) {
                assertArrayEquals(drawn.get(name), without, name);
                assertFalse(Arrays.equals(without, with), name);
              } else {
                assertArrayEquals(without, with, name);
              }
            });
  }
}
