package isopose.body;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import isopose.TestDevice;
import isopose.data.Normalisation;
import isopose.data.PoseSequence;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.train.EpochLog;
import isopose.train.TrainingSettings;
import isopose.train.TrainingSetup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BodyTrainingTest {
  private static final List<PoseSequence> RECORDED = BodyWorld.clips(8, 32, 0);
  private static final BodySettings OWN = new BodySettings("attention", 16, 0.02, 0.03, 0.1);
  private static final NDIndex ALL = new NDIndex("...");

  static TrainingSettings settings(int epochs) {
    return new TrainingSettings(epochs, 64, 3e-3, 0.1, 1, true, true, 0.1, 1e-3, 1, true, false, 0);
  }

  private static BodyTraining training(Session session, Networks networks, Weights weights) {
    return new BodyTraining(
        new TrainingSetup(
            session,
            networks,
            weights,
            settings(4),
            seed -> BodyWorld.clips(8, 32, seed),
            Normalisation.of(RECORDED),
            3),
        OWN,
        RECORDED,
        RECORDED);
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
        BodyTraining training = training(session, networks, weights)) {
      training.epoch(0, (done, total, message) -> {});
      half = numbers(all(training));
      EpochLog last = training.epoch(1, (done, total, message) -> {});
      whole = numbers(all(training));
      assertTrue(last.values().containsKey("body"), last.toString());
    }
    try (Session session = TestDevice.open();
        Weights weights = Weights.draw(session, networks, 9);
        BodyTraining training = training(session, networks, weights)) {
      all(training)
          .forEach(
              (name, array) ->
                  array.set(ALL, array.getManager().create(half.get(name), array.getShape())));
      training.epoch(1, (done, total, message) -> {});
      Map<String, float[]> resumed = numbers(all(training));
      whole.forEach((name, values) -> assertArrayEquals(values, resumed.get(name), name));
    }
  }
}
