package isopose.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import isopose.TinyWorld;
import isopose.adapt.AdaptSettings.Mode;
import isopose.adapt.AdaptSettings.OnDivergence;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Adaptation of a tiny network to a stream of eight poses. */
abstract class AdaptationSetup {

  static final AdaptSettings SMALL = new AdaptSettings(Mode.ONLINE, 1, 1e-3, 4, 1, true, 7);

  final Networks networks = Networks.of(TinyWorld.SHAPE);

  Session session;

  Weights trained;

  Poses stream;

  @BeforeEach
  void open() {
    session = Session.cpu();
    trained = Weights.draw(session, networks, 2);
    List<PoseSequence> clips = TinyWorld.clips(1, 6, 8);
    stream = Normalisation.of(clips).input(clips.get(0).pose2d());
  }

  @AfterEach
  void close() {
    session.close();
  }

  InferenceStageOptimization iso(AdaptSettings settings) {
    return iso(settings, TinyWorld.CYCLE);
  }

  InferenceStageOptimization iso(AdaptSettings settings, SslObjective technique) {
    return new InferenceStageOptimization(session, networks, trained, technique, settings);
  }

  Poses run(AdaptSettings settings) {
    try (InferenceStageOptimization iso = iso(settings)) {
      return iso.run(stream, (i, loss) -> {});
    }
  }

  static AdaptSettings with(Mode mode, int steps) {
    return new AdaptSettings(mode, steps, 1e-3, 4, 1, true, 7);
  }

  Poses run(AdaptSettings settings, Arithmetic arithmetic, Poses poses) {
    List<Integer> resets = new ArrayList<>();
    AdaptSettings resetting = settings.withOnDivergence(OnDivergence.RESET);
    try (InferenceStageOptimization iso =
        new InferenceStageOptimization(
            session.with(arithmetic), networks, trained, TinyWorld.CYCLE, resetting)) {
      return iso.run(
          poses,
          new AdaptationListener() {
            @Override
            public void predicted(int i, double loss) {
              assertEquals(i >= 2 && settings.mode() != Mode.NONE, resets.equals(List.of(2)));
              assertEquals(i == 2 || settings.mode() == Mode.NONE, Double.isNaN(loss));
            }

            @Override
            public void reset(int i) {
              resets.add(i);
            }
          });
    }
  }

  static float[] values(Weights weights, String name) {
    return weights.get(name).toFloatArray();
  }
}
