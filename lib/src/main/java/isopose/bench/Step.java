package isopose.bench;

import isopose.adapt.AdaptSettings;
import isopose.adapt.InferenceStageOptimization;
import isopose.body.AttentionPooling;
import isopose.body.BodyBackbone;
import isopose.body.BodyEstimation;
import isopose.body.BodyEstimation.Scope;
import isopose.body.BodyStream;
import isopose.data.Normalisation;
import isopose.data.PoseSequence;
import isopose.loss.SslObjective;
import isopose.model.Networks;
import isopose.model.Predictor;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.skeleton.Poses;
import isopose.stats.Quantiles;
import isopose.train.JointTraining;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The steps that {@code bench} times; a lap is what a user waits for. */
public enum Step {
  /** One joint training step (eq. 5): a batch through both heads, lifter and D updated. */
  TRAIN(10, 40),
  /** One sample in online mode: one iteration of eq. 6 and the flip-averaged prediction. */
  ONLINE(30, 60),
  /** The same on every tenth sample only, as in Sec. 4.1: mean over ten samples. */
  ONLINE_SKIP(2, 8),
  /** One sample in vanilla mode: from the trained weights, T = 10 iterations, prediction. */
  VANILLA(4, 12),
  /** The flip-averaged prediction of one pose. */
  PREDICT(100, 400),
  /** That of 64 poses at once. */
  PREDICT_64(20, 80),
  /** One sample in mode body: the estimate of the stream so far, and the prediction with it. */
  BODY(100, 400);

  private final int warmUp;
  private final int laps;

  Step(int warmUp, int laps) {
    this.warmUp = warmUp;
    this.laps = laps;
  }

  /** As in tables and on the command line: {@code online-skip}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Repeats the step and returns its median time in milliseconds, after a warm-up. */
  double time(Session session, Workload work) {
    return time(session, work, warmUp, laps);
  }

  double time(Session session, Workload work, int warmUps, int counted) {
    Networks networks = Networks.of(work.configuration().network());
    try (Weights weights = Weights.draw(session, networks, 0)) {
      return switch (this) {
        case TRAIN -> train(session, networks, weights, work, warmUps, counted);
        case ONLINE -> adapt(session, networks, weights, work, work.online(), 1, warmUps, counted);
        case ONLINE_SKIP ->
            adapt(
                session, networks, weights, work, work.online().withSkip(10), 10, warmUps, counted);
        case VANILLA -> {
          int together = session.threads();
          yield adapt(session, networks, weights, work, work.vanilla(), together, warmUps, counted);
        }
        case PREDICT -> predict(session, networks, weights, 1, warmUps, counted);
        case PREDICT_64 -> predict(session, networks, weights, 64, warmUps, counted);
        case BODY -> body(session, work, warmUps, counted);
      };
    }
  }

  private static double train(
      Session session,
      Networks networks,
      Weights weights,
      Workload work,
      int warmUps,
      int counted) {
    int batch = work.configuration().training().batch();
    List<PoseSequence> clips = List.of(RandomPoses.clip(batch * (warmUps + counted)));
    Clock clock = new Clock();
    try (JointTraining training = work.training(session, networks, weights, clips)) {
      training.epoch(0, (step, steps, message) -> lap(clock, (int) step - 1, warmUps, 1));
    }
    return Quantiles.median(clock.laps());
  }

  private static double adapt(
      Session session,
      Networks networks,
      Weights weights,
      Workload work,
      AdaptSettings settings,
      int samplesALap,
      int warmUps,
      int counted) {
    Optional<SslObjective> technique = work.configuration().technique();
    Clock clock = new Clock();
    try (InferenceStageOptimization iso =
        new InferenceStageOptimization(
            session, networks, weights, technique.orElseThrow(), settings)) {
      iso.run(
          stream(samplesALap * (warmUps + counted)),
          (i, loss) -> {
            if ((i + 1) % samplesALap == 0) {
              lap(clock, i / samplesALap, warmUps, samplesALap);
            }
          });
    }
    return Quantiles.median(clock.laps());
  }

  private static double predict(
      Session session, Networks networks, Weights weights, int poses, int warmUps, int counted) {
    Predictor predictor = new Predictor(networks.lifter(), true);
    weights.freeze();
    Poses x = stream(poses);
    Clock clock = new Clock();
    for (int i = 0; i < warmUps + counted; i++) {
      predictor.predict(session.manager(), weights, x, Predictor.Head.FSL);
      lap(clock, i, warmUps, 1);
    }
    return Quantiles.median(clock.laps());
  }

  private static double body(Session session, Workload work, int warmUps, int counted) {
    BodyBackbone backbone = new BodyBackbone(new AttentionPooling(), 0);
    Networks networks = Networks.of(work.configuration().network(), backbone);
    Poses x = stream(1);
    Clock clock = new Clock();
    try (Weights weights = Weights.draw(session, networks, 0)) {
      BodyStream bodies =
          new BodyStream(
              session, networks.lifter(), weights.freeze(), true, BodyEstimation.of(Scope.STREAM));
      for (int i = 0; i < warmUps + counted; i++) {
        bodies.next(x, List.of("person"), frame -> true);
        lap(clock, i, warmUps, 1);
      }
    }
    return Quantiles.median(clock.laps());
  }

  private static Poses stream(int count) {
    PoseSequence clip = RandomPoses.clip(count);
    return Normalisation.of(List.of(clip)).input(clip.pose2d());
  }

  private static void lap(Clock clock, int done, int warmUps, int steps) {
    if (done < warmUps) {
      clock.start();
    } else {
      clock.lap(steps);
    }
  }
}
