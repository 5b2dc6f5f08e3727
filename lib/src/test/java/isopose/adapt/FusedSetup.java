package isopose.adapt;

import isopose.TestDevice;
import isopose.TinyWorld;
import isopose.data.Normalisation;
import isopose.data.PoseSequence;
import isopose.loss.SslObjective;
import isopose.model.Arithmetic;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.skeleton.Poses;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Adaptation of tiny networks by either arithmetic. */
abstract class FusedSetup {

  static final AdaptSettings ONLINE = AdaptSettings.online(5).withViewsPerSample(6).withRate(1e-3);

  static final AdaptSettings VANILLA =
      AdaptSettings.vanilla(5).withViewsPerSample(6).withRate(1e-3).withSteps(3);

  Session session;

  Poses stream;

  @BeforeEach
  void open() {
    session = TestDevice.open();
    List<PoseSequence> clips = TinyWorld.clips(1, 5, 8);
    stream = Normalisation.of(clips).input(clips.get(0).pose2d());
  }

  @AfterEach
  void close() {
    session.setThreads(1);
    session.close();
  }

  /** Running statistics and scales as after a training, and not 0 and 1. */
  Weights lively(Networks networks) {
    Weights weights = Weights.draw(session, networks, 2);
    SplittableRandom random = new SplittableRandom(3);
    for (String name : weights.names()) {
      if (name.contains("norm")) {
        var array = weights.get(name);
        float[] values = new float[(int) array.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) random.nextDouble(0.5, 1.5);
        }
        array.set(values);
      }
    }
    return weights;
  }

  record RunResult(Poses predictions, List<Double> losses, List<float[]> weights) {}

  RunResult run(
      Networks networks,
      Weights trained,
      SslObjective technique,
      AdaptSettings settings,
      Arithmetic arithmetic) {
    List<Double> losses = new ArrayList<>();
    try (var iso =
        new InferenceStageOptimization(
            session.with(arithmetic), networks, trained, technique, settings)) {
      Poses predictions = iso.run(stream, (i, loss) -> losses.add(loss));
      List<float[]> weights =
          trained.names().stream().map(n -> iso.adapted().get(n).toFloatArray()).toList();
      return new RunResult(predictions, losses, weights);
    }
  }
}
